/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of automata: residuals and losses from the game, the nodes and their values alone. */
#include "model/automaton_judge.h"

#include <math.h>
#include <stdlib.h>

#include "model/error_bound.h"

typedef struct bench {
    const thaw_game *game;
    const thaw_automaton *automaton;
    const double *values;
    int *actions;     /* [player] */
    double *residual; /* [player]: the largest */
    thaw_automaton_judgement *judgement;
    thaw_fault *fault;
} bench;

static thaw_status wrong(const bench *b, size_t node, const char *what)
{
    return thaw_fail(b->fault, THAW_EARG, "node %zu of the automaton %s", node, what);
}

static bool is_node_of(const thaw_automaton *automaton, size_t node, int state)
{
    return node < automaton->nodes && automaton->state[node] == state;
}

/* Chances of the coin: none negative, sum 1. */
static void check_sum(const bench *b, const thaw_draw *draws, size_t count)
{
    thaw_wide sum = 0;
    for (size_t k = 0; k < count; k++) {
        sum += draws[k].chance;
        b->judgement->bad_chance = thaw_worse(b->judgement->bad_chance, -draws[k].chance);
    }
    b->judgement->bad_chance = thaw_worse(b->judgement->bad_chance, (double)fabsl(sum - 1));
}

static thaw_status check_shape(const bench *b, size_t node)
{
    const thaw_game *game = b->game;
    const thaw_automaton *automaton = b->automaton;
    int state = automaton->state[node];
    if (state < 0 || state >= game->states) {
        return wrong(b, node, "is of no state");
    }
    size_t row = automaton->row[node];
    if (row < game->first_row[state] || row >= game->first_row[state + 1]) {
        return wrong(b, node, "plays a row of another state");
    }
    for (int t = 0; t < game->states; t++) {
        size_t count = 0;
        const thaw_draw *draws = thaw_automaton_draws(automaton, node, t, &count);
        bool likely = game->next[row * (size_t)game->states + (size_t)t] > 0;
        if (likely && count == 0) {
            return wrong(b, node, "says nothing about a next state");
        }
        for (size_t k = 0; k < count; k++) {
            if (!is_node_of(automaton, draws[k].node, t)) {
                return wrong(b, node, "is followed by a node of another state");
            }
        }
        if (likely) {
            check_sum(b, draws, count);
        }
    }
    return THAW_OK;
}

static thaw_status check_start(const bench *b)
{
    const thaw_automaton *automaton = b->automaton;
    for (size_t k = 0; k < automaton->starts; k++) {
        size_t node = automaton->start[k].node;
        if (node >= automaton->nodes ||
            automaton->state[node] != automaton->state[automaton->start[0].node]) {
            return thaw_fail(b->fault, THAW_EARG,
                             "the automaton begins in a node of another state");
        }
    }
    if (automaton->starts > 0) {
        check_sum(b, automaton->start, automaton->starts);
    }
    return THAW_OK;
}

/* The value of a month's row, normalised, then of `next`. */
static thaw_wide value_of(const bench *b, size_t row, int player, thaw_wide next)
{
    thaw_wide d = b->game->discount[player];
    return (1 - d) * b->game->payoff[row * (size_t)b->game->players + (size_t)player] + d * next;
}

static double value_of_node(const bench *b, size_t node, int player)
{
    return b->values[node * (size_t)b->game->players + (size_t)player];
}

static thaw_wide faithful(const bench *b, size_t node, int player)
{
    size_t row = b->automaton->row[node];
    thaw_wide next = 0;
    for (int t = 0; t < b->game->states; t++) {
        thaw_wide chance = b->game->next[row * (size_t)b->game->states + (size_t)t], value = 0;
        size_t count = 0;
        const thaw_draw *draws = thaw_automaton_draws(b->automaton, node, t, &count);
        for (size_t k = 0; k < count; k++) {
            value += (thaw_wide)draws[k].chance * value_of_node(b, draws[k].node, player);
        }
        next += chance > 0 ? chance * value : 0;
    }
    return value_of(b, row, player, next);
}

