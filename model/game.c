/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finite stochastic game: its memory, its names, its rows. */
#include "model/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/utf8.h"

static size_t cell(const thaw_game *game, int state, int player)
{
    return (size_t)state * (size_t)game->players + (size_t)player;
}

/* ---- size ---- */

/* total += count * size; false when that exceeds what a game may take. */
static bool grow(size_t *total, size_t count, size_t size)
{
    size_t product;
    return !__builtin_mul_overflow(count, size, &product) &&
           !__builtin_add_overflow(*total, product, total) && *total <= THAW_GAME_BYTES_MAX;
}

typedef struct shape {
    size_t cells;   /* states * players */
    size_t actions; /* of all players in all states */
    size_t rows;
} shape;

/* An empty name takes a whole block of the allocator. */
enum { NAME_BYTES = sizeof(char *) + 32 };

static bool measure_rows(int players, int states, const int *action_count, bool ranks, shape *size,
                         size_t *bytes)
{
    for (int state = 0; state < states; state++) {
        const int *counts = action_count + (size_t)state * (size_t)players;
        size_t rows = 1;
        for (int player = 0; player < players; player++) {
            size_t count = (size_t)counts[player];
            size->actions += count;
            if (!grow(bytes, count, NAME_BYTES + (ranks ? sizeof(int) : 0)) ||
                __builtin_mul_overflow(rows, count, &rows))
                return false;
        }
        if (__builtin_add_overflow(size->rows, rows, &size->rows))
            return false;
    }
    return true;
}

/* The lengths of a game's arrays; false when they would exceed the limit. action_count is read only
 * once its length is known to be sane. */
static bool measure(int players, int states, const int *action_count, int signals, bool ranks,
                    shape *size)
{
    size_t bytes = sizeof(thaw_game), a_row = 0;
    *size = (shape){0};
    return !__builtin_mul_overflow((size_t)players, (size_t)states, &size->cells) &&
           grow(&bytes, size->cells, sizeof(int) + sizeof(char **) + (ranks ? sizeof(int *) : 0)) &&
           grow(&bytes, (size_t)states, sizeof(size_t) + NAME_BYTES) &&
           grow(&bytes, (size_t)players, sizeof(double) + NAME_BYTES) &&
           grow(&bytes, (size_t)signals, NAME_BYTES) &&
           measure_rows(players, states, action_count, ranks, size, &bytes) &&
           grow(&a_row, (size_t)players + (size_t)states + (size_t)signals, sizeof(double)) &&
           grow(&bytes, size->rows, a_row);
}

static bool is_shape(int players, int states, const int *action_count, int signals)
{
    return players >= 1 && states >= 1 && signals >= 0 && action_count;
}

static bool has_actions(const int *action_count, size_t cells)
{
    for (size_t k = 0; k < cells; k++)
        if (action_count[k] < 1)
            return false;
    return true;
}

/* ---- memory ---- */

static char **new_names(size_t count)
{
    char **names = calloc(count, sizeof *names);
    for (size_t k = 0; names && k < count; k++) {
        names[k] = calloc(1, 1);
        if (!names[k]) {
            while (k-- > 0)
                free(names[k]);
            free(names);
            return NULL;
        }
    }
    return names;
}

static void free_names(char **names, size_t count)
{
    for (size_t k = 0; names && k < count; k++)
        free(names[k]);
    free(names);
}

/* The actions of a state and player lie in one block of all, so that the place of the first one in
 * the block is their offset in a strategy profile (thaw_game_action_offset). */
static bool new_actions(thaw_game *game, const shape *size, bool ranks)
{
    if (!(game->action_name = calloc(size->cells, sizeof *game->action_name)) ||
        !(game->action_name[0] = new_names(size->actions)))
        return false;
    if (ranks && (!(game->action_rank = calloc(size->cells, sizeof *game->action_rank)) ||
                  !(game->action_rank[0] = calloc(size->actions, sizeof **game->action_rank))))
        return false;
    for (size_t k = 1; k < size->cells; k++) {
        game->action_name[k] = game->action_name[k - 1] + game->action_count[k - 1];
        if (ranks)
            game->action_rank[k] = game->action_rank[k - 1] + game->action_count[k - 1];
    }
    return true;
}

