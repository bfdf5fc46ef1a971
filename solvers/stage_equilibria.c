/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month's equilibria: pure ones by enumeration; where at most two players have a choice, all
 * extreme ones.
 *
 * With m rows and n columns to choose from, labels 0 .. m-1 stand for the rows and m .. m+n-1 for
 * the columns. A vertex x of the row player's polyhedron has the labels of the rows it does not
 * play and of the columns that are best against it; y likewise. (x, y) is an equilibrium just when
 * every label is there: each action is not played, or best. The equilibria among pairs of vertices
 * are the extreme ones, and every equilibrium is a mixture of such (von Stengel 2002,
 * theorem 2.14). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/labels.h"
#include "solvers/settings.h"
#include "solvers/stage_parts.h"
#include "solvers/vertices.h"

/* ---- the list ---- */

/* One block holds all chances and values; it starts with the first equilibrium's. */
static thaw_status make_list(size_t count, thaw_stage *stage, thaw_fault *fault)
{
    size_t size = stage->actions + (size_t)stage->players;
    if (count == 0)
        return THAW_OK;
    stage->equilibrium = calloc(count, sizeof *stage->equilibrium);
    double *block = calloc(count * size, sizeof *block);
    if (!stage->equilibrium || !block) {
        free(stage->equilibrium);
        free(block);
        stage->equilibrium = NULL;
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a list of %zu equilibria", count);
    }
    stage->equilibria = count;
    for (size_t k = 0; k < count; k++) {
        stage->equilibrium[k].chance = block + k * size;
        stage->equilibrium[k].value = block + k * size + stage->actions;
    }
    return THAW_OK;
}

static void add_value(const thaw_month *month, size_t row, double chance, double *value)
{
    for (int player = 0; player < month->players; player++)
        value[player] += chance * month->payoff[row * (size_t)month->players + (size_t)player];
}

/* ---- pure equilibria ---- */

static bool all_reply_best(const thaw_stage *stage, size_t row)
{
    for (int player = 0; player < stage->players; player++)
        if (!stage->best_reply[row * (size_t)stage->players + (size_t)player])
            return false;
    return true;
}

static void fill_pure(const thaw_month *month, const thaw_stage *stage, size_t row,
                      thaw_stage_equilibrium *e)
{
    e->pure = true;
    for (int player = 0; player < month->players; player++) {
        const struct thaw_month_player *p = &month->player[player];
        e->chance[stage->offset[player] + row / p->stride % p->actions] = 1.0;
    }
    add_value(month, row, 1.0, e->value);
}

static thaw_status list_pure(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    size_t count = 0, next = 0;
    for (size_t row = 0; row < stage->rows; row++)
        count += all_reply_best(stage, row);
    if (count > THAW_STAGE_EQUILIBRIA_MAX) {
        stage->outcome = THAW_OUTCOME_STEP_LIMIT;
        return THAW_OK;
    }
    thaw_status status = make_list(count, stage, fault);
    for (size_t row = 0; row < stage->rows && next < stage->equilibria; row++)
        if (all_reply_best(stage, row))
            fill_pure(month, stage, row, &stage->equilibrium[next++]);
    return status;
}

/* ---- two players ---- */

/* A pair of vertices; m and n for the order. */
typedef struct pair {
    const double *x, *y;
    size_t m, n;
} pair;

typedef struct bimatrix {
    const thaw_month *month;
    int row_player, column_player;
    size_t m, n;            /* actions of theirs that are not strictly dominated */
    size_t *rows, *columns; /* [m], [n]: which these are */
    thaw_vertices x, y;
    pair *pairs;
    size_t count, capacity;
    uint64_t work;
    thaw_outcome outcome;
    bool out_of_memory;
} bimatrix;

/* The (at most two) players who have a choice; others fill up. False when there are three or more.
 */
static bool choose_players(const thaw_month *month, int *one, int *two)
{
    int chosen = 0, who[2] = {0, month->players > 1 ? 1 : 0};
    for (int player = 0; player < month->players; player++) {
        if (month->player[player].actions == 1)
            continue;
        if (chosen == 2)
            return false;
        who[chosen++] = player;
    }
    if (chosen == 1 && who[0] == who[1])
        who[1] = who[0] == 0 && month->players > 1 ? 1 : 0;
    *one = who[0];
    *two = who[1];
    return true;
}

/* The player's actions that are not strictly dominated; NULL when memory runs out. */
static size_t *choices(const thaw_month *month, const thaw_stage *stage, int player, size_t *count)
{
    size_t actions = month->player[player].actions;
    size_t *choice = malloc(actions * sizeof *choice);
    *count = 0;
    for (size_t k = 0; choice && k < actions; k++)
        if (stage->dominated[stage->offset[player] + k].kind != THAW_STRICTLY_DOMINATED)
            choice[(*count)++] = k;
    return choice;
}

static bool set_up(bimatrix *g, const thaw_stage *stage)
{
    g->rows = choices(g->month, stage, g->row_player, &g->m);
    g->columns = choices(g->month, stage, g->column_player, &g->n);
    if (g->row_player == g->column_player)
        g->n = 1; /* a player alone meets one column, and plays it whatever it is */
    return g->rows && g->columns;
}

