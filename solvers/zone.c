/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of agreement: a product of three phases, one for each ask of the coin and one for the
 * punishment. */
#include "solvers/zone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "model/judge.h"
#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/ties.h"

enum { PUNISHMENT = THAW_ASKS, PHASES };

/* A point being solved. */
typedef struct trial {
    const thaw_setting *setting;
    const thaw_game *game;
    const thaw_deal *deal;
    thaw_zone_point *point;
    double chance[THAW_ASKS]; /* of each ask */
    thaw_scenario scaled;     /* with relief at the point's level */
    thaw_setting level;       /* its setting: the same states and chances, other payoffs */
    thaw_machine *machine;
    thaw_game *open; /* the product with every action in all phases */
    double *profile; /* of the open product */
    double *values;  /* [state of the product * 2 + player] */
    double *loss;    /* of the open product's actions, by the judge */
    bool *reachable; /* [state] */
} trial;

static void trial_clear(trial *t)
{
    thaw_machine_free(t->machine);
    thaw_game_free(t->open);
    thaw_setting_clear(&t->level);
    thaw_scenario_clear(&t->scaled);
    free(t->profile);
    free(t->values);
    free(t->loss);
    free(t->reachable);
}

/* ---- what is asked ---- */

static thaw_pair promised(const thaw_setting *setting, const thaw_deal *deal, int state)
{
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    int index = setting->fentanyl_state[state];
    thaw_fentanyl_us_actions(setting->scenario, index, stances);
    thaw_fentanyl_china_actions(index, moves);
    return (thaw_pair){stances[deal->play[state * 2 + THAW_US]],
                       moves[deal->play[state * 2 + THAW_CHINA]]};
}

/* The pair that is asked for: the plan's, or with partial effort in place of full. */
static thaw_pair asked(const thaw_setting *setting, const thaw_deal *deal, thaw_ask ask, int state)
{
    thaw_pair pair = promised(setting, deal, state);
    if (ask == THAW_ASK_PARTIAL && pair.china == THAW_FULL)
        pair.china = THAW_PARTIAL;
    return pair;
}

thaw_status thaw_zone_check(const thaw_setting *setting, const thaw_deal *deal, thaw_fault *fault)
{
    char name[THAW_DEAL_NAME_MAX];
    bool full = false;
    thaw_deal_format(deal, name, sizeof name);
    if (!setting->scenario)
        return thaw_fail(fault, THAW_EARG, "a zone of agreement is of a scenario's deal");
    if (deal->punishment.kind != THAW_TRIGGER && deal->punishment.kind != THAW_GRIM)
        return thaw_fail(fault, THAW_EARG, "%s: the zone is found under trigger:T and grim only",
                         name);
    for (int s = 0; s < setting->game->states; s++)
        full = full || promised(setting, deal, s).china == THAW_FULL;
    if (full)
        return THAW_OK;
    thaw_fail(fault, THAW_EARG, "%s never asks for full effort, and the zone varies how often",
              name);
    thaw_fault_help(fault, "name a deal that does, such as full_calm@grim");
    return THAW_EARG;
}

/* ---- the game of a point ---- */

static thaw_status scale_relief(trial *t, thaw_fault *fault)
{
    thaw_status status = thaw_scenario_copy(t->setting->scenario, &t->scaled, fault);
    if (status != THAW_OK)
        return status;
    thaw_values *v = &t->scaled.values;
    v->relief_cost_us_calm *= t->point->relief;
    v->relief_cost_us_tense *= t->point->relief;
    v->relief_cost_us_crisis *= t->point->relief;
    v->relief_value_china *= t->point->relief;
    return thaw_setting_of_scenario(&t->scaled, false, &t->level, fault);
}

/* The chances of next month's phases: the coin's, when the plan goes on with chance `on`. */
static void toss(const trial *t, double on, double *move)
{
    for (int ask = 0; ask < THAW_ASKS; ask++)
        move[ask] = on * t->chance[ask];
    move[PUNISHMENT] = 1 - on;
}