static bool new_arrays(thaw_game *game, const shape *size, bool ranks)
{
    size_t players = (size_t)game->players, states = (size_t)game->states,
           signals = (size_t)game->signals;
    return (game->discount = calloc(players, sizeof *game->discount)) &&
           (game->player_name = new_names(players)) && (game->state_name = new_names(states)) &&
           (!signals || (game->signal_name = new_names(signals))) &&
           new_actions(game, size, ranks) &&
           (game->first_row = calloc(states + 1, sizeof *game->first_row)) &&
           (game->payoff = calloc(size->rows * players, sizeof *game->payoff)) &&
           (game->next = calloc(size->rows * states, sizeof *game->next)) &&
           (!signals || (game->signal = calloc(size->rows * signals, sizeof *game->signal)));
}

static void count_rows(thaw_game *game)
{
    for (int state = 0; state < game->states; state++) {
        size_t rows = 1;
        for (int player = 0; player < game->players; player++)
            rows *= (size_t)game->action_count[cell(game, state, player)];
        game->first_row[state + 1] = game->first_row[state] + rows;
    }
}

thaw_status thaw_game_new(int players, int states, const int *action_count, int signals, bool ranks,
                          thaw_game **game, thaw_fault *fault)
{
    if (!is_shape(players, states, action_count, signals))
        return thaw_fail(fault, THAW_EARG, "a game of %d players, %d states and %d signals",
                         players, states, signals);
    shape size;
    bool fits = measure(players, states, action_count, signals, ranks, &size);
    if (size.cells <= THAW_GAME_BYTES_MAX / sizeof(int) && !has_actions(action_count, size.cells))
        return thaw_fail(fault, THAW_EARG, "a player without actions in some state");
    if (!fits)
        return thaw_fail(fault, THAW_ERANGE,
                         "a game of %d players and %d states with so many actions would take more "
                         "than %zu GiB of memory",
                         players, states, THAW_GAME_BYTES_MAX >> 30);
    thaw_game *new = calloc(1, sizeof *new);
    if (!new || !(new->action_count = malloc(size.cells * sizeof *action_count))) {
        free(new);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a game of %d players and %d states",
                         players, states);
    }
    memcpy(new->action_count, action_count, size.cells * sizeof *action_count);
    new->players = players;
    new->states = states;
    new->signals = signals;
    if (!new_arrays(new, &size, ranks)) {
        thaw_game_free(new);
        return thaw_fail(fault, THAW_ENOMEM,
                         "no memory for a game of %d players, %d states and %zu rows", players,
                         states, size.rows);
    }
    count_rows(new);
    *game = new;
    return THAW_OK;
}

void thaw_game_free(thaw_game *game)
{
    if (!game)
        return;
    size_t actions = 0;
    for (size_t k = 0; k < (size_t)game->players * (size_t)game->states; k++)
        actions += (size_t)game->action_count[k];
    if (game->action_name) {
        free_names(game->action_name[0], actions);
        free(game->action_name);
    }
    if (game->action_rank) {
        free(game->action_rank[0]);
        free(game->action_rank);
    }
    free_names(game->player_name, (size_t)game->players);
    free_names(game->state_name, (size_t)game->states);
    free_names(game->signal_name, (size_t)game->signals);
    free(game->action_count);
    free(game->discount);
    free(game->first_row);
    free(game->payoff);
    free(game->next);
    free(game->signal);
    free(game);
}

/* ---- names ---- */

