/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automata over the rationals: their values, and what departures lose. */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "tests/support/exact.h"

/* d, 1 - d and room to work. */
typedef struct room {
    mpq_t d, now, one, two;
} room;

static void room_for(const thaw_game *game, int player, room *r)
{
    mpq_inits(r->d, r->now, r->one, r->two, NULL);
    mpq_set_d(r->d, game->discount[player]);
    mpq_set_si(r->now, 1, 1);
    mpq_sub(r->now, r->now, r->d);
}

static void room_clear(room *r)
{
    mpq_clears(r->d, r->now, r->one, r->two, NULL);
}

/* (1 - d) u of a row. */
static void payoff_now(const thaw_game *game, size_t row, int player, room *r, mpq_t payoff)
{
    mpq_set_d(payoff, game->payoff[row * (size_t)game->players + (size_t)player]);
    mpq_mul(payoff, payoff, r->now);
}

static double chance_of(const thaw_game *game, size_t row, int next)
{
    return game->next[row * (size_t)game->states + (size_t)next];
}

/* Adds factor * d * P(next) * (draw / sum of draws) at each node that may follow. */
static void spread(const thaw_game *game, const thaw_automaton *automaton, size_t node, int next,
                   room *r, mpq_t *equation)
{
    size_t count = 0;
    const thaw_draw *draws = thaw_automaton_draws(automaton, node, next, &count);
    mpq_set_si(r->two, 0, 1);
    for (size_t k = 0; k < count; k++) {
        mpq_set_d(r->one, draws[k].chance);
        mpq_add(r->two, r->two, r->one);
    }
    for (size_t k = 0; k < count; k++) {
        mpq_set_d(r->one, draws[k].chance);
        mpq_div(r->one, r->one, r->two);
        mpq_mul(r->one, r->one, r->d);
        mpq_t chance;
        mpq_init(chance);
        mpq_set_d(chance, chance_of(game, automaton->row[node], next));
        mpq_mul(r->one, r->one, chance);
        mpq_clear(chance);
        mpq_sub(equation[draws[k].node], equation[draws[k].node], r->one);
    }
}

static void solve_player(const thaw_game *game, const thaw_automaton *automaton, int player,
                         mpq_t *values)
{
    size_t nodes = automaton->nodes, width = nodes + 1;
    mpq_t *system = exact_new(nodes * width);
    room r;
    room_for(game, player, &r);
    for (size_t node = 0; node < nodes; node++) {
        mpq_t *equation = system + node * width;
        mpq_set_si(equation[node], 1, 1);
        payoff_now(game, automaton->row[node], player, &r, equation[nodes]);
        for (int t = 0; t < game->states; t++)
            if (chance_of(game, automaton->row[node], t) > 0)
                spread(game, automaton, node, t, &r, equation);
    }
    exact_solve(system, nodes);
    for (size_t node = 0; node < nodes; node++)
        mpq_set(values[node * (size_t)game->players + (size_t)player],
                system[node * width + nodes]);
    room_clear(&r);
    exact_free(system, nodes * width);
}

mpq_t *exact_automaton_values(const thaw_game *game, const thaw_automaton *automaton)
{
    mpq_t *values = exact_new(automaton->nodes * (size_t)game->players);
    for (int i = 0; i < game->players; i++)
        solve_player(game, automaton, i, values);
    return values;
}

/* v less what the departure to `row` gives, answered in each next state. */
static void loss_from(const thaw_game *game, const thaw_automaton *automaton, mpq_t *values,
                      size_t node, int player, size_t row, room *r, mpq_t loss)
{
    size_t players = (size_t)game->players;
    payoff_now(game, row, player, r, r->one);
    mpq_sub(loss, values[node * players + (size_t)player], r->one);
    for (int t = 0; t < game->states; t++)
        if (chance_of(game, row, t) > 0) {
            size_t answer = automaton->answer[t * game->players + player];
            mpq_set_d(r->one, chance_of(game, row, t));
            mpq_mul(r->one, r->one, r->d);
            mpq_mul(r->one, r->one, values[answer * players + (size_t)player]);
            mpq_sub(loss, loss, r->one);
        }
}

bool exact_automaton_margin(const thaw_game *game, const thaw_automaton *automaton, int player,
                            mpq_t *values, mpq_t least)
{
    int *actions = calloc((size_t)game->players, sizeof *actions);
    bool any = false;
    mpq_t loss;
    room r;
    cr_assert(actions);
    mpq_init(loss);
    room_for(game, player, &r);
    for (size_t node = 0; node < automaton->nodes; node++)
        for (int a = 0; a < thaw_game_action_count(game, automaton->state[node], player); a++) {
            thaw_game_actions(game, automaton->state[node], automaton->row[node], actions);
            if (a == actions[player])
                continue;
            actions[player] = a;
            loss_from(game, automaton, values, node, player,
                      thaw_game_row(game, automaton->state[node], actions), &r, loss);
            if (!any || mpq_cmp(loss, least) < 0)
                mpq_set(least, loss);
            any = true;
        }
    room_clear(&r);
    mpq_clear(loss);
    free(actions);
    return any;
}
