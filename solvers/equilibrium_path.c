/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an equilibrium looks like over time, when all keep to it. */
#include <stdlib.h>
#include <string.h>

#include "solvers/equilibrium.h"

/* Chances of nodes this month and the next. */
typedef struct spread {
    const thaw_game *game;
    const thaw_automaton *automaton;
    double *now, *next;
} spread;

static thaw_status spread_init(spread *s, const thaw_game *game, const thaw_automaton *automaton,
                               thaw_fault *fault)
{
    *s = (spread){game, automaton, calloc(automaton->nodes, sizeof *s->now),
                  calloc(automaton->nodes, sizeof *s->next)};
    return s->now && s->next
               ? THAW_OK
               : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu nodes", automaton->nodes);
}

static void spread_clear(spread *s)
{
    free(s->now);
    free(s->next);
}

/* One month on, into s->next. */
static void month(spread *s)
{
    size_t states = (size_t)s->game->states;
    memset(s->next, 0, s->automaton->nodes * sizeof *s->next);
    for (size_t n = 0; n < s->automaton->nodes; n++) {
        const double *chance = s->game->next + s->automaton->row[n] * states;
        for (int t = 0; s->now[n] > 0 && t < s->game->states; t++) {
            size_t count = 0;
            const thaw_draw *draws = thaw_automaton_draws(s->automaton, n, t, &count);
            for (size_t k = 0; k < count; k++) {
                s->next[draws[k].node] += s->now[n] * chance[t] * draws[k].chance;
            }
        }
    }
}

static void turn(spread *s)
{
    double *now = s->now;
    s->now = s->next;
    s->next = now;
}

thaw_status thaw_equilibrium_months(const thaw_game *game, const thaw_equilibrium *equilibrium,
                                    const thaw_draw *start, size_t starts, int first, int last,
                                    double *shares, thaw_fault *fault)
{
    spread s;
    thaw_status status = spread_init(&s, game, equilibrium->automaton, fault);
    memset(shares, 0, equilibrium->automaton->nodes * sizeof *shares);
    for (size_t k = 0; status == THAW_OK && k < starts; k++) {
        s.now[start[k].node] += start[k].chance;
    }
    for (int m = 1; status == THAW_OK && m <= last; m++) {
        for (size_t n = 0; m >= first && n < equilibrium->automaton->nodes; n++) {
            shares[n] += s.now[n] / (last - first + 1);
        }
        month(&s);
        turn(&s);
    }
    spread_clear(&s);
    return status;
}

thaw_status thaw_equilibrium_return(const thaw_game *game, const thaw_equilibrium *equilibrium,
                                    size_t node, int player, double least, int months, double *back,
                                    thaw_fault *fault)
{
    spread s;
    thaw_status status = spread_init(&s, game, equilibrium->automaton, fault);
    double there = 0;
    if (status == THAW_OK) {
        s.now[node] = 1;
    }
    for (int m = 0; status == THAW_OK && m <= months; m++) {
        for (size_t n = 0; n < equilibrium->automaton->nodes; n++) {
            if (equilibrium->values[n * 2 + (size_t)player] >= least) {
                there += s.now[n];
                s.now[n] = 0;
            }
        }
        back[m] = there;
        month(&s);
        turn(&s);
    }
    spread_clear(&s);
    return status;
}
