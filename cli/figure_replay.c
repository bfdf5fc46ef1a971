/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record, month by month, and beside it what the model would have had each side do. */
#include <math.h>
#include <stdlib.h>

#include "cli/figure_strip.h"
#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/replay_report.h"
#include "cli/words.h"

enum { MONTHS_OF_YEAR = 12 };

/* Acts as levels: of China freeze or stay, resume, none, partial, full; of the US as they are
 * (solvers/replay.h). */
enum { RESUME_LEVEL = 1, NONE_LEVEL = 2 };

typedef struct reel {
    const thaw_replay *replay;
    const thaw_conduct *conduct;
    int *level; /* [month of the window]; owned */
    double from, step;
} reel;

static size_t month_at(const reel *r, size_t t)
{
    return r->replay->window.first + t;
}

static int state_at(const reel *r, size_t t)
{
    return thaw_record_state(&r->replay->record, month_at(r, t));
}

static int level_of(const reel *r, size_t t, int player, int act)
{
    if (player == THAW_US)
        return act;
    if (thaw_fentanyl_frozen(state_at(r, t)))
        return act == 0 ? 0 : RESUME_LEVEL;
    return act == 0 ? 0 : act - 1 + NONE_LEVEL;
}

static void add_context(const reel *r, thaw_figure *figure)
{
    static const char *const tensions[] = {"calm", "tense", "crisis"};
    static const char *const channels[] = {"frozen", "open"};
    static const thaw_look look = {.hue = THAW_HUE_GREY, .tint = 0.45};
    size_t months = r->replay->window.count;
    thaw_strip strip = thaw_strip_begin(figure, "Tension", tensions, 3);
    for (size_t t = 0; t < months; t++)
        r->level[t] = (int)thaw_fentanyl_tension(state_at(r, t));
    thaw_strip_fill(&strip, "tension, as recorded", look, r->from, r->step, r->level, months);
    strip = thaw_strip_begin(figure, "Channel", channels, 2);
    for (size_t t = 0; t < months; t++)
        r->level[t] = thaw_fentanyl_frozen(state_at(r, t)) ? 0 : 1;
    thaw_strip_fill(&strip, "channel, as recorded", look, r->from, r->step, r->level, months);
}

static void add_player(const reel *r, int player, thaw_figure *figure)
{
    static const char *const stances[] = {"pressure", "steady", "relief"};
    static const char *const efforts[] = {"frozen", "resume", "none", "partial", "full"};
    static const char *const capitals[] = {"Washington", "Beijing"};
    static const thaw_look line = {.hue = THAW_HUE_INK, .width = 2.6};
    const thaw_agreement *agrees = &r->conduct->agreement[player];
    thaw_look fill = {.hue = player == THAW_US ? THAW_HUE_BLUE : THAW_HUE_VERMILION,
                      .tint = 0.5,
                      .hatch = player == THAW_US ? THAW_HATCH_NONE : THAW_HATCH_RISING};
    char name[THAW_PHRASE_MAX];
    size_t months = r->replay->window.count;
    thaw_strip strip = thaw_strip_begin(
        figure, capitals[player], player == THAW_US ? stances : efforts, player == THAW_US ? 3 : 5);
    for (size_t t = 0; t < months; t++)
        r->level[t] =
            level_of(r, t, player, thaw_record_act(&r->replay->record, month_at(r, t), player));
    snprintf(name, sizeof name, "%s, as recorded", capitals[player]);
    thaw_strip_fill(&strip, name, fill, r->from, r->step, r->level, months);
    for (size_t t = 0; t < months; t++)
        r->level[t] = level_of(
            r, t, player, thaw_replay_would(r->replay, r->conduct, 0, month_at(r, t), player).act);
    snprintf(name, sizeof name, "%s, under %.200s: agrees in %zu of %zu months", capitals[player],
             r->conduct->name, agrees->agree, agrees->months);
    thaw_strip_line(&strip, name, line, r->from, r->step, r->level, months);
}

static void add_words(const reel *r, thaw_figure *figure)
{
    char what[THAW_PHRASE_MAX] = "", first[THAW_MONTH_TEXT_MAX], last[THAW_MONTH_TEXT_MAX];
    const thaw_window *window = &r->replay->window;
    const thaw_recorded *months = r->replay->record.months;
    const thaw_conduct *c = r->conduct;
    thaw_month_format(months[window->first].month, first);
    thaw_month_format(months[window->first + window->count - 1].month, last);
    thaw_words_add(what, sizeof what, "Beside %s%s.", c->name,
                   c->best ? ", the Nash-best deal" : "");
    thaw_figure_text(figure, &figure->title, "The record beside the model, %s to %s", first, last);
    thaw_figure_subject(figure, &r->replay->study, what);
    thaw_figure_text(
        figure, &figure->note,
        "Filled: as recorded. Black line: what the rule would have had each side do in "
        "those months. It agrees with Washington in %zu of %zu, with Beijing in %zu.",
        c->agreement[THAW_US].agree, c->agreement[THAW_US].months, c->agreement[THAW_CHINA].agree);
    thaw_figure_text(figure, &figure->description,
                     "%zu recorded months, %s to %s, beside %s, which agrees with Washington in "
                     "%zu of them and with Beijing in %zu.",
                     window->count, first, last, c->name, c->agreement[THAW_US].agree,
                     c->agreement[THAW_CHINA].agree);
    thaw_figure_text(figure, &figure->x.label, "Year");
    figure->x.low = r->from;
    figure->x.high = r->from + r->step * (double)window->count;
}

/* The scenario's best deal or the first that is named, no deal where there is neither. */
static thaw_status build(const thaw_replay *replay, thaw_figure *figure, thaw_fault *fault)
{
    reel r = {.replay = replay,
              .conduct = &replay->conducts[replay->shown[0]],
              .level = calloc(replay->window.count, sizeof *r.level),
              .from = (double)replay->record.months[replay->window.first].month / MONTHS_OF_YEAR,
              .step = 1.0 / MONTHS_OF_YEAR};
    if (!r.level)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a replay");
    add_context(&r, figure);
    add_player(&r, THAW_US, figure);
    add_player(&r, THAW_CHINA, figure);
    thaw_strip_end(figure);
    add_words(&r, figure);
    free(r.level);
    return THAW_OK;
}

thaw_status thaw_figure_of_replay(const thaw_options *options, thaw_figure *figure,
                                  thaw_faults *faults)
{
    thaw_replay replay;
    thaw_fault fault;
    thaw_status status = thaw_replay_begin(options, &replay, faults);
    if (status == THAW_OK && (status = build(&replay, figure, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    thaw_replay_clear(&replay);
    return status;
}