thaw_status thaw_game_name(char **slot, const char *name, thaw_fault *fault)
{
    size_t left = strlen(name);
    for (size_t length; left > 0; left -= length) {
        const char *text = name + strlen(name) - left;
        length = thaw_utf8_length(text, left);
        if (length == 0)
            return thaw_fail(fault, THAW_EPARSE, "a name has the byte 0x%02X where UTF-8 has none",
                             (unsigned char)text[0]);
        unsigned long point = thaw_utf8_point(text, length);
        if (thaw_utf8_is_control(point))
            return thaw_fail(fault, THAW_EPARSE, "a name has the control character U+%04lX", point);
    }
    char *copy = malloc(strlen(name) + 1);
    if (!copy)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a name");
    memcpy(copy, name, strlen(name) + 1);
    free(*slot);
    *slot = copy;
    return THAW_OK;
}

/* ---- rows ---- */

size_t thaw_game_state_rows(const thaw_game *game, int state)
{
    return game->first_row[state + 1] - game->first_row[state];
}

size_t thaw_game_rows(const thaw_game *game)
{
    return game->first_row[game->states];
}

size_t thaw_game_row(const thaw_game *game, int state, const int *actions)
{
    size_t within = 0;
    for (int player = 0; player < game->players; player++)
        within = within * (size_t)game->action_count[cell(game, state, player)] +
                 (size_t)actions[player];
    return game->first_row[state] + within;
}

void thaw_game_actions(const thaw_game *game, int state, size_t row, int *actions)
{
    size_t within = row - game->first_row[state];
    for (int player = game->players - 1; player >= 0; player--) {
        size_t count = (size_t)game->action_count[cell(game, state, player)];
        actions[player] = (int)(within % count);
        within /= count;
    }
}

size_t thaw_game_stride(const thaw_game *game, int state, int player)
{
    size_t stride = 1;
    for (int later = player + 1; later < game->players; later++)
        stride *= (size_t)game->action_count[cell(game, state, later)];
    return stride;
}

int thaw_game_action_count(const thaw_game *game, int state, int player)
{
    return game->action_count[cell(game, state, player)];
}

const char *thaw_game_action_name(const thaw_game *game, int state, int player, int action)
{
    return game->action_name[cell(game, state, player)][action];
}

int thaw_game_most_actions(const thaw_game *game)
{
    int most = 0;
    for (size_t k = 0; k < (size_t)game->states * (size_t)game->players; k++)
        most = game->action_count[k] > most ? game->action_count[k] : most;
    return most;
}

size_t thaw_game_action_offset(const thaw_game *game, int state, int player)
{
    return (size_t)(game->action_name[cell(game, state, player)] - game->action_name[0]);
}

size_t thaw_game_action_total(const thaw_game *game)
{
    int state = game->states - 1, player = game->players - 1;
    return thaw_game_action_offset(game, state, player) +
           (size_t)thaw_game_action_count(game, state, player);
}

static int find(char *const *names, int count, const char *name)
{
    for (int k = 0; k < count; k++)
        if (strcmp(names[k], name) == 0)
            return k;
    return -1;
}

int thaw_game_find_state(const thaw_game *game, const char *name)
{
    return find(game->state_name, game->states, name);
}

int thaw_game_find_action(const thaw_game *game, int state, int player, const char *name)
{
    return find(game->action_name[cell(game, state, player)],
                thaw_game_action_count(game, state, player), name);
}

void thaw_game_span(const thaw_game *game, int player, double *least, double *most)
{
    *least = HUGE_VAL;
    *most = -HUGE_VAL;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double payoff = game->payoff[row * (size_t)game->players + (size_t)player];
        *least = fmin(*least, payoff);
        *most = fmax(*most, payoff);
    }
}

double thaw_game_range(const thaw_game *game, int player)
{
    double least, most;
    thaw_game_span(game, player, &least, &most);
    return most - least;
}

double thaw_game_widest_range(const thaw_game *game)
{
    double widest = 0.0;
    for (int player = 0; player < game->players; player++)
        widest = fmax(widest, thaw_game_range(game, player));
    return widest;
}