static void tear_down(bimatrix *g)
{
    free(g->rows);
    free(g->columns);
    free(g->pairs);
    thaw_vertices_clear(&g->x);
    thaw_vertices_clear(&g->y);
}

/* The month's row of the i-th row and j-th column. */
static size_t row_of(const bimatrix *g, size_t i, size_t j)
{
    size_t row = g->rows[i] * g->month->player[g->row_player].stride;
    if (g->row_player != g->column_player)
        row += g->columns[j] * g->month->player[g->column_player].stride;
    return row;
}

/* The polyhedron of the row player's mixtures (or of the column player's), whose facets are what
 * the choices pay the other one. */
static thaw_status find_vertices(bimatrix *g, bool of_rows, thaw_fault *fault)
{
    int m = (int)g->m, n = (int)g->n;
    size_t moves = of_rows ? g->m : g->n, replies = of_rows ? g->n : g->m;
    size_t paid = (size_t)(of_rows ? g->column_player : g->row_player);
    double *payoff = malloc(moves * replies * sizeof *payoff);
    if (!payoff)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a bimatrix game");
    for (size_t i = 0; i < moves; i++)
        for (size_t j = 0; j < replies; j++) {
            size_t row = of_rows ? row_of(g, i, j) : row_of(g, j, i);
            payoff[i * replies + j] = g->month->payoff[row * (size_t)g->month->players + paid];
        }
    double tie = g->month->player[paid].tie;
    thaw_status status = of_rows ? thaw_vertices_find(m, n, payoff, tie, 0, m, g->month->settings,
                                                      &g->x, &g->outcome, fault)
                                 : thaw_vertices_find(n, m, payoff, tie, m, 0, g->month->settings,
                                                      &g->y, &g->outcome, fault);
    free(payoff);
    return status;
}

/* ---- completely labelled pairs ---- */

static const uint64_t *label(const thaw_vertices *v, size_t vertex)
{
    return v->label + vertex * v->words;
}

static void add_pair(bimatrix *g, size_t x, size_t y)
{
    if (g->count == THAW_STAGE_EQUILIBRIA_MAX) {
        g->outcome = THAW_OUTCOME_STEP_LIMIT;
        return;
    }
    if (g->count == g->capacity) {
        size_t capacity = g->capacity ? 2 * g->capacity : 16;
        pair *larger = realloc(g->pairs, capacity * sizeof *larger);
        if (!larger) {
            g->out_of_memory = true;
            return;
        }
        g->pairs = larger;
        g->capacity = capacity;
    }
    g->pairs[g->count++] =
        (pair){g->x.point + x * (g->m + 1), g->y.point + y * (g->n + 1), g->m, g->n};
}

static bool goes_on(const bimatrix *g)
{
    return g->outcome == THAW_OUTCOME_CONVERGED && !g->out_of_memory;
}

static void try_pair(bimatrix *g, size_t x, size_t y)
{
    size_t words = g->x.words, all = g->m + g->n;
    int labels = 0;
    for (size_t k = 0; k < words; k++)
        labels += __builtin_popcountll(label(&g->x, x)[k] | label(&g->y, y)[k]);
    if ((size_t)labels == all)
        add_pair(g, x, y);
    enum { LOOK = 20 }; /* at the clock, at every 2^LOOK pairs: a hundredth of a second */
    if ((++g->work & ((1U << LOOK) - 1)) == 0 && g->outcome == THAW_OUTCOME_CONVERGED)
        g->outcome = thaw_must_stop(g->month->settings);
    if (g->work > THAW_STAGE_WORK_MAX)
        g->outcome = THAW_OUTCOME_STEP_LIMIT;
}

static bool is_simple(const thaw_vertices *v, size_t vertex)
{
    return thaw_label_count(label(v, vertex), v->words) == v->actions;
}

/* Puts the simple vertices of y, with n labels, into the index and lists the others. */
static size_t sort_out(const thaw_vertices *v, thaw_label_index *simple, size_t *degenerate)
{
    size_t count = 0;
    for (size_t vertex = 0; vertex < v->count; vertex++)
        if (is_simple(v, vertex))
            thaw_label_index_put(simple, thaw_label_set_key(label(v, vertex), v->words), vertex);
        else
            degenerate[count++] = vertex;
    return count;
}

/* A simple x lacks n labels: the simple y that completes it has just these. Where x or y has more
 * labels than that, all have to be tried. */
static void match(bimatrix *g, const thaw_label_index *simple, const size_t *degenerate,
                  size_t degenerates)
{
    uint64_t all = 0;
    for (size_t k = 0; k < g->m + g->n; k++)
        all ^= thaw_label_key((int)k);
    for (size_t x = 0; x < g->x.count && goes_on(g); x++) {
        if (!is_simple(&g->x, x)) {
            for (size_t y = 0; y < g->y.count && goes_on(g); y++)
                try_pair(g, x, y);
            continue;
        }
        uint64_t key = all ^ thaw_label_set_key(label(&g->x, x), g->x.words);
        size_t cursor = SIZE_MAX, y;
        while ((y = thaw_label_index_next(simple, key, &cursor)) != SIZE_MAX)
            try_pair(g, x, y);
        for (size_t k = 0; k < degenerates && goes_on(g); k++)
            try_pair(g, x, degenerate[k]);
    }
}

