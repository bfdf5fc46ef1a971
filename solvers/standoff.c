/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waiting game: chances of first moves and of endings, as an absorbing chain over the frozen
 * states. */
#include "solvers/standoff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/dense.h"
#include "solvers/forecast.h"

/* What is asked of the chain: a month in a frozen state either settles the question, with `now`
 * chances of each answer, or leaves it open, with chances `on` of the next frozen state. */
typedef struct chain {
    size_t states, answers;
    double *now;   /* [state * answers + answer] */
    double *on;    /* [state * states + next] */
    double *solve; /* scratch */
    size_t *pivot;
    double *column;
} chain;

/* The frozen states of a setting. */
typedef struct freeze {
    const thaw_setting *setting;
    const double *profile;
    size_t count;
    int *state;  /* [frozen] */
    int *frozen; /* [state]: its number among the frozen ones; -1 while open */
} freeze;

static bool chain_new(size_t states, size_t answers, chain *c)
{
    *c = (chain){states,
                 answers,
                 calloc(states * answers + 1, sizeof *c->now),
                 calloc(states * states + 1, sizeof *c->on),
                 calloc(states * states + 1, sizeof *c->solve),
                 calloc(states + 1, sizeof *c->pivot),
                 calloc(states + 1, sizeof *c->column)};
    return c->now && c->on && c->solve && c->pivot && c->column;
}

static void chain_clear(chain *c)
{
    free(c->now);
    free(c->on);
    free(c->solve);
    free(c->pivot);
    free(c->column);
}

/* Whether the question can be settled from each state at all: where it cannot, its chances are 0
 * and the equations are singular. */
static void mark_settling(const chain *c, bool *settles)
{
    for (size_t s = 0; s < c->states; s++) {
        double sum = 0;
        for (size_t t = 0; t < c->states; t++)
            sum += c->on[s * c->states + t];
        settles[s] = sum < 1 - 1e-12;
    }
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t s = 0; s < c->states; s++)
            for (size_t t = 0; !settles[s] && t < c->states; t++)
                if (c->on[s * c->states + t] > 0 && settles[t])
                    settles[s] = grown = true;
    }
}

/* now[] becomes the chances of each answer in the end: (I - on) x = now. */
static thaw_status settle(chain *c, thaw_fault *fault)
{
    bool *settles = calloc(c->states + 1, sizeof *settles);
    if (!settles)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a waiting game");
    mark_settling(c, settles);
    for (size_t s = 0; s < c->states; s++)
        for (size_t t = 0; t < c->states; t++)
            c->solve[s * c->states + t] =
                (s == t ? 1.0 : 0.0) - (settles[s] && settles[t] ? c->on[s * c->states + t] : 0.0);
    int sign = thaw_dense_factor(c->solve, c->states, c->pivot);
    for (size_t a = 0; sign != 0 && a < c->answers; a++) {
        for (size_t s = 0; s < c->states; s++)
            c->column[s] = c->now[s * c->answers + a];
        thaw_dense_solve(c->solve, c->states, c->pivot, c->column);
        for (size_t s = 0; s < c->states; s++)
            c->now[s * c->answers + a] = c->column[s];
    }
    free(settles);
    return sign ? THAW_OK : thaw_fail(fault, THAW_ENUMERIC, "a waiting game could not be solved");
}

/* ---- the two questions ---- */

/* What a row of a frozen state is. */
static void read_row(const freeze *f, int state, size_t row, bool yields[2])
{
    int actions[2], index = f->setting->fentanyl_state[state];
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    thaw_game_actions(f->setting->game, state, row, actions);
    thaw_fentanyl_us_actions(f->setting->scenario, index, stances);
    thaw_fentanyl_china_actions(index, moves);
    yields[THAW_US] =
        stances[actions[THAW_US]] == THAW_RELIEF || stances[actions[THAW_US]] == THAW_RELIEF_DELIST;
    yields[THAW_CHINA] = moves[actions[THAW_CHINA]] == THAW_RESUME;
}

static double row_chance(const freeze *f, int state, size_t row)
{
    int actions[2];
    const thaw_game *game = f->setting->game;
    thaw_game_actions(game, state, row, actions);
    double chance = 1;
    for (int i = 0; i < 2; i++)
        chance *= f->profile[thaw_game_action_offset(game, state, i) + (size_t)actions[i]];
    return chance;
}

/* Adds a row that leaves the question open while the channel stays frozen; returns the chance that
 * it does not. */
static double go_on(const freeze *f, chain *c, size_t k, size_t row, double chance)
{
    const double *next = f->setting->game->next + row * (size_t)f->setting->game->states;
    double open = 0;
    for (int t = 0; t < f->setting->game->states; t++) {
        if (f->frozen[t] < 0)
            open += next[t];
        else
            c->on[k * c->states + (size_t)f->frozen[t]] += chance * next[t];
    }
    return open;
}

