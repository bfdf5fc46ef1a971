/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations over a state's rows, and their derivatives. */
#include "solvers/outlook.h"

#include <stdlib.h>
#include <string.h>

size_t thaw_outlook_width(const thaw_core *core, int state)
{
    return core->offset[(state + 1) * core->players] - core->offset[state * core->players];
}

/* A game that fits into memory may have derivatives that do not: of the expectations, once here and
 * once in the equations of the path, and of the values by each other. */
static thaw_status check_room(const thaw_core *core, size_t actions, size_t cross,
                              thaw_fault *fault)
{
    double values = (double)core->states * (double)core->players;
    double numbers =
        2 * (double)cross + (double)actions * (double)core->states + (values + 1) * (values + 1);
    if (numbers * sizeof(double) <= (double)THAW_GAME_BYTES_MAX)
        return THAW_OK;
    return thaw_fail(fault, THAW_ERANGE,
                     "solving a game of %d states with %zu actions in all would take %.3g GiB of "
                     "memory, more than %zu",
                     core->states, actions, numbers * sizeof(double) / 0x1p30,
                     THAW_GAME_BYTES_MAX >> 30);
}

thaw_status thaw_outlook_init(thaw_outlook *o, const thaw_core *core, thaw_fault *fault)
{
    size_t states = (size_t)core->states, actions = thaw_core_actions(core);
    *o = (thaw_outlook){.core = core};
    if (!(o->block = calloc(states + 1, sizeof *o->block)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the expectations of %zu states",
                         states);
    for (size_t s = 0; s < states; s++) {
        size_t width = thaw_outlook_width(core, (int)s);
        o->block[s + 1] = o->block[s] + width * width;
    }
    thaw_status status = check_room(core, actions, o->block[states], fault);
    if (status != THAW_OK) {
        thaw_outlook_clear(o);
        return status;
    }
    if ((o->advantage = calloc(actions + 1, sizeof *o->advantage)) &&
        (o->ahead = calloc(actions * states + 1, sizeof *o->ahead)) &&
        (o->total = calloc(actions + 1, sizeof *o->total)) &&
        (o->cross = calloc(o->block[states] + 1, sizeof *o->cross)))
        return THAW_OK;
    thaw_outlook_clear(o);
    return thaw_fail(fault, THAW_ENOMEM, "no memory for the expectations of %zu states", states);
}

void thaw_outlook_clear(thaw_outlook *o)
{
    free(o->advantage);
    free(o->ahead);
    free(o->total);
    free(o->cross);
    free(o->block);
    *o = (thaw_outlook){0};
}

/* The product of all players' chances in a row but those of `one` and `two`. */
static double chance_without(const thaw_core *core, const double *own, const int *action,
                             size_t cell, size_t one, size_t two)
{
    double chance = 1;
    for (size_t j = 0; j < (size_t)core->players; j++)
        if (j != one && j != two)
            chance *= own[core->offset[cell + j] + (size_t)action[j]];
    return chance;
}

/* payoff + sum of weight v, less v here; written in differences of values, which are far smaller
 * than the values: near-ties are decided by what this rounds to. Two sums, for the processor's
 * sake. */
static double row_value(double payoff, double excess, const double *weight, const double *value,
                        size_t state, size_t states)
{
    double here = value[state], even = payoff + excess * here, odd = 0;
    size_t k = 0;
    for (; k + 1 < states; k += 2) {
        even += weight[k] * (value[k] - here);
        odd += weight[k + 1] * (value[k + 1] - here);
    }
    if (k < states)
        even += weight[k] * (value[k] - here);
    return even + odd;
}

static void add_multiple(double *restrict to, const double *restrict from, double factor,
                         size_t count)
{
    for (size_t k = 0; k < count; k++)
        to[k] += factor * from[k];
}

static void add_row(thaw_outlook *o, size_t state, size_t r, const double *profile,
                    const double *value)
{
    const thaw_core *core = o->core;
    size_t players = (size_t)core->players, states = (size_t)core->states, cell = state * players;
    size_t base = core->offset[cell], width = core->offset[cell + players] - base;
    const int *action = core->action + r * players;
    double *block = o->cross + o->block[state];
    for (size_t i = 0; i < players; i++) {
        size_t at = i * core->rows + r, a = core->offset[cell + i] + (size_t)action[i];
        const double *weight = core->weight + at * states;
        double worth = row_value(core->payoff[at], core->excess[at], weight, value + i * states,
                                 state, states);
        double chance = chance_without(core, profile, action, cell, i, i);
        o->advantage[a] += chance * worth;
        o->total[a] += chance;
        add_multiple(o->ahead + a * states, weight, chance, states);
        double *cross = block + (a - base) * width;
        for (size_t j = 0; j < players; j++)
            if (j != i)
                cross[core->offset[cell + j] + (size_t)action[j] - base] +=
                    chance_without(core, profile, action, cell, i, j) * worth;
    }
}

void thaw_outlook_update(thaw_outlook *o, const double *profile, const double *value)
{
    const thaw_core *core = o->core;
    size_t states = (size_t)core->states, actions = thaw_core_actions(core);
    memset(o->advantage, 0, actions * sizeof *o->advantage);
    memset(o->total, 0, actions * sizeof *o->total);
    memset(o->ahead, 0, actions * states * sizeof *o->ahead);
    memset(o->cross, 0, o->block[states] * sizeof *o->cross);
    for (size_t s = 0; s < states; s++)
        for (size_t r = core->first_row[s]; r < core->first_row[s + 1]; r++)
            add_row(o, s, r, profile, value);
}
