/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The payoffs of one state: the set that self-enforcing play could bring, no deal, deals, and the
 * worst points of the set, which are the harshest credible punishments. */
#include <math.h>

#include "cli/equilibria_report.h"
#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/words.h"

/* A figure cannot show a thousandth of its width. */
static const double TOLERANCE = 1e-3;

/* What is shown, from two readings of the same file. */
typedef struct sight {
    thaw_study seen, study; /* with effort seen as it is; as the scenario has it */
    thaw_sets sets;
    int state_seen, state; /* the one that is shown, in each */
} sight;

static void sight_clear(sight *s)
{
    thaw_equilibria_clear(&s->sets.equilibria);
    thaw_study_clear(&s->seen);
    thaw_study_clear(&s->study);
}

static thaw_status solve_sets(const thaw_options *options, sight *s, thaw_faults *faults)
{
    thaw_options near = *options;
    thaw_fault fault;
    near.tolerance = options->tolerance > 0 ? options->tolerance : TOLERANCE;
    thaw_status status = thaw_study_seen(options, options->arguments[1], &s->seen, faults);
    if (status != THAW_OK)
        return status;
    status = thaw_sets_solve(&near, &s->seen, &s->sets, &fault);
    thaw_outcome outcome = s->sets.equilibria.outcome;
    if (status == THAW_OK && outcome == THAW_OUTCOME_INTERRUPTED)
        status = thaw_fail(&fault, THAW_EINTERRUPT, "interrupted");
    else if (status == THAW_OK && outcome == THAW_OUTCOME_TIME_LIMIT)
        status = thaw_fail(&fault, THAW_ENUMERIC, "the payoff sets were not found: %s",
                           thaw_outcome_text(outcome));
    s->state_seen = s->sets.only >= 0 ? s->sets.only : s->seen.setting.initial;
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* The deals that are named, or the standard ones; a game file has none of these. */
static thaw_status solve_deals(const thaw_options *options, sight *s, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_study *study = &s->study;
    thaw_status status = thaw_study_begin(options, options->arguments[1], study, faults);
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    if (status == THAW_OK && options->argument_count == 2 && study->setting.scenario &&
        thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = thaw_study_solve(study, faults);
    if (status == THAW_OK)
        s->state = thaw_game_find_state(study->setting.game,
                                        s->seen.setting.game->state_name[s->state_seen]);
    return status;
}

/* ---- layers ---- */

static void add_polygon(const thaw_polygon *polygon, thaw_layer *layer)
{
    for (size_t k = 0; k < polygon->count; k++)
        thaw_layer_spot(layer, polygon->corner[k].x[0], polygon->corner[k].x[1]);
}

static void add_sets(const sight *s, thaw_figure *figure)
{
    const thaw_payoff_set *set = &s->sets.equilibria.set[s->state_seen];
    static const thaw_look look = {
        .hue = THAW_HUE_SKY, .tint = 0.72, .outline = true, .width = 1.6};
    if (set->outer.count > 0 && set->inner.count == 0) {
        add_polygon(&set->outer, thaw_figure_layer(figure, THAW_LAYER_REGION, look,
                                                   "nothing outside can be an equilibrium"));
        return;
    }
    thaw_layer *layer =
        thaw_figure_layer(figure, THAW_LAYER_REGION, look, "what self-enforcing play could bring");
    add_polygon(&set->inner, layer);
    layer->named = layer->count > 2;
}

/* The corner that is worst for a player; of several the one that is worst for the other too. */
static const thaw_point *worst_corner(const thaw_polygon *set, int player)
{
    const thaw_point *worst = NULL;
    for (size_t k = 0; k < set->count; k++) {
        const thaw_point *c = &set->corner[k];
        double less = worst ? c->x[player] - worst->x[player] : -1;
        if (less < 0 || (less == 0 && c->x[1 - player] < worst->x[1 - player]))
            worst = c;
    }
    return worst;
}

static void add_punishment(const sight *s, const thaw_point *worst, int player, bool both,
                           thaw_figure *figure)
{
    thaw_look look = {.hue = THAW_HUE_INK, .mark = player ? THAW_MARK_DOWN : THAW_MARK_UP};
    const char *who = both ? "both" : thaw_phrase_country(&s->seen, player);
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look,
                                          "harshest credible punishment of %s", who);
    thaw_layer_spot(layer, worst->x[0], worst->x[1]);
    thaw_layer_label(layer, "harshest for %s", who);
}

static void add_punishments(const sight *s, thaw_figure *figure)
{
    const thaw_payoff_set *set = &s->sets.equilibria.set[s->state_seen];
    const thaw_point *worst[2] = {worst_corner(&set->inner, 0), worst_corner(&set->inner, 1)};
    if (!worst[0])
        return;
    add_punishment(s, worst[0], 0, worst[0] == worst[1], figure);
    if (worst[0] != worst[1])
        add_punishment(s, worst[1], 1, false, figure);
}

static void add_deal(const sight *s, size_t k, bool labelled, thaw_layer *layer)
{
    char name[THAW_DEAL_NAME_MAX];
    const double *value = s->study.answers[k].values + (size_t)s->state * 2;
    thaw_deal_format(&s->study.deals.items[k], name, sizeof name);
    if (s->state < 0 || !isfinite(value[0]) || !isfinite(value[1]))
        return;
    thaw_layer_spot(layer, value[0], value[1]);
    if (labelled)
        thaw_layer_label(layer, "%s", name);
}

/* Deals that hold, or that break, except the best ones, which stand out. */
static void add_deals(const sight *s, thaw_verdict verdict, bool labelled, thaw_figure *figure)
{
    static const thaw_look holds = {.hue = THAW_HUE_GREEN, .mark = THAW_MARK_DISC};
    static const thaw_look breaks = {.hue = THAW_HUE_VERMILION, .mark = THAW_MARK_CROSS};
    const thaw_best *best = &s->study.best;
    thaw_layer *layer =
        thaw_figure_layer(figure, THAW_LAYER_POINTS, verdict == THAW_HOLDS ? holds : breaks,
                          verdict == THAW_HOLDS ? "deals that hold" : "deals that break");
    for (size_t k = 0; k < s->study.deals.count; k++)
        if ((s->study.answers[k].verdict == THAW_HOLDS) == (verdict == THAW_HOLDS) &&
            (labelled || (k != best->nash && k != best->player[0] && k != best->player[1])))
            add_deal(s, k, labelled, layer);
}

static void add_best(const sight *s, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_PURPLE, .mark = THAW_MARK_DIAMOND};
    const thaw_best *best = &s->study.best;
    const size_t which[3] = {best->nash, best->player[0], best->player[1]};
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look,
                                          "best by the Nash product, for each side");
    for (int k = 0; k < 3; k++) {
        bool again = (k > 0 && which[k] == which[0]) || (k > 1 && which[k] == which[1]);
        if (which[k] != THAW_NO_DEAL_BEST && !again)
            add_deal(s, which[k], true, layer);
    }
}