static void add_row(const freeze *f, size_t k, size_t row, chain *first, chain *ends,
                    thaw_standoff *standoff)
{
    bool yields[2];
    double chance = row_chance(f, f->state[k], row);
    if (chance == 0)
        return;
    read_row(f, f->state[k], row, yields);
    for (int i = 0; i < 2; i++)
        standoff->yields[i] += yields[i] ? chance : 0;
    double open = go_on(f, ends, k, row, chance);
    standoff->reopens += chance * open;
    thaw_reopening how = !yields[THAW_CHINA] ? THAW_REOPEN_NEITHER
                         : yields[THAW_US]   ? THAW_REOPEN_EXCHANGE
                                             : THAW_REOPEN_UNPAID;
    ends->now[k * THAW_REOPENINGS + how] += chance * open;
    thaw_first who = !yields[THAW_US]      ? THAW_FIRST_CHINA
                     : !yields[THAW_CHINA] ? THAW_FIRST_US
                                           : THAW_FIRST_BOTH;
    if (yields[THAW_US] || yields[THAW_CHINA])
        first->now[k * THAW_FIRSTS + who] += chance;
    else
        go_on(f, first, k, row, chance);
}

/* The same state with the channel open, or -1. */
static int twin(const thaw_setting *setting, int state)
{
    for (int s = 0; s < setting->game->states; s++)
        if (setting->fentanyl_state[s] == (setting->fentanyl_state[state] ^ 1))
            return s;
    return -1;
}

/* The chances in the end; a question that is never settled is one of neither side's moving. */
static void take_chances(const freeze *f, const chain *first, const chain *ends,
                         thaw_standoff *standoffs)
{
    for (size_t k = 0; k < f->count; k++) {
        double *chance = standoffs[k].first, rest = 1;
        memcpy(chance, first->now + k * THAW_FIRSTS, THAW_FIRSTS * sizeof *chance);
        memcpy(standoffs[k].ends, ends->now + k * THAW_REOPENINGS,
               THAW_REOPENINGS * sizeof *chance);
        for (int who = 0; who < THAW_FIRST_NEITHER; who++)
            rest -= chance[who];
        chance[THAW_FIRST_NEITHER] = fmax(0, rest);
    }
}

static thaw_status solve(const freeze *f, const double *values, chain *first, chain *ends,
                         thaw_standoff *standoffs, thaw_fault *fault)
{
    const thaw_game *game = f->setting->game;
    if (!chain_new(f->count, THAW_FIRSTS, first) || !chain_new(f->count, THAW_REOPENINGS, ends))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a waiting game");
    for (size_t k = 0; k < f->count; k++) {
        int s = f->state[k], open = twin(f->setting, s);
        standoffs[k].state = s;
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
            add_row(f, k, row, first, ends, &standoffs[k]);
        for (int i = 0; i < 2; i++)
            standoffs[k].cost[i] =
                open < 0 ? (double)NAN : values[open * 2 + i] - values[s * 2 + i];
    }
    thaw_status status = settle(first, fault);
    if (status == THAW_OK)
        status = settle(ends, fault);
    if (status == THAW_OK)
        take_chances(f, first, ends, standoffs);
    return status;
}

static thaw_status measure_months(const freeze *f, thaw_standoff *standoffs, thaw_fault *fault)
{
    size_t states = (size_t)f->setting->game->states;
    bool *inside = calloc(states, sizeof *inside);
    double *months = calloc(states, sizeof *months);
    thaw_status status = THAW_ENOMEM;
    for (size_t s = 0; inside && s < states; s++)
        inside[s] = f->frozen[s] >= 0;
    if (inside && months)
        status = thaw_duration(f->setting->game, f->profile, inside, months, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for a waiting game");
    for (size_t k = 0; status == THAW_OK && k < f->count; k++)
        standoffs[k].months = months[f->state[k]];
    free(inside);
    free(months);
    return status;
}

static thaw_status find_frozen(freeze *f, thaw_fault *fault)
{
    size_t states = (size_t)f->setting->game->states;
    f->state = calloc(states, sizeof *f->state);
    f->frozen = calloc(states, sizeof *f->frozen);
    if (!f->state || !f->frozen)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a waiting game");
    for (size_t s = 0; s < states; s++) {
        f->frozen[s] = -1;
        if (thaw_fentanyl_frozen(f->setting->fentanyl_state[s])) {
            f->frozen[s] = (int)f->count;
            f->state[f->count++] = (int)s;
        }
    }
    return THAW_OK;
}

thaw_status thaw_standoff_solve(const thaw_setting *setting, const double *profile,
                                const double *values, thaw_standoff **standoffs, size_t *count,
                                thaw_fault *fault)
{
    freeze f = {.setting = setting, .profile = profile};
    chain first = {0}, ends = {0};
    *standoffs = NULL;
    *count = 0;
    if (!setting->scenario)
        return THAW_OK;
    thaw_status status = find_frozen(&f, fault);
    thaw_standoff *found = status == THAW_OK ? calloc(f.count + 1, sizeof *found) : NULL;
    if (status == THAW_OK && !found)
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a waiting game");
    if (status == THAW_OK && f.count > 0)
        status = solve(&f, values, &first, &ends, found, fault);
    if (status == THAW_OK && f.count > 0)
        status = measure_months(&f, found, fault);
    chain_clear(&first);
    chain_clear(&ends);
    free(f.state);
    free(f.frozen);
    if (status != THAW_OK) {
        free(found);
        return status;
    }
    *standoffs = found;
    *count = f.count;
    return THAW_OK;
}