static void match_vertices(bimatrix *g)
{
    thaw_label_index simple = {0};
    size_t *degenerate = malloc((g->y.count + 1) * sizeof *degenerate);
    if (degenerate && thaw_label_index_init(&simple, g->y.count))
        match(g, &simple, degenerate, sort_out(&g->y, &simple, degenerate));
    else
        g->out_of_memory = true;
    thaw_label_index_clear(&simple);
    free(degenerate);
}

/* ---- order and answer ---- */

static size_t played(const double *chance, size_t count)
{
    size_t actions = 0;
    for (size_t k = 0; k < count; k++)
        actions += chance[k] > 0.0;
    return actions;
}

static bool is_pure(const pair *p)
{
    return played(p->x, p->m) == 1 && played(p->y, p->n) == 1;
}

/* Earlier actions first: by which are played, then by how much. */
static int order_of_chances(const double *one, const double *other, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if ((one[k] > 0.0) != (other[k] > 0.0))
            return one[k] > 0.0 ? -1 : 1;
    for (size_t k = 0; k < count; k++)
        if (one[k] != other[k])
            return one[k] > other[k] ? -1 : 1;
    return 0;
}

static int order_of_pairs(const void *one, const void *other)
{
    const pair *a = one, *b = other;
    if (is_pure(a) != is_pure(b))
        return is_pure(a) ? -1 : 1;
    int order = order_of_chances(a->x, b->x, a->m);
    return order != 0 ? order : order_of_chances(a->y, b->y, a->n);
}

static void copy_chances(const double *from, const size_t *action, size_t count, double *chance)
{
    double sum = 0.0;
    for (size_t k = 0; k < count; k++)
        sum += from[k];
    for (size_t k = 0; k < count; k++)
        chance[action[k]] = from[k] / sum;
}

static void fill_pair(const bimatrix *g, const pair *p, const thaw_stage *stage,
                      thaw_stage_equilibrium *e)
{
    double *x = e->chance + stage->offset[g->row_player],
           *y = e->chance + stage->offset[g->column_player];
    for (int player = 0; player < stage->players; player++)
        if (player != g->row_player && player != g->column_player)
            e->chance[stage->offset[player]] = 1.0;
    copy_chances(p->x, g->rows, g->m, x);
    if (g->row_player != g->column_player)
        copy_chances(p->y, g->columns, g->n, y);
    e->pure = is_pure(p);
    for (size_t i = 0; i < g->m; i++)
        for (size_t j = 0; j < g->n; j++) {
            double chance = x[g->rows[i]];
            if (g->row_player != g->column_player)
                chance *= y[g->columns[j]];
            if (chance > 0.0)
                add_value(g->month, row_of(g, i, j), chance, e->value);
        }
}

static double share(double margin, double range)
{
    return range > 0.0 ? margin / range : HUGE_VAL;
}

static thaw_status list_pairs(bimatrix *g, thaw_stage *stage, thaw_fault *fault)
{
    if (g->count > 0)
        qsort(g->pairs, g->count, sizeof *g->pairs, order_of_pairs);
    thaw_status status = make_list(g->count, stage, fault);
    for (size_t k = 0; k < stage->equilibria; k++)
        fill_pair(g, &g->pairs[k], stage, &stage->equilibrium[k]);
    const struct thaw_month_player *player = g->month->player;
    stage->margin = fmin(share(g->x.margin, player[g->column_player].range),
                         share(g->y.margin, player[g->row_player].range));
    stage->mixed = true;
    return status;
}

static thaw_status list_extreme(bimatrix *g, thaw_stage *stage, thaw_fault *fault)
{
    if (!set_up(g, stage))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a bimatrix game");
    thaw_status status = find_vertices(g, true, fault);
    if (status == THAW_OK && goes_on(g))
        status = find_vertices(g, false, fault);
    if (status == THAW_OK && goes_on(g))
        match_vertices(g);
    if (status == THAW_OK && g->out_of_memory)
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for the equilibria of a bimatrix game");
    if (status == THAW_OK && goes_on(g))
        status = list_pairs(g, stage, fault);
    if (status == THAW_OK && g->outcome != THAW_OUTCOME_STEP_LIMIT)
        status = thaw_month_stopped(g->month, g->outcome, fault);
    stage->outcome = g->outcome;
    return status;
}

thaw_status thaw_stage_equilibrate(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    bimatrix g = {.month = month, .outcome = THAW_OUTCOME_CONVERGED};
    thaw_status status = THAW_OK;
    stage->outcome = THAW_OUTCOME_CONVERGED;
    stage->margin = HUGE_VAL;
    if (choose_players(month, &g.row_player, &g.column_player)) {
        status = list_extreme(&g, stage, fault);
        tear_down(&g);
    }
    return status == THAW_OK && !stage->mixed ? list_pure(month, stage, fault) : status;
}
