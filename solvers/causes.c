/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Causes: futures as they would have gone on with nothing happening. */
#include "solvers/causes.h"

#include <math.h>
#include <stdlib.h>

#include "model/fentanyl.h"
#include "solvers/settings.h"

/* A cell is a phase and a state of the setting: phase * states + state. Once effort has ended a
 * cell leads to itself. later[level * cells + cell] is where 2 ^ level months without anything
 * happening lead to, so that many months are a few look-ups. */
struct thaw_causes {
    const thaw_play *play;
    size_t states, cells;
    double *effort; /* [cell]: chance that China makes an effort */
    size_t *later;
    int levels;
    int with[THAW_FENTANYL_STATES]; /* [of the twelve]: state of the setting, -1 where it has none
                                     */
};

/* ---- what is played ---- */

static const double *chances_of(const thaw_play *play, size_t phase, size_t state, int player)
{
    const thaw_game *game = play->setting->game;
    return play->profile + phase * thaw_game_action_total(game) +
           thaw_game_action_offset(game, (int)state, player);
}

static double effort_of(const thaw_play *play, size_t phase, size_t state)
{
    thaw_move moves[THAW_MOVES];
    const double *chance = chances_of(play, phase, state, THAW_CHINA);
    int count = thaw_fentanyl_china_actions(play->setting->fentanyl_state[state], moves);
    double effort = 0;
    for (int a = 0; a < count; a++)
        effort += thaw_fentanyl_effort(moves[a]) == THAW_NONE ? 0 : chance[a];
    return effort;
}

static size_t likeliest(const double *chance, size_t count)
{
    size_t most = 0;
    for (size_t k = 1; k < count; k++)
        most = chance[k] > chance[most] ? k : most;
    return most;
}

static int good_signal(thaw_stance stance)
{
    return (int)stance * THAW_SEEN + THAW_SEEN_GOOD;
}

/* The cell a month later, when effort was made and nothing happened. */
static size_t next_cell(const thaw_causes *c, size_t phase, size_t state)
{
    const thaw_play *play = c->play;
    const thaw_setting *setting = play->setting;
    thaw_stance stances[THAW_STANCES];
    size_t cell = phase * c->states + state;
    if (play->promised || c->effort[cell] < THAW_CAUSE_CHANCE)
        return cell;
    int count =
        thaw_fentanyl_us_actions(setting->scenario, setting->fentanyl_state[state], stances);
    size_t us = likeliest(chances_of(play, phase, state, THAW_US), (size_t)count);
    const double *move =
        thaw_machine_move(play->machine, (int)phase, (int)state, good_signal(stances[us]));
    return likeliest(move, (size_t)play->machine->phases) * c->states + state;
}

/* ---- made ready ---- */

static void fill(thaw_causes *c)
{
    size_t phases = c->cells / c->states;
    for (int k = 0; k < THAW_FENTANYL_STATES; k++)
        c->with[k] = -1;
    for (size_t s = 0; s < c->states; s++)
        c->with[c->play->setting->fentanyl_state[s]] = (int)s;
    for (size_t q = 0; q < phases; q++)
        for (size_t s = 0; s < c->states; s++) {
            c->effort[q * c->states + s] = effort_of(c->play, q, s);
            c->later[q * c->states + s] = next_cell(c, q, s);
        }
    for (int level = 1; level < c->levels; level++) {
        const size_t *half = c->later + (size_t)(level - 1) * c->cells;
        for (size_t cell = 0; cell < c->cells; cell++)
            c->later[(size_t)level * c->cells + cell] = half[half[cell]];
    }
}

thaw_status thaw_causes_new(const thaw_play *play, int months, thaw_causes **out, thaw_fault *fault)
{
    thaw_causes *c = calloc(1, sizeof *c);
    if (c) {
        c->play = play;
        c->states = (size_t)play->setting->game->states;
        c->cells = (size_t)play->machine->phases * c->states;
        while (months >> c->levels)
            c->levels++;
        c->effort = calloc(c->cells, sizeof *c->effort);
        c->later = calloc(c->cells * (size_t)c->levels, sizeof *c->later);
    }
    if (!c || !c->effort || !c->later) {
        thaw_causes_free(c);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for what ends effort in %d months", months);
    }
    fill(c);
    *out = c;
    return THAW_OK;
}

void thaw_causes_free(thaw_causes *c)
{
    if (!c)
        return;
    free(c->effort);
    free(c->later);
    free(c);
}

/* ---- what would have been ---- */

/* The chance of effort so many months after one that begins in this phase and state, 0 where it
 * would have ended before. */
static double effort_after(const thaw_causes *c, int phase, int state, int months)
{
    size_t cell = (size_t)phase * c->states + (size_t)state;
    for (int level = 0; months >> level; level++)
        if (months >> level & 1)
            cell = c->later[(size_t)level * c->cells + cell];
    return c->effort[cell];
}

/* Where the memory would have gone, had effort been seen as good: on as it went, where that is as
 * likely then as after what was seen. */
