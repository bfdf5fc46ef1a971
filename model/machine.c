/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines, and the product of a game with one. */
#include "model/machine.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int thaw_machine_signals(const thaw_game *game)
{
    if (game->signals > 0)
        return game->signals;
    size_t most = 0;
    for (int s = 0; s < game->states; s++)
        if (thaw_game_state_rows(game, s) > most)
            most = thaw_game_state_rows(game, s);
    return (int)most;
}

int *thaw_machine_play(const thaw_machine *machine, int phase, int state)
{
    return machine->play +
           ((size_t)phase * (size_t)machine->states + (size_t)state) * (size_t)machine->players;
}

double *thaw_machine_move(const thaw_machine *machine, int phase, int state, int signal)
{
    size_t cell =
        ((size_t)phase * (size_t)machine->states + (size_t)state) * (size_t)machine->signals +
        (size_t)signal;
    return machine->move + cell * (size_t)machine->phases;
}

thaw_status thaw_machine_new(const thaw_game *game, int phases, thaw_machine **out,
                             thaw_fault *fault)
{
    thaw_machine *machine = calloc(1, sizeof *machine);
    size_t cells = (size_t)phases * (size_t)game->states;
    size_t signals = (size_t)thaw_machine_signals(game);
    if (!machine ||
        !(machine->play = malloc(cells * (size_t)game->players * sizeof *machine->play)) ||
        !(machine->move = calloc(cells * signals * (size_t)phases, sizeof *machine->move))) {
        thaw_machine_free(machine);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a machine of %d phases over %d states",
                         phases, game->states);
    }
    machine->phases = phases;
    machine->states = game->states;
    machine->players = game->players;
    machine->signals = (int)signals;
    for (size_t k = 0; k < cells * (size_t)game->players; k++)
        machine->play[k] = THAW_FREE;
    for (int q = 0; q < phases; q++)
        for (int s = 0; s < game->states; s++)
            for (int y = 0; y < machine->signals; y++)
                thaw_machine_move(machine, q, s, y)[q] = 1;
    *out = machine;
    return THAW_OK;
}

void thaw_machine_free(thaw_machine *machine)
{
    if (!machine)
        return;
    free(machine->play);
    free(machine->move);
    free(machine);
}

/* What the product is made of, while it is being filled. */
typedef struct crossing {
    const thaw_game *game;
    const thaw_machine *machine;
    bool committed;
    thaw_game *product;
    size_t *base_row;
} crossing;

static int committed_action(const crossing *x, int phase, int state, int player)
{
    return x->committed ? thaw_machine_play(x->machine, phase, state)[player] : THAW_FREE;
}

/* The game's row of one of the product's rows. */
static size_t row_below(const crossing *x, int phase, int state, size_t row, int *actions)
{
    thaw_game_actions(x->product, phase * x->game->states + state, row, actions);
    for (int i = 0; i < x->game->players; i++) {
        int forced = committed_action(x, phase, state, i);
        if (forced != THAW_FREE)
            actions[i] = forced;
    }
    return thaw_game_row(x->game, state, actions);
}

/* The chances of next month's phase after a row: the machine's move, averaged over the row's
 * signals. */
static void phase_chances(const crossing *x, int phase, int state, size_t below, double *chances)
{
    const thaw_machine *m = x->machine;
    for (int q = 0; q < m->phases; q++)
        chances[q] = 0;
    if (x->game->signals == 0) {
        int signal = (int)(below - x->game->first_row[state]);
        memcpy(chances, thaw_machine_move(m, phase, state, signal),
               (size_t)m->phases * sizeof *chances);
        return;
    }
    const double *signal = x->game->signal + below * (size_t)x->game->signals;
    for (int y = 0; y < m->signals; y++) {
        if (signal[y] == 0)
            continue;
        const double *move = thaw_machine_move(m, phase, state, y);
        for (int q = 0; q < m->phases; q++)
            chances[q] += signal[y] * move[q];
    }
}