/* The value of a departure to `row`, answered in each next state. */
static thaw_status departed(const bench *b, size_t row, int player, thaw_wide *value)
{
    thaw_wide next = 0;
    for (int t = 0; t < b->game->states; t++) {
        thaw_wide chance = b->game->next[row * (size_t)b->game->states + (size_t)t];
        if (chance > 0) {
            size_t answer = b->automaton->answer[t * b->game->players + player];
            if (!is_node_of(b->automaton, answer, t)) {
                return thaw_fail(b->fault, THAW_EARG,
                                 "the automaton does not answer a departure of player %d in "
                                 "state %d",
                                 player, t);
            }
            next += chance * value_of_node(b, answer, player);
        }
    }
    *value = value_of(b, row, player, next);
    return THAW_OK;
}

static thaw_status judge_departures(const bench *b, size_t node, int player)
{
    thaw_automaton_judgement *j = b->judgement;
    int state = b->automaton->state[node], own = 0;
    thaw_game_actions(b->game, state, b->automaton->row[node], b->actions);
    own = b->actions[player];
    for (int a = 0; a < thaw_game_action_count(b->game, state, player); a++) {
        if (a == own) {
            continue;
        }
        thaw_wide value = 0;
        b->actions[player] = a;
        thaw_status status = departed(b, thaw_game_row(b->game, state, b->actions), player, &value);
        if (status != THAW_OK) {
            return status;
        }
        double gain = thaw_worse(-HUGE_VAL, -(double)(value_of_node(b, node, player) - value));
        j->regret = thaw_worse(j->regret, gain);
        if (-gain < j->margin) {
            j->margin = -gain;
            j->node = node;
            j->player = player;
            j->action = a;
        }
    }
    return THAW_OK;
}

static thaw_status judge_node(const bench *b, size_t node)
{
    thaw_automaton_judgement *j = b->judgement;
    thaw_status status = THAW_OK;
    for (int i = 0; i < b->game->players && status == THAW_OK; i++) {
        double residual = (double)fabsl(value_of_node(b, node, i) - faithful(b, node, i));
        j->residual = thaw_worse(j->residual, residual);
        b->residual[i] = thaw_worse(b->residual[i], residual);
        status = judge_departures(b, node, i);
    }
    return status;
}

static void bound_error(const bench *b)
{
    size_t longest = 0, count = 0;
    for (size_t node = 0; node < b->automaton->nodes; node++)
        for (int t = 0; t<b->game->states; t++, longest = count> longest ? count : longest)
            (void)thaw_automaton_draws(b->automaton, node, t, &count);
    const thaw_sums sums = {(double)longest + b->game->states + 8, b->judgement->bad_chance, 0};
    for (int i = 0; i < b->game->players; i++) {
        double error =
            thaw_error_bound(b->game, i, b->values, b->automaton->nodes, b->residual[i], &sums);
        b->judgement->error = thaw_worse(b->judgement->error, error);
    }
}

thaw_status thaw_automaton_judge(const thaw_game *game, const thaw_automaton *automaton,
                                 const double *values, thaw_automaton_judgement *judgement,
                                 thaw_fault *fault)
{
    if (automaton->states != game->states || automaton->players != game->players) {
        return thaw_fail(fault, THAW_EARG, "the automaton is for another game");
    }
    size_t players = (size_t)game->players;
    bench b = {game,
               automaton,
               values,
               calloc(players, sizeof *b.actions),
               calloc(players, sizeof *b.residual),
               judgement,
               fault};
    if (!b.actions || !b.residual) {
        free(b.actions);
        free(b.residual);
        return thaw_fail(fault, THAW_ENOMEM, "no memory to judge %zu nodes", automaton->nodes);
    }
    *judgement = (thaw_automaton_judgement){
        .margin = INFINITY, .node = THAW_NO_NODE, .player = -1, .action = -1};
    thaw_status status = check_start(&b);
    for (size_t node = 0; node < automaton->nodes && status == THAW_OK; node++) {
        status = check_shape(&b, node);
    }
    for (size_t node = 0; node < automaton->nodes && status == THAW_OK; node++) {
        status = judge_node(&b, node);
    }
    if (status == THAW_OK) {
        bound_error(&b);
    }
    free(b.actions);
    free(b.residual);
    return status;
}