static int phase_if_good(const thaw_causes *c, const thaw_month *was)
{
    const thaw_machine *machine = c->play->machine;
    thaw_stance stance;
    thaw_seen seen;
    thaw_fentanyl_signal(was->signal, &stance, &seen);
    if (c->play->promised)
        return was->phase;
    if (seen != THAW_SEEN_MIXED && seen != THAW_SEEN_BAD)
        return was->next_phase;
    const double *good = thaw_machine_move(machine, was->phase, was->state, good_signal(stance));
    const double *moved = thaw_machine_move(machine, was->phase, was->state, was->signal);
    return good[was->next_phase] >= moved[was->next_phase]
               ? was->next_phase
               : (int)likeliest(good, (size_t)machine->phases);
}

/* The next state, had tension stayed, or the listing: as it was where the setting has no such
 * state. */
static int state_if_stayed(const thaw_causes *c, const thaw_month *was, bool tension)
{
    const int *of = c->play->setting->fentanyl_state;
    int from = of[was->state], to = of[was->next_state];
    int stayed = c->with[thaw_fentanyl_state(thaw_fentanyl_tension(tension ? from : to),
                                             thaw_fentanyl_listed(tension ? to : from),
                                             thaw_fentanyl_frozen(to))];
    return stayed < 0 ? was->next_state : stayed;
}

/* ---- causes ---- */

int thaw_after_shocks(uint64_t shocks, bool pressed)
{
    if (!shocks)
        return THAW_AFTER_PRESSURE;
    if (pressed || (shocks & (shocks - 1)))
        return THAW_AFTER_SEVERAL;
    return THAW_AFTER_SHOCK + __builtin_ctzll(shocks);
}

static bool was_promised(const thaw_play *play, const thaw_month *month)
{
    const thaw_game *game = play->setting->game;
    return month->row ==
           thaw_game_row(game, month->state, play->promised + month->state * game->players);
}

static int after_tension(const thaw_month *was, bool rose)
{
    return !rose                         ? THAW_AFTER_EASING
           : was->raised || was->pressed ? thaw_after_shocks(was->raised, was->pressed)
                                         : THAW_AFTER_DRIFT;
}

/* Something that happened in a month, and the chance of effort in the end without it alone. */
typedef struct candidate {
    int after;
    double without;
} candidate;

/* What happened in a month, in the order in which it is said: `months` before the end. */
static size_t list_candidates(const thaw_causes *c, const thaw_month *was, int months,
                              candidate list[4])
{
    const int *of = c->play->setting->fentanyl_state;
    thaw_tension from = thaw_fentanyl_tension(of[was->state]);
    thaw_tension to = thaw_fentanyl_tension(of[was->next_state]);
    bool plan_ended = c->play->promised && was->phase == 0 && was->next_phase != 0;
    int stayed = phase_if_good(c, was);
    double other_phase = effort_after(c, stayed, was->next_state, months);
    size_t count = 0;
    if (plan_ended)
        list[count++] = (candidate){
            was_promised(c->play, was) ? THAW_AFTER_FALSE_ALARM : THAW_AFTER_LAPSE, other_phase};
    if (from != to)
        list[count++] =
            (candidate){after_tension(was, to > from),
                        effort_after(c, was->next_phase, state_if_stayed(c, was, true), months)};
    if (thaw_fentanyl_listed(of[was->state]) != thaw_fentanyl_listed(of[was->next_state]))
        list[count++] =
            (candidate){THAW_AFTER_LISTING,
                        effort_after(c, was->next_phase, state_if_stayed(c, was, false), months)};
    if (stayed != was->next_phase && !plan_ended)
        list[count++] =
            (candidate){c->play->promised ? THAW_AFTER_RETURN : THAW_AFTER_SIGNAL, other_phase};
    return count;
}

/* Of what happened in a month: the first without which alone effort was likelier, or, where it
 * would have ended in any case by one of them, the first; memory where nothing did. */
static int cause_in(const thaw_causes *c, const thaw_month *was, int months, double with)
{
    candidate list[4];
    size_t count = list_candidates(c, was, months, list);
    for (size_t k = 0; k < count; k++)
        if (list[k].without > with + THAW_CAUSE_CHANCE)
            return list[k].after;
    return count > 0 ? list[0].after : THAW_AFTER_MEMORY;
}

/* Month by month back from the end: what if nothing had happened from then on? Where China mixes in
 * the end, only the month before is asked. */
int thaw_cause_of(const thaw_causes *c, const thaw_month *month, int number)
{
    const thaw_month *end = &month[number];
    double chance = effort_after(c, end->phase, end->state, 0);
    bool mixes = chance > THAW_CAUSE_CHANCE;
    int first = mixes ? number - 1 : 0;
    for (int k = number - 1; k >= first; k--) {
        const thaw_month *was = &month[k];
        int phase = phase_if_good(c, was), months = number - 1 - k;
        if (phase == was->next_phase && was->state == was->next_state)
            continue;
        double with = effort_after(c, was->next_phase, was->next_state, months);
        double without = effort_after(c, phase, was->state, months);
        if (without > fmax(with, chance) + THAW_CAUSE_CHANCE)
            return cause_in(c, was, months, with);
    }
    return mixes ? THAW_AFTER_CHANCE : THAW_AFTER_MEMORY;
}