static thaw_status build_machine(trial *t, thaw_fault *fault)
{
    const thaw_scenario *scenario = t->setting->scenario;
    thaw_status status = thaw_machine_new(t->game, PHASES, &t->machine, fault);
    double back = t->deal->punishment.kind == THAW_GRIM ? 0 : 1 / t->deal->punishment.months;
    for (int s = 0; status == THAW_OK && s < t->game->states; s++)
        for (int phase = 0; phase < PHASES; phase++) {
            thaw_pair pair = asked(t->setting, t->deal, (thaw_ask)phase, s);
            int *play = thaw_machine_play(t->machine, phase, s);
            int index = t->setting->fentanyl_state[s];
            if (phase != PUNISHMENT) {
                play[THAW_US] = thaw_fentanyl_us_index(scenario, index, pair.us);
                play[THAW_CHINA] = thaw_fentanyl_china_index(index, pair.china);
            }
            for (int y = 0; y < t->machine->signals; y++)
                toss(t,
                     phase == PUNISHMENT            ? back
                     : thaw_fentanyl_keeps(pair, y) ? 1
                                                    : 0,
                     thaw_machine_move(t->machine, phase, s, y));
        }
    return status;
}

/* While the plan gives relief, relief is of the point's level: such rows of a product pay what the
 * scaled game pays. (A row without relief pays the same in both.) */
static void pay_at_level(const trial *t, const size_t *base_row, thaw_game *product)
{
    for (int phase = 0; phase < THAW_ASKS; phase++)
        for (int s = 0; s < t->game->states; s++) {
            thaw_stance us = promised(t->setting, t->deal, s).us;
            const size_t *first = product->first_row + phase * t->game->states + s;
            if (us != THAW_RELIEF && us != THAW_RELIEF_DELIST)
                continue;
            for (size_t row = first[0]; row < first[1]; row++)
                memcpy(product->payoff + row * 2, t->level.game->payoff + base_row[row] * 2,
                       2 * sizeof *product->payoff);
        }
}

static thaw_status cross(const trial *t, bool committed, thaw_game **product, thaw_fault *fault)
{
    size_t *base_row = NULL;
    thaw_status status = thaw_product(t->game, t->machine, committed, product, &base_row, fault);
    if (status == THAW_OK)
        pay_at_level(t, base_row, *product);
    free(base_row);
    return status;
}

static thaw_status prepare(trial *t, thaw_fault *fault)
{
    thaw_status status = scale_relief(t, fault);
    if (status == THAW_OK)
        status = build_machine(t, fault);
    if (status == THAW_OK)
        status = cross(t, false, &t->open, fault);
    if (status != THAW_OK)
        return status;
    size_t actions = thaw_game_action_total(t->open);
    t->profile = calloc(actions, sizeof *t->profile);
    t->loss = calloc(actions, sizeof *t->loss);
    t->values = calloc((size_t)t->open->states * 2, sizeof *t->values);
    t->reachable = calloc((size_t)t->game->states, sizeof *t->reachable);
    if (!t->profile || !t->loss || !t->values || !t->reachable)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a zone of agreement");
    thaw_game_reachable(t->game, t->setting->initial, t->reachable);
    for (int phase = 0; phase < THAW_ASKS; phase++)
        for (int s = 0; s < t->game->states; s++)
            for (int i = 0; i < 2; i++)
                t->profile[thaw_game_action_offset(t->open, phase * t->game->states + s, i) +
                           (size_t)thaw_machine_play(t->machine, phase, s)[i]] = 1;
    return THAW_OK;
}

/* ---- the punishment phase ---- */

/* Under grim it is no deal, which is known. */
static thaw_status reuse_no_deal(trial *t, const thaw_no_deal *no_deal, thaw_fault *fault)
{
    size_t actions = thaw_game_action_total(t->game);
    t->point->outcome = no_deal->result.outcome;
    memcpy(t->profile + PUNISHMENT * actions, no_deal->profile, actions * sizeof *t->profile);
    return thaw_evaluate(t->open, t->profile, t->values, fault);
}