/* Signals and next states are independent given the actions, so the chances multiply. */
static void fill_row(const crossing *x, int phase, int state, size_t row, int *actions,
                     double *chances)
{
    const thaw_game *game = x->game;
    size_t below = row_below(x, phase, state, row, actions);
    size_t players = (size_t)game->players, states = (size_t)game->states;
    memcpy(x->product->payoff + row * players, game->payoff + below * players,
           players * sizeof(double));
    phase_chances(x, phase, state, below, chances);
    const double *next = game->next + below * states;
    double *to = x->product->next + row * (size_t)x->product->states;
    for (int q = 0; q < x->machine->phases; q++)
        for (size_t s = 0; s < states; s++)
            to[(size_t)q * states + s] = chances[q] * next[s];
    x->base_row[row] = below;
}

static thaw_status name_state(const crossing *x, int phase, int state, thaw_fault *fault)
{
    const thaw_game *game = x->game;
    int crossed = phase * game->states + state;
    size_t length = strlen(game->state_name[state]);
    char *name = malloc(length + (size_t)phase + 1);
    if (!name)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the name of a state");
    memcpy(name, game->state_name[state], length);
    memset(name + length, '\'', (size_t)phase);
    name[length + (size_t)phase] = '\0';
    thaw_status status = thaw_game_name(&x->product->state_name[crossed], name, fault);
    free(name);
    for (int i = 0; status == THAW_OK && i < game->players; i++) {
        int forced = committed_action(x, phase, state, i);
        int count = thaw_game_action_count(x->product, crossed, i);
        size_t below = (size_t)state * (size_t)game->players + (size_t)i;
        size_t above = (size_t)crossed * (size_t)game->players + (size_t)i;
        for (int a = 0; status == THAW_OK && a < count; a++) {
            int from = forced == THAW_FREE ? a : forced;
            status = thaw_game_name(&x->product->action_name[above][a],
                                    game->action_name[below][from], fault);
            if (game->action_rank)
                x->product->action_rank[above][a] = game->action_rank[below][from];
        }
    }
    return status;
}

static thaw_status fill(const crossing *x, int *actions, double *chances, thaw_fault *fault)
{
    const thaw_game *game = x->game;
    memcpy(x->product->discount, game->discount, (size_t)game->players * sizeof(double));
    for (int i = 0; i < game->players; i++) {
        thaw_status status =
            thaw_game_name(&x->product->player_name[i], game->player_name[i], fault);
        if (status != THAW_OK)
            return status;
    }
    for (int q = 0; q < x->machine->phases; q++)
        for (int s = 0; s < game->states; s++) {
            thaw_status status = name_state(x, q, s, fault);
            if (status != THAW_OK)
                return status;
            int crossed = q * game->states + s;
            for (size_t r = x->product->first_row[crossed]; r < x->product->first_row[crossed + 1];
                 r++)
                fill_row(x, q, s, r, actions, chances);
        }
    return THAW_OK;
}

static thaw_status shape(crossing *x, thaw_fault *fault)
{
    const thaw_game *game = x->game;
    size_t cells = (size_t)x->machine->phases * (size_t)game->states * (size_t)game->players;
    int *counts = malloc(cells * sizeof *counts);
    if (!counts)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a product game");
    size_t k = 0;
    for (int q = 0; q < x->machine->phases; q++)
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < game->players; i++)
                counts[k++] = committed_action(x, q, s, i) == THAW_FREE
                                  ? thaw_game_action_count(game, s, i)
                                  : 1;
    thaw_status status = thaw_game_new(game->players, x->machine->phases * game->states, counts, 0,
                                       game->action_rank != NULL, &x->product, fault);
    free(counts);
    return status;
}

thaw_status thaw_product(const thaw_game *game, const thaw_machine *machine, bool committed,
                         thaw_game **product, size_t **base_row, thaw_fault *fault)
{
    crossing x = {game, machine, committed, NULL, NULL};
    thaw_status status = shape(&x, fault);
    if (status != THAW_OK)
        return status;
    int *actions = malloc((size_t)game->players * sizeof *actions);
    double *chances = malloc((size_t)machine->phases * sizeof *chances);
    x.base_row = malloc(thaw_game_rows(x.product) * sizeof *x.base_row);
    if (actions && chances && x.base_row)
        status = fill(&x, actions, chances, fault);
    else
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a product game");
    free(actions);
    free(chances);
    if (status != THAW_OK || !base_row)
        free(x.base_row);
    if (status != THAW_OK) {
        thaw_game_free(x.product);
        return status;
    }
    if (base_row)
        *base_row = x.base_row;
    *product = x.product;
    return THAW_OK;
}
