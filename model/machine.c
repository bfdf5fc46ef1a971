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

double *thaw_machine_mix(const thaw_machine *machine, int phase, int state, int player)
{
    size_t cell =
        ((size_t)phase * (size_t)machine->states + (size_t)state) * (size_t)machine->players +
        (size_t)player;
    return machine->mix + cell * (size_t)machine->most;
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
    size_t most = (size_t)thaw_game_most_actions(game), players = (size_t)game->players;
    if (!machine || !(machine->play = malloc(cells * players * sizeof *machine->play)) ||
        !(machine->mix = calloc(cells * players * most, sizeof *machine->mix)) ||
        !(machine->move = calloc(cells * signals * (size_t)phases, sizeof *machine->move))) {
        thaw_machine_free(machine);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a machine of %d phases over %d states",
                         phases, game->states);
    }
    machine->phases = phases;
    machine->states = game->states;
    machine->players = game->players;
    machine->signals = (int)signals;
    machine->most = (int)most;
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
    free(machine->mix);
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
    int *actions;   /* scratch: [player] of a row of the product */
    int *below;     /* scratch: [player] of a row of the game */
    double *chance; /* scratch: [phase] */
} crossing;

static int committed_action(const crossing *x, int phase, int state, int player)
{
    return x->committed ? thaw_machine_play(x->machine, phase, state)[player] : THAW_FREE;
}

static bool mixes(const crossing *x, int phase, int state)
{
    for (int i = 0; i < x->game->players; i++)
        if (committed_action(x, phase, state, i) == THAW_MIXED)
            return true;
    return false;
}

/* The game's row of one of the product's rows in which nobody mixes. */
static size_t row_below(const crossing *x, int phase, int state, size_t row)
{
    thaw_game_actions(x->product, phase * x->game->states + state, row, x->actions);
    for (int i = 0; i < x->game->players; i++) {
        int forced = committed_action(x, phase, state, i);
        if (forced != THAW_FREE)
            x->actions[i] = forced;
    }
    return thaw_game_row(x->game, state, x->actions);
}

/* The chance of the game's row `below` in a row of the product, whose actions x->actions holds. */
static double share(const crossing *x, int phase, int state, size_t below)
{
    double chance = 1;
    thaw_game_actions(x->game, state, below, x->below);
    for (int i = 0; i < x->game->players; i++) {
        int forced = committed_action(x, phase, state, i);
        if (forced == THAW_MIXED)
            chance *= thaw_machine_mix(x->machine, phase, state, i)[x->below[i]];
        else if (x->below[i] != (forced == THAW_FREE ? x->actions[i] : forced))
            return 0;
    }
    return chance;
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

/* Adds a row of the game, with that chance, to a row of the product. Signals and next states are
 * independent given the actions, so their chances multiply. */
static void add_row(const crossing *x, int phase, int state, size_t row, size_t below,
                    double chance)
{
    const thaw_game *game = x->game;
    size_t players = (size_t)game->players, states = (size_t)game->states;
    for (size_t i = 0; i < players; i++)
        x->product->payoff[row * players + i] += chance * game->payoff[below * players + i];
    phase_chances(x, phase, state, below, x->chance);
    const double *next = game->next + below * states;
    double *to = x->product->next + row * (size_t)x->product->states;
    for (int q = 0; q < x->machine->phases; q++)
        for (size_t s = 0; x->chance[q] > 0 && s < states; s++)
            to[(size_t)q * states + s] += chance * (x->chance[q] * next[s]);
}

static void fill_row(const crossing *x, int phase, int state, size_t row)
{
    if (!mixes(x, phase, state)) {
        x->base_row[row] = row_below(x, phase, state, row);
        add_row(x, phase, state, row, x->base_row[row], 1);
        return;
    }
    thaw_game_actions(x->product, phase * x->game->states + state, row, x->actions);
    x->base_row[row] = THAW_NO_ROW;
    for (size_t r = x->game->first_row[state]; r < x->game->first_row[state + 1]; r++) {
        double chance = share(x, phase, state, r);
        if (chance > 0)
            add_row(x, phase, state, row, r, chance);
    }
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
        if (forced == THAW_MIXED)
            status = thaw_game_name(&x->product->action_name[above][0], "mix", fault);
        for (int a = 0; forced != THAW_MIXED && status == THAW_OK && a < count; a++) {
            int from = forced == THAW_FREE ? a : forced;
            status = thaw_game_name(&x->product->action_name[above][a],
                                    game->action_name[below][from], fault);
            if (game->action_rank)
                x->product->action_rank[above][a] = game->action_rank[below][from];
        }
    }
    return status;
}

static thaw_status fill(const crossing *x, thaw_fault *fault)
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
                fill_row(x, q, s, r);
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

static bool crossing_scratch(crossing *x)
{
    size_t players = (size_t)x->game->players;
    return (x->actions = malloc(players * sizeof *x->actions)) &&
           (x->below = malloc(players * sizeof *x->below)) &&
           (x->chance = malloc((size_t)x->machine->phases * sizeof *x->chance));
}

static void crossing_clear(crossing *x)
{
    free(x->actions);
    free(x->below);
    free(x->chance);
}

thaw_status thaw_product(const thaw_game *game, const thaw_machine *machine, bool committed,
                         thaw_game **product, size_t **base_row, thaw_fault *fault)
{
    crossing x = {.game = game, .machine = machine, .committed = committed};
    thaw_status status = shape(&x, fault);
    if (status != THAW_OK)
        return status;
    x.base_row = malloc(thaw_game_rows(x.product) * sizeof *x.base_row);
    if (x.base_row && crossing_scratch(&x))
        status = fill(&x, fault);
    else
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a product game");
    crossing_clear(&x);
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

/* Numbers of the game's rows, averaged for one row of the product. */
static void carry_row(const crossing *x, int phase, int state, size_t row, const double *numbers,
                      size_t width, double *carried)
{
    thaw_game_actions(x->product, phase * x->game->states + state, row, x->actions);
    for (size_t k = 0; k < width; k++)
        carried[row * width + k] = 0;
    for (size_t r = x->game->first_row[state]; r < x->game->first_row[state + 1]; r++) {
        double chance = share(x, phase, state, r);
        for (size_t k = 0; chance > 0 && k < width; k++)
            carried[row * width + k] += chance * numbers[r * width + k];
    }
}

thaw_status thaw_product_carry(const thaw_game *game, const thaw_machine *machine,
                               const thaw_game *product, const double *numbers, int width,
                               double *carried, thaw_fault *fault)
{
    crossing x = {.game = game,
                  .machine = machine,
                  .committed = true,
                  .product = (thaw_game *)product /* only read */};
    if (!crossing_scratch(&x)) {
        crossing_clear(&x);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %d players", game->players);
    }
    for (int q = 0; q < machine->phases; q++)
        for (int s = 0; s < game->states; s++) {
            const size_t *first = product->first_row + q * game->states + s;
            for (size_t row = first[0]; row < first[1]; row++)
                carry_row(&x, q, s, row, numbers, (size_t)width, carried);
        }
    crossing_clear(&x);
    return THAW_OK;
}
