/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One simulated future, month by month. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cast.h"
#include "cli/figure_strip.h"
#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/simulate_words.h"
#include "cli/words.h"
#include "model/fentanyl.h"

enum { LEVELS_MOST = 9 };

typedef struct future {
    thaw_cast cast;
    thaw_simulation_settings settings;
    thaw_month *month; /* owned */
    int *level;        /* [month], of the strip in hand; owned */
    size_t months;
} future;

static const thaw_look context_look = {.hue = THAW_HUE_GREY, .tint = 0.45};

/* A player's strip: a paler tint and its own hatching tell it from the other's in grey. */
static thaw_look look_of(int player)
{
    return (thaw_look){.hue = player == 0 ? THAW_HUE_BLUE : THAW_HUE_VERMILION,
                       .tint = 0.45,
                       .hatch = player == 0 ? THAW_HATCH_NONE : THAW_HATCH_RISING};
}

static void add_strip(future *f, thaw_figure *figure, const char *heading, thaw_look look,
                      const char *const *levels, size_t count,
                      int (*level_of)(const future *f, const thaw_month *month))
{
    thaw_strip strip = thaw_strip_begin(figure, heading, levels, count);
    for (size_t k = 0; k < f->months; k++)
        f->level[k] = level_of(f, &f->month[k]);
    thaw_strip_fill(&strip, heading, look, 0, 1, f->level, f->months);
}

/* ---- of the fentanyl game ---- */

static int state_of(const future *f, const thaw_month *month)
{
    return f->cast.study.setting.fentanyl_state[month->state];
}

static int tension_of(const future *f, const thaw_month *month)
{
    return (int)thaw_fentanyl_tension(state_of(f, month));
}

static int channel_of(const future *f, const thaw_month *month)
{
    return thaw_fentanyl_frozen(state_of(f, month)) ? 0 : 1;
}

static int action_of(const future *f, const thaw_month *month, int player)
{
    const thaw_game *game = f->cast.study.setting.game;
    size_t below = month->row - game->first_row[month->state];
    size_t stride = thaw_game_stride(game, month->state, player);
    int count = thaw_game_action_count(game, month->state, player);
    return (int)(below / stride % (size_t)count);
}

/* 0 pressure, 1 steady, 2 relief: announcements aside. */
static int stance_of(const future *f, const thaw_month *month)
{
    thaw_stance of[THAW_STANCES];
    thaw_fentanyl_us_actions(f->cast.study.setting.scenario, state_of(f, month), of);
    thaw_stance stance = of[action_of(f, month, THAW_US)];
    return stance == THAW_PRESSURE ? 0 : stance == THAW_STEADY || stance == THAW_DELIST ? 1 : 2;
}

static int effort_of(const future *f, const thaw_month *month)
{
    static const int levels[THAW_MOVES] = {[THAW_FREEZE] = 0, [THAW_STAY] = 0,    [THAW_RESUME] = 1,
                                           [THAW_NONE] = 2,   [THAW_PARTIAL] = 3, [THAW_FULL] = 4};
    thaw_move of[THAW_MOVES];
    thaw_fentanyl_china_actions(state_of(f, month), of);
    return levels[of[action_of(f, month, THAW_CHINA)]];
}

static int phase_of(const future *f, const thaw_month *month)
{
    (void)f;
    return month->phase == 0 ? 1 : 0;
}

/* Shocks that raised tension or froze, by name; the others as rings. */
static void add_shocks(future *f, thaw_figure *figure)
{
    static const char *const levels[] = {"", "", "", ""}; /* room for words above the marks */
    static const thaw_look did = {.hue = THAW_HUE_INK, .mark = THAW_MARK_DIAMOND};
    static const thaw_look idle = {.hue = THAW_HUE_GREY, .mark = THAW_MARK_RING};
    const thaw_scenario *scenario = f->cast.study.setting.scenario;
    thaw_strip strip = thaw_strip_begin(figure, "Shocks", levels, 4);
    thaw_layer *nothing = thaw_figure_layer(figure, THAW_LAYER_POINTS, idle, "other shocks");
    thaw_layer *something =
        thaw_figure_layer(figure, THAW_LAYER_POINTS, did, "shocks that raised tension or froze");
    double y = thaw_strip_height(&strip, 0);
    for (size_t k = 0; k < f->months; k++) {
        thaw_effects effects = thaw_effects_of(&f->cast.study, &f->month[k]);
        for (size_t s = 0; s < scenario->shock_count; s++) {
            uint64_t bit = UINT64_C(1) << s;
            if (!(f->month[k].happened & bit))
                continue;
            bool acted = (effects.raised | effects.froze) & bit;
            thaw_layer *layer = acted ? something : nothing;
            thaw_layer_spot(layer, (double)k + 0.5, y);
            if (acted)
                thaw_layer_label(layer, "%s", scenario->shocks[s].name);
        }
    }
    thaw_strip_end(figure);
}