static thaw_status solve_punishment(trial *t, const thaw_markov_settings *settings,
                                    thaw_fault *fault)
{
    thaw_game *committed = NULL;
    thaw_markov_result result = {.outcome = THAW_OUTCOME_CONVERGED};
    thaw_status status = cross(t, true, &committed, fault);
    if (status != THAW_OK)
        return status;
    size_t total = thaw_game_action_total(committed), actions = thaw_game_action_total(t->game);
    double *profile = calloc(total, sizeof *profile);
    if (profile) {
        status = thaw_markov_solve(committed, settings, profile, t->values, &result, fault);
        memcpy(t->profile + PUNISHMENT * actions, profile + (total - actions),
               actions * sizeof *profile);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a punishment phase");
    }
    if (status == THAW_OK)
        t->point->outcome = result.outcome;
    free(profile);
    thaw_game_free(committed);
    return status;
}

/* ---- departures ---- */

/* A departure with the same payoff and the same chances, but for rounding, is none. */
static bool is_idle(const trial *t, int state, int player, int action)
{
    int actions[2], phase = state / t->game->states, below = state % t->game->states;
    memcpy(actions, thaw_machine_play(t->machine, phase, below), sizeof actions);
    size_t one = thaw_game_row(t->open, state, actions);
    actions[player] = action;
    return thaw_is_tie_but_for_rounding(t->open, player, one,
                                        thaw_game_row(t->open, state, actions));
}

/* What the departures found so far say. */
typedef struct tally {
    bool breach_gains, unclear;
} tally;

static void weigh_player(trial *t, thaw_ask ask, int state, int player, tally *sum)
{
    thaw_zone_departure *least = &t->point->least[player];
    int crossed = (int)ask * t->game->states + state;
    int promise = thaw_machine_play(t->machine, (int)ask, state)[player];
    const int *rank = t->game->action_rank[state * 2 + player];
    double doubt = THAW_DOUBT * t->point->error;
    for (int action = 0; action < thaw_game_action_count(t->game, state, player); action++) {
        if (action == promise || is_idle(t, crossed, player, action))
            continue;
        double loss = t->loss[thaw_game_action_offset(t->open, crossed, player) + (size_t)action];
        bool more = rank[action] > rank[promise];
        if (least->state < 0 || loss < least->loss - doubt)
            *least = (thaw_zone_departure){ask, state, action, loss, more};
        if (loss < -doubt) {
            t->point->gains[player] = true;
            sum->breach_gains = sum->breach_gains || !more;
        } else if (!(loss > doubt)) {
            sum->unclear = true;
        }
    }
}

static void weigh(trial *t)
{
    thaw_zone_point *p = t->point;
    tally sum = {false, false};
    for (int i = 0; i < 2; i++)
        p->least[i] = (thaw_zone_departure){THAW_ASK_FULL, -1, -1, (double)NAN, false};
    for (int ask = 0; ask < THAW_ASKS; ask++)
        for (int s = 0; t->chance[ask] > 0 && s < t->game->states; s++)
            for (int i = 0; t->reachable[s] && i < 2; i++)
                weigh_player(t, (thaw_ask)ask, s, i, &sum);
    bool gains = p->gains[0] || p->gains[1];
    p->verdict = gains ? THAW_BREAKS : sum.unclear ? THAW_UNDECIDED : THAW_HOLDS;
    p->asks_too_little = gains && !sum.breach_gains && !sum.unclear;
    if (p->outcome != THAW_OUTCOME_CONVERGED)
        p->verdict = THAW_UNDECIDED;
}

static thaw_status judge(trial *t, thaw_fault *fault)
{
    thaw_judgement judgement = {.error = (double)NAN};
    double error[2];
    thaw_status status = thaw_judge_each(t->open, t->profile, t->values, NULL,
                                         t->game->signals + THAW_PRODUCT_ROUNDINGS, t->loss, error,
                                         &judgement, fault);
    t->point->error = judgement.error;
    return status;
}

static thaw_status check_levels(double relief, double effort, thaw_fault *fault)
{
    if (!(relief >= 0 && isfinite(relief)))
        return thaw_fail(fault, THAW_ERANGE, "a level of relief is 0 or more, not %g", relief);
    if (!(effort >= 0 && effort <= 1))
        return thaw_fail(fault, THAW_ERANGE, "a level of effort is from 0 to 1, not %g", effort);
    return THAW_OK;
}

