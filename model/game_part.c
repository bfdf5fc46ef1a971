/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a finite stochastic game: the states that can be reached, the game on some of the
 * states; the game with its states in another order. */
#include <stdlib.h>
#include <string.h>

#include "model/game.h"

static size_t cell(const thaw_game *game, int state, int player)
{
    return (size_t)state * (size_t)game->players + (size_t)player;
}

/* Marks what a state leads to in one month; the first newly marked state, or the number of states.
 */
static int mark_successors(const thaw_game *game, int state, bool *reachable)
{
    int first = game->states;
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        const double *next = game->next + row * (size_t)game->states;
        for (int successor = 0; successor < game->states; successor++) {
            if (!(next[successor] > 0.0) || reachable[successor])
                continue;
            reachable[successor] = true;
            first = successor < first ? successor : first;
        }
    }
    return first;
}

void thaw_game_reachable(const thaw_game *game, int initial, bool *reachable)
{
    memset(reachable, 0, (size_t)game->states * sizeof *reachable);
    reachable[initial] = true;
    int state = initial;
    while (state < game->states) {
        int first = reachable[state] ? mark_successors(game, state, reachable) : game->states;
        state =
            first < state ? first : state + 1; /* go back to what has just been found behind us */
    }
}

/* The new index of each kept state, -1 for the others; returns how many are kept. */
static int number_states(const thaw_game *game, const bool *keep, int *state_of, int *index)
{
    int kept = 0;
    for (int state = 0; state < game->states; state++) {
        index[state] = keep[state] ? kept : -1;
        if (!keep[state])
            continue;
        if (state_of)
            state_of[kept] = state;
        kept++;
    }
    return kept;
}

static thaw_status copy_names(char **to, char *const *from, size_t count, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; status == THAW_OK && k < count; k++)
        status = thaw_game_name(&to[k], from[k], fault);
    return status;
}

/* The names, ranks, payoffs and signal chances of one state; everything but where it leads. */
static thaw_status copy_state(const thaw_game *from, int old, thaw_game *to, int new,
                              thaw_fault *fault)
{
    thaw_status status = thaw_game_name(&to->state_name[new], from->state_name[old], fault);
    for (int player = 0; status == THAW_OK && player < from->players; player++) {
        size_t source = cell(from, old, player), target = cell(to, new, player);
        size_t count = (size_t)from->action_count[source];
        status = copy_names(to->action_name[target], from->action_name[source], count, fault);
        if (from->action_rank)
            memcpy(to->action_rank[target], from->action_rank[source], count * sizeof(int));
    }
    size_t rows = thaw_game_state_rows(from, old), players = (size_t)from->players,
           signals = (size_t)from->signals;
    memcpy(to->payoff + to->first_row[new] * players, from->payoff + from->first_row[old] * players,
           rows * players * sizeof(double));
    if (signals > 0)
        memcpy(to->signal + to->first_row[new] * signals,
               from->signal + from->first_row[old] * signals, rows * signals * sizeof(double));
    return status;
}

/* Where a kept state leads. */
static thaw_status copy_next(const thaw_game *from, int old, thaw_game *to, int new,
                             const int *index, thaw_fault *fault)
{
    for (size_t k = 0; k < thaw_game_state_rows(from, old); k++) {
        const double *source = from->next + (from->first_row[old] + k) * (size_t)from->states;
        double *target = to->next + (to->first_row[new] + k) * (size_t)to->states;
        for (int state = 0; state < from->states; state++) {
            if (index[state] >= 0)
                target[index[state]] = source[state];
            else if (source[state] > 0.0)
                return thaw_fail(fault, THAW_EARG, "%s can lead to %s, which is left out",
                                 from->state_name[old], from->state_name[state]);
        }
    }
    return THAW_OK;
}

static thaw_status restrict_to(const thaw_game *game, const int *index, int kept, thaw_game **out,
                               thaw_fault *fault)
{
    size_t players = (size_t)game->players;
    int *counts = malloc(((size_t)kept * players + 1) * sizeof *counts);
    if (!counts)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a part of a game of %d states",
                         game->states);
    for (int state = 0; state < game->states; state++)
        if (index[state] >= 0)
            memcpy(counts + (size_t)index[state] * players,
                   game->action_count + cell(game, state, 0), players * sizeof *counts);
    thaw_game *part = NULL;
    thaw_status status = thaw_game_new(game->players, kept, counts, game->signals,
                                       game->action_rank != NULL, &part, fault);
    free(counts);
    if (status == THAW_OK)
        status = copy_names(part->player_name, game->player_name, players, fault);
    if (status == THAW_OK && game->signals > 0)
        status = copy_names(part->signal_name, game->signal_name, (size_t)game->signals, fault);
    for (int state = 0; status == THAW_OK && state < game->states; state++) {
        if (index[state] < 0)
            continue;
        status = copy_state(game, state, part, index[state], fault);
        if (status == THAW_OK)
            status = copy_next(game, state, part, index[state], index, fault);
    }
    if (status != THAW_OK) {
        thaw_game_free(part);
        return status;
    }
    memcpy(part->discount, game->discount, players * sizeof(double));
    *out = part;
    return THAW_OK;
}

thaw_status thaw_game_restrict(const thaw_game *game, const bool *keep, int *state_of,
                               thaw_game **out, thaw_fault *fault)
{
    int *index = malloc((size_t)game->states * sizeof *index);
    if (!index)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a part of a game of %d states",
                         game->states);
    int kept = number_states(game, keep, state_of, index);
    thaw_status status = restrict_to(game, index, kept, out, fault);
    free(index);
    return status;
}

thaw_status thaw_game_start_in(const thaw_game *game, int first, thaw_game **out, thaw_fault *fault)
{
    int *index = malloc((size_t)game->states * sizeof *index);
    if (!index)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a copy of a game");
    for (int state = 0; state < game->states; state++)
        index[state] = state < first ? state + 1 : state;
    index[first] = 0;
    thaw_status status = restrict_to(game, index, game->states, out, fault);
    free(index);
    return status;
}

thaw_status thaw_game_public(const thaw_game *game, thaw_game **out, thaw_fault *fault)
{
    bool *keep = malloc((size_t)game->states * sizeof *keep);
    if (!keep)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a copy of a game");
    for (int state = 0; state < game->states; state++)
        keep[state] = true;
    thaw_status status = thaw_game_restrict(game, keep, NULL, out, fault);
    free(keep);
    if (status != THAW_OK)
        return status;
    for (int y = 0; y < (*out)->signals; y++)
        free((*out)->signal_name[y]);
    free((*out)->signal_name);
    free((*out)->signal);
    (*out)->signal_name = NULL;
    (*out)->signal = NULL;
    (*out)->signals = 0;
    return THAW_OK;
}