static void add_fentanyl(future *f, thaw_figure *figure)
{
    static const char *const tensions[] = {"calm", "tense", "crisis"};
    static const char *const channels[] = {"frozen", "open"};
    static const char *const phases[] = {"punishment", "plan"};
    static const char *const stances[] = {"pressure", "steady", "relief"};
    static const char *const efforts[] = {"frozen", "resume", "none", "partial", "full"};
    add_strip(f, figure, "Tension", context_look, tensions, 3, tension_of);
    add_strip(f, figure, "Channel", context_look, channels, 2, channel_of);
    if (f->cast.play.promised && f->cast.machine->phases > 1)
        add_strip(f, figure, "The deal", context_look, phases, 2, phase_of);
    add_strip(f, figure, "Washington", look_of(0), stances, 3, stance_of);
    add_strip(f, figure, "Beijing", look_of(1), efforts, 5, effort_of);
    add_shocks(f, figure);
}

/* ---- of any game ---- */

static int number_of_state(const future *f, const thaw_month *month)
{
    (void)f;
    return month->state;
}

static int first_action(const future *f, const thaw_month *month)
{
    return action_of(f, month, 0);
}

static int second_action(const future *f, const thaw_month *month)
{
    return action_of(f, month, 1);
}

/* The names of a player's actions; false where they are too many, or differ between states. */
static bool name_actions(const thaw_game *game, int player, const char *names[LEVELS_MOST],
                         size_t *count)
{
    *count = (size_t)thaw_game_action_count(game, 0, player);
    if (*count > LEVELS_MOST)
        return false;
    for (int s = 0; s < game->states; s++)
        for (size_t a = 0; a < *count; a++) {
            if (thaw_game_action_count(game, s, player) != (int)*count)
                return false;
            const char *name = thaw_game_action_name(game, s, player, (int)a);
            if (s > 0 && strcmp(name, names[a]) != 0)
                return false;
            names[a] = name;
        }
    return true;
}

static thaw_status add_game(future *f, thaw_figure *figure, thaw_fault *fault)
{
    const thaw_game *game = f->cast.study.setting.game;
    const char *names[LEVELS_MOST];
    size_t count = 0;
    if (game->players != 2)
        return thaw_fail(fault, THAW_EARG, "a figure is of games of two players; this one has %d",
                         game->players);
    if (game->states > 1 && game->states <= LEVELS_MOST)
        add_strip(f, figure, "State", context_look, (const char *const *)game->state_name,
                  (size_t)game->states, number_of_state);
    for (int i = 0; i < 2; i++) {
        if (!name_actions(game, i, names, &count))
            return thaw_fail(fault, THAW_EARG,
                             "the actions of %.80s are too many, or differ between states",
                             game->player_name[i]);
        add_strip(f, figure, game->player_name[i], look_of(i), names, count,
                  i ? second_action : first_action);
    }
    thaw_strip_end(figure);
    return THAW_OK;
}

/* ---- asking ---- */

static thaw_status play(future *f, thaw_fault *fault)
{
    f->months = (size_t)f->settings.months;
    f->month = calloc(f->months, sizeof *f->month);
    f->level = calloc(f->months, sizeof *f->level);
    if (!f->month || !f->level)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu months", f->months);
    return thaw_simulate_path(&f->cast.play, f->settings.seed, 0, f->settings.months, f->month,
                              fault);
}

static void add_words(const future *f, thaw_figure *figure)
{
    char what[THAW_PHRASE_MAX] = "";
    thaw_words_add(what, sizeof what, "%s%s; the first future of seed %llu.", f->cast.name,
                   f->cast.futures.chosen ? ", the Nash-best deal" : "",
                   (unsigned long long)f->settings.seed);
    thaw_figure_text(figure, &figure->title, "One simulated future");
    thaw_figure_subject(figure, &f->cast.study, what);
    bool scenario = f->cast.study.setting.scenario != NULL;
    thaw_figure_text(figure, &figure->x.label, scenario ? "Month" : "Period");
    figure->x.low = 0;
    figure->x.high = (double)f->months;
    thaw_figure_text(figure, &figure->description, "%zu %s%s of %s.", f->months,
                     scenario ? "month" : "period", f->months == 1 ? "" : "s", f->cast.name);
    if (scenario)
        thaw_figure_text(figure, &figure->note,
                         "Beijing: its effort, or what it does about a frozen channel. Diamonds: "
                         "shocks that raised tension or froze the channel; rings: the others.");
}

thaw_status thaw_figure_of_path(const thaw_options *options, thaw_figure *figure,
                                thaw_faults *faults)
{
    future f = {0};
    thaw_fault fault;
    const char *text = options->argument_count > 2 ? options->arguments[2] : NULL;
    if (options->argument_count > 3) {
        thaw_fail(&fault, THAW_EARG, "a path is of one deal, or of one pair of strategies");
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = thaw_cast_begin(options, text, "plot path", &f.cast, faults);
    if (status == THAW_OK) {
        f.settings = thaw_cast_settings(options, &f.cast);
        status = play(&f, &fault);
        if (status == THAW_OK && f.cast.study.setting.scenario)
            add_fentanyl(&f, figure);
        else if (status == THAW_OK)
            status = add_game(&f, figure, &fault);
        add_words(&f, figure);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    free(f.month);
    free(f.level);
    thaw_cast_clear(&f.cast);
    return status;
}