thaw_status thaw_zone_solve(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_no_deal *no_deal, double relief, double effort,
                            const thaw_markov_settings *settings, thaw_zone_point *point,
                            thaw_fault *fault)
{
    trial t = {.setting = setting,
               .game = setting->game,
               .deal = deal,
               .point = point,
               .chance = {effort, 1 - effort}};
    thaw_scenario_init(&t.scaled);
    *point = (thaw_zone_point){.relief = relief, .effort = effort};
    thaw_status status = check_levels(relief, effort, fault);
    if (status == THAW_OK)
        status = prepare(&t, fault);
    if (status == THAW_OK)
        status = no_deal && deal->punishment.kind == THAW_GRIM
                     ? reuse_no_deal(&t, no_deal, fault)
                     : solve_punishment(&t, settings, fault);
    if (status == THAW_OK)
        status = judge(&t, fault);
    if (status == THAW_OK) {
        weigh(&t);
        for (int ask = 0; ask < THAW_ASKS; ask++)
            for (int i = 0; i < 2; i++)
                point->value[i] +=
                    t.chance[ask] * t.values[(ask * t.game->states + setting->initial) * 2 + i];
    }
    trial_clear(&t);
    return status;
}

/* ---- maps ---- */

/* A map being solved. */
typedef struct survey {
    const thaw_setting *setting;
    const thaw_deal *deal;
    const thaw_no_deal *no_deal;
    const thaw_markov_settings *settings;
    thaw_zone *zone;
    thaw_status *status; /* [piece] */
    thaw_fault *faults;  /* [piece] */
} survey;

static thaw_status solve_at(const survey *s, double relief, double effort, thaw_zone_point *point,
                            thaw_fault *fault)
{
    return thaw_zone_solve(s->setting, s->deal, s->no_deal, relief, effort, s->settings, point,
                           fault);
}

static void solve_point(size_t k, void *context)
{
    survey *s = context;
    const thaw_zone *z = s->zone;
    size_t column = k % (size_t)z->columns, row = k / (size_t)z->columns;
    double relief = THAW_ZONE_RELIEF_MAX * (double)column / (z->columns - 1);
    double effort = (double)row / (z->rows - 1);
    s->status[k] = solve_at(s, relief, effort, &z->points[k], &s->faults[k]);
}

/* The loss of the departure that is nearest to paying, of either player. */
static double nearest(const thaw_zone_point *p)
{
    return fmin(p->least[0].loss, p->least[1].loss);
}

/* Where the straight line through the ends of a bracket passes through 0, as a share of the way
 * from inside to outside; the middle where the ends do not say. Losses are first multiplied by
 * weight. */
static double crossing(const thaw_zone_point *inside, const thaw_zone_point *outside,
                       const double weight[2])
{
    double in = weight[0] * nearest(inside), out = weight[1] * nearest(outside);
    return in >= 0 && out < 0 ? in / (in - out) : 0.5;
}

/* A bracket around an edge, being closed in. */
typedef struct bracket {
    thaw_zone_point end[2]; /* inside, where it holds, and outside */
    double weight[2];
    int probes, last; /* which end was replaced last; -1: none yet */
} bracket;

/* The next level to look at: by false position, an end that stays put counting half as much each
 * time (the Illinois method; Dowell & Jarratt 1971), by halves when that takes long, as at a jump.
 */
static double next_level(const bracket *b)
{
    double share = b->probes < THAW_ZONE_PROBES ? crossing(&b->end[0], &b->end[1], b->weight) : 0.5;
    return b->end[0].relief + share * (b->end[1].relief - b->end[0].relief);
}

static void narrow(bracket *b, const thaw_zone_point *middle)
{
    int which = middle->verdict == THAW_HOLDS ? 0 : 1;
    b->end[which] = *middle;
    b->weight[which] = 1;
    b->weight[1 - which] = b->last == which ? b->weight[1 - which] / 2 : 1;
    b->last = which;
    b->probes++;
}

