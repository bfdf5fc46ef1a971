/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elimination row by row, which keeps what is not zero. */
#include "solvers/chain.h"

#include <stdlib.h>

/* Rows of the upper triangle, one after the other; of each its diagonal first. */
typedef struct triangle {
    size_t *first; /* [states + 1] */
    size_t *column;
    double *entry;
    size_t count, room;
} triangle;

static bool keep(triangle *t, size_t column, double entry)
{
    if (t->count == t->room) {
        size_t room = 2 * t->room + 1024;
        size_t *columns = realloc(t->column, room * sizeof *columns);
        if (columns)
            t->column = columns;
        double *entries = columns ? realloc(t->entry, room * sizeof *entries) : NULL;
        if (!entries)
            return false;
        t->entry = entries;
        t->room = room;
    }
    t->column[t->count] = column;
    t->entry[t->count++] = entry;
    return true;
}

/* Eliminates from `line`, row i of 1 - d P, all columns before i; v[i] is its right-hand side. */
static void eliminate(const triangle *t, size_t i, double *line, double *v)
{
    for (size_t j = 0; j < i; j++) {
        if (line[j] == 0)
            continue;
        double factor = line[j] / t->entry[t->first[j]];
        for (size_t k = t->first[j]; k < t->first[j + 1]; k++)
            line[t->column[k]] -= factor * t->entry[k];
        v[i] -= factor * v[j];
        line[j] = 0;
    }
}

static bool store(triangle *t, size_t i, size_t states, double *line)
{
    t->first[i] = t->count;
    for (size_t k = i; k < states; k++) {
        if (line[k] != 0 && !keep(t, k, line[k]))
            return false;
        line[k] = 0;
    }
    t->first[i + 1] = t->count;
    return true;
}

static void substitute(const triangle *t, size_t states, double *v)
{
    for (size_t i = states; i-- > 0;) {
        for (size_t k = t->first[i] + 1; k < t->first[i + 1]; k++)
            v[i] -= t->entry[k] * v[t->column[k]];
        v[i] /= t->entry[t->first[i]];
    }
}

thaw_status thaw_chain_values(const thaw_game *game, const size_t *row, int player, double *values,
                              thaw_fault *fault)
{
    size_t states = (size_t)game->states, players = (size_t)game->players;
    double d = game->discount[player];
    triangle t = {.first = calloc(states + 1, sizeof *t.first)};
    double *line = calloc(states, sizeof *line);
    bool fits = t.first && line;
    for (size_t i = 0; fits && i < states; i++) {
        const double *next = game->next + row[i] * states;
        for (size_t k = 0; k < states; k++)
            line[k] = -d * next[k];
        line[i] += 1;
        values[i] = (1 - d) * game->payoff[row[i] * players + (size_t)player];
        eliminate(&t, i, line, values);
        fits = store(&t, i, states, line);
    }
    if (fits)
        substitute(&t, states, values);
    free(t.first);
    free(t.column);
    free(t.entry);
    free(line);
    return fits ? THAW_OK
                : thaw_fail(fault, THAW_ENOMEM, "no memory for the values of %zu states", states);
}