static void add_no_deal(const sight *s, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_INK, .mark = THAW_MARK_SQUARE};
    const double *value = s->study.no_deal.values + (size_t)s->state * 2;
    if (s->state < 0)
        return;
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look, "no deal");
    thaw_layer_spot(layer, value[0], value[1]);
    thaw_layer_label(layer, "no deal");
}

/* ---- words ---- */

static void add_words(const sight *s, bool named, thaw_figure *figure)
{
    char state[THAW_PHRASE_MAX], what[THAW_PHRASE_MAX];
    const thaw_study *seen = &s->seen;
    size_t holding = 0;
    for (size_t k = 0; k < s->study.deals.count; k++)
        holding += s->study.answers[k].verdict == THAW_HOLDS;
    if (seen->setting.scenario)
        snprintf(what, sizeof what, "From %s.", thaw_phrase_state(seen, s->state_seen, state));
    else
        snprintf(what, sizeof what, "From %.200s.", seen->setting.game->state_name[s->state_seen]);
    thaw_figure_text(figure, &figure->title, "What each side can get");
    thaw_figure_subject(figure, seen, what);
    thaw_figure_text(figure, &figure->x.label, "To %s", thaw_phrase_country(seen, 0));
    thaw_figure_text(figure, &figure->y.label, "To %s", thaw_phrase_country(seen, 1));
    thaw_figure_text(figure, &figure->x.unit, "%s a month", thaw_figure_money(seen));
    thaw_figure_text(figure, &figure->y.unit, "%s a month", thaw_figure_money(seen));
    const char *how = seen->setting.scenario ? "effort seen as it is" : "all actions seen";
    const char *empty = s->sets.equilibria.set[s->state_seen].inner.count > 0
                            ? ""
                            : " No equilibrium in pure actions was found.";
    const char *marks = s->study.deals.count == 0 ? ""
                        : named ? " A disc is a deal that holds, a cross one that breaks."
                                : " Deals as the file has monitoring: discs and diamonds hold, and "
                                  "the diamonds are best; crosses break.";
    thaw_figure_text(figure, &figure->note, "Shaded: pure actions, %s, a public coin.%s%s", how,
                     empty, marks);
    thaw_figure_text(figure, &figure->description,
                     "Payoffs a month to %s (across) and %s (up). %zu of %zu deals hold.",
                     thaw_phrase_country(seen, 0), thaw_phrase_country(seen, 1), holding,
                     s->study.deals.count);
}

thaw_status thaw_figure_of_sets(const thaw_options *options, thaw_figure *figure,
                                thaw_faults *faults)
{
    sight s = {0};
    bool named = options->argument_count > 2;
    thaw_status status = solve_sets(options, &s, faults);
    if (status == THAW_OK)
        status = solve_deals(options, &s, faults);
    if (status == THAW_OK) {
        add_sets(&s, figure);
        add_deals(&s, THAW_BREAKS, named, figure);
        add_deals(&s, THAW_HOLDS, named, figure);
        if (!named)
            add_best(&s, figure);
        add_no_deal(&s, figure);
        add_punishments(&s, figure);
        add_words(&s, named, figure);
    }
    sight_clear(&s);
    return status;
}