/* A level at which somebody is just indifferent is the edge itself. In the end the straight line is
 * as good as exact where the loss passes through 0, and stays within the bracket where it jumps. */
static thaw_status find_edge(const survey *s, const thaw_zone_point *inside,
                             const thaw_zone_point *outside, thaw_zone_edge *found,
                             thaw_fault *fault)
{
    static const double even[2] = {1, 1};
    bracket b = {.end = {*inside, *outside}, .weight = {1, 1}, .last = -1};
    double at = (double)NAN;
    found->holds_above = inside->relief > outside->relief;
    while (isnan(at) && fabs(b.end[0].relief - b.end[1].relief) > THAW_ZONE_WIDTH) {
        thaw_zone_point middle;
        double relief = next_level(&b);
        thaw_status status = solve_at(s, relief, inside->effort, &middle, fault);
        if (status != THAW_OK)
            return status;
        if (middle.verdict == THAW_UNDECIDED && fabs(nearest(&middle)) <= THAW_DOUBT * middle.error)
            at = relief;
        else
            narrow(&b, &middle);
    }
    double share = crossing(&b.end[0], &b.end[1], even);
    found->relief = isnan(at) ? b.end[0].relief + share * (b.end[1].relief - b.end[0].relief) : at;
    found->beyond = b.end[1];
    return THAW_OK;
}

static void solve_edge(size_t k, void *context)
{
    survey *s = context;
    size_t gaps = (size_t)s->zone->columns - 1;
    const thaw_zone_point *left = s->zone->points + k / gaps * (gaps + 1) + k % gaps,
                          *right = left + 1;
    s->zone->edges[k].relief = (double)NAN;
    s->status[k] = THAW_OK;
    if ((left->verdict == THAW_HOLDS) == (right->verdict == THAW_HOLDS))
        return;
    bool above = right->verdict == THAW_HOLDS;
    s->status[k] =
        find_edge(s, above ? right : left, above ? left : right, &s->zone->edges[k], &s->faults[k]);
}

/* All pieces, and the first fault of any. */
static thaw_status run(survey *s, size_t count, int threads, void (*body)(size_t, void *),
                       thaw_fault *fault)
{
    thaw_parallel_for(count, threads, body, s);
    for (size_t k = 0; k < count; k++)
        if (s->status[k] != THAW_OK) {
            if (fault)
                *fault = s->faults[k];
            return s->status[k];
        }
    return THAW_OK;
}

thaw_status thaw_zone_map(const thaw_setting *setting, const thaw_deal *deal,
                          const thaw_no_deal *no_deal, int columns, int rows,
                          const thaw_markov_settings *settings, int threads, thaw_zone *zone,
                          thaw_fault *fault)
{
    *zone = (thaw_zone){0};
    if (columns < 2 || rows < 2)
        return thaw_fail(fault, THAW_ERANGE,
                         "a map has at least 2 levels of relief and 2 of effort, not %d and %d",
                         columns, rows);
    size_t count = (size_t)columns * (size_t)rows, gaps = count - (size_t)rows;
    *zone = (thaw_zone){columns, rows, calloc(count, sizeof *zone->points),
                        calloc(gaps, sizeof *zone->edges)};
    survey s = {setting,
                deal,
                no_deal,
                settings,
                zone,
                calloc(count, sizeof *s.status),
                calloc(count, sizeof *s.faults)};
    thaw_status status = thaw_zone_check(setting, deal, fault);
    if (status == THAW_OK && !(zone->points && zone->edges && s.status && s.faults))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a zone of %zu points", count);
    if (status == THAW_OK)
        status = run(&s, count, threads, solve_point, fault);
    if (status == THAW_OK)
        status = run(&s, gaps, threads, solve_edge, fault);
    free(s.status);
    free(s.faults);
    if (status != THAW_OK)
        thaw_zone_clear(zone);
    return status;
}

void thaw_zone_clear(thaw_zone *zone)
{
    free(zone->points);
    free(zone->edges);
    *zone = (thaw_zone){0};
}
