/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The double description method on a best-reply polyhedron.
 *
 * In homogeneous form the polyhedron is a cone in m + 1 dimensions whose extreme rays are its
 * vertices and the direction (0, 1) in which v grows. The rays for x >= 0 and one reply are written
 * down; each further reply's half-space keeps the rays on its side and puts one new ray on each
 * edge that it cuts. An edge is a pair of rays with m - 1 facets in common and no third ray on all
 * of these. A ray on exactly m facets is simple: there, m - 1 facets in common are enough. */
#include "solvers/vertices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/labels.h"
#include "solvers/settings.h"

enum { DIRECTION = 0 }; /* the place of the ray (0, 1); it is removed at the end */

typedef struct builder {
    thaw_vertices *v;
    int replies;
    const double *payoff;
    double least; /* payoff */
    double tie;
    int own_first, reply_first;
    size_t old;        /* rays before the current reply; new ones lie behind */
    double *slack;     /* [old]: v - what the current reply pays */
    signed char *side; /* [old]: sign of the slack, 0 for a tie */
    size_t room;       /* of slack and side */
    const thaw_markov_settings *settings;
    thaw_outcome outcome;
    bool out_of_memory;
} builder;

static double *point(const builder *b, size_t ray)
{
    return b->v->point + ray * ((size_t)b->v->actions + 1);
}

static uint64_t *label(const builder *b, size_t ray)
{
    return b->v->label + ray * b->v->words;
}

static double payoff(const builder *b, int action, int reply)
{
    return b->payoff[(size_t)action * (size_t)b->replies + (size_t)reply] - b->least;
}

static bool goes_on(const builder *b)
{
    return b->outcome == THAW_OUTCOME_CONVERGED && !b->out_of_memory;
}

/* Looks at the clock at every 2^LOOK comparisons, a few hundredths of a second. A search that was
 * given up stays so. */
static void count_work(builder *b, size_t work)
{
    enum { LOOK = 24 };
    uint64_t before = b->v->work;
    b->v->work += work;
    if (before >> LOOK != b->v->work >> LOOK && b->outcome == THAW_OUTCOME_CONVERGED)
        b->outcome = thaw_must_stop(b->settings);
    if (b->v->work > THAW_STAGE_WORK_MAX)
        b->outcome = THAW_OUTCOME_STEP_LIMIT;
}

/* ---- memory ---- */

static bool reserve(thaw_vertices *v)
{
    if (v->count < v->capacity)
        return true;
    size_t capacity = v->capacity ? 2 * v->capacity : 64;
    double *points = realloc(v->point, capacity * ((size_t)v->actions + 1) * sizeof *v->point);
    if (!points)
        return false;
    v->point = points;
    uint64_t *labels = realloc(v->label, capacity * v->words * sizeof *v->label);
    if (!labels)
        return false;
    v->label = labels;
    v->capacity = capacity;
    return true;
}

static bool reserve_sides(builder *b)
{
    if (b->v->count <= b->room)
        return true;
    free(b->slack);
    free(b->side);
    b->room = b->v->capacity;
    b->slack = malloc(b->room * sizeof *b->slack);
    b->side = malloc(b->room * sizeof *b->side);
    return b->slack && b->side;
}

/* A new ray, all zero, at the end; SIZE_MAX when there is no more room, and b says why. */
static size_t append(builder *b)
{
    thaw_vertices *v = b->v;
    if (v->count - b->old > THAW_STAGE_VERTICES_MAX) {
        b->outcome = THAW_OUTCOME_STEP_LIMIT;
        return SIZE_MAX;
    }
    if (!reserve(v)) {
        b->out_of_memory = true;
        return SIZE_MAX;
    }
    size_t ray = v->count++;
    memset(point(b, ray), 0, ((size_t)v->actions + 1) * sizeof *v->point);
    memset(label(b, ray), 0, v->words * sizeof *v->label);
    return ray;
}

/* ---- the start: x >= 0 and reply 0 ---- */

static void start(builder *b)
{
    int actions = b->v->actions;
    for (int action = -1; action < actions && goes_on(b); action++) {
        size_t ray = append(b);
        if (ray == SIZE_MAX)
            return;
        point(b, ray)[actions] = ray == DIRECTION ? 1.0 : payoff(b, action, 0);
        if (ray != DIRECTION) {
            point(b, ray)[action] = 1.0;
            thaw_label_flip(label(b, ray), b->reply_first);
        }
        for (int other = 0; other < actions; other++)
            if (other != action)
                thaw_label_flip(label(b, ray), b->own_first + other);
    }
}

/* ---- one more reply ---- */

static double slack_of(const builder *b, size_t ray, int reply)
{
    const double *x = point(b, ray);
    double sum = 0.0;
    for (int action = 0; action < b->v->actions; action++)
        if (x[action] != 0.0)
            sum += x[action] * payoff(b, action, reply);
    return x[b->v->actions] - sum;
}

/* Returns whether any ray violates the reply's half-space. */
static bool classify(builder *b, int reply)
{
    bool violated = false;
    count_work(b, b->old * (size_t)b->v->actions);
    b->slack[DIRECTION] = 1.0;
    b->side[DIRECTION] = 1;
    for (size_t ray = DIRECTION + 1; ray < b->old; ray++) {
        double slack = b->slack[ray] = slack_of(b, ray, reply), size = fabs(slack);
        b->side[ray] = (signed char)(size <= b->tie ? 0 : slack > 0.0 ? 1 : -1);
        if (b->side[ray] == 0)
            thaw_label_flip(label(b, ray), b->reply_first + reply);
        else
            b->v->margin = fmin(b->v->margin, size);
        violated = violated || b->side[ray] < 0;
    }
    return violated;
}

/* The point where the edge between them meets the hyperplane. Both are scaled to sum x = 1, the
 * direction to sum x = 0. */
static void join(builder *b, size_t above, size_t below, int reply)
{
    size_t new = append(b);
    if (new == SIZE_MAX)
        return;
    double up = b->slack[above], down = -b->slack[below];
    double total = up + (above == DIRECTION ? 0.0 : down);
    const double *p = point(b, above), *q = point(b, below);
    double *x = point(b, new);
    for (int k = 0; k <= b->v->actions; k++)
        x[k] = q[k] * (up / total) + p[k] * (down / total);
    for (size_t k = 0; k < b->v->words; k++)
        label(b, new)[k] = label(b, above)[k] & label(b, below)[k];
    thaw_label_flip(label(b, new), b->reply_first + reply);
}

static bool is_simple(const builder *b, size_t ray)
{
    /* The current reply is no facet of a ray on either side of it: nothing to leave out. */
    return thaw_label_count(label(b, ray), b->v->words) == b->v->actions;
}

/* ---- edges between simple rays: equal but for one label each ---- */

static bool index_edges(builder *b, thaw_label_index *edges, int labels)
{
    size_t simple = 0, words = b->v->words;
    for (size_t ray = 0; ray < b->old; ray++)
        simple += b->side[ray] < 0 && is_simple(b, ray);
    if (!thaw_label_index_init(edges, simple * (size_t)b->v->actions))
        return false;
    for (size_t ray = 0; ray < b->old; ray++) {
        if (b->side[ray] >= 0 || !is_simple(b, ray))
            continue;
        uint64_t key = thaw_label_set_key(label(b, ray), words);
        for (int k = 0; k < labels; k++)
            if (thaw_label_has(label(b, ray), k))
                thaw_label_index_put(edges, key ^ thaw_label_key(k), ray);
    }
    return true;
}

static void join_across(builder *b, const thaw_label_index *edges, size_t above, int without,
                        int reply)
{
    size_t cursor = SIZE_MAX, below, words = b->v->words;
    uint64_t key = thaw_label_set_key(label(b, above), words) ^ thaw_label_key(without);
    while (goes_on(b) && (below = thaw_label_index_next(edges, key, &cursor)) != SIZE_MAX) {
        count_work(b, 1);
        if (thaw_label_distance(label(b, above), label(b, below), words) == 2 &&
            !thaw_label_has(label(b, below), without))
            join(b, above, below, reply);
    }
}

static void join_simple(builder *b, int reply)
{
    int labels = b->v->actions + b->replies;
    thaw_label_index edges = {0};
    if (!index_edges(b, &edges, labels))
        b->out_of_memory = true;
    for (size_t above = 0; above < b->old && goes_on(b); above++)
        if (b->side[above] > 0 && is_simple(b, above)) {
            count_work(b, (size_t)labels);
            for (int k = 0; k < labels; k++)
                if (thaw_label_has(label(b, above), k))
                    join_across(b, &edges, above, k, reply);
        }
    thaw_label_index_clear(&edges);
}

/* ---- edges with a ray that is not simple ---- */

static bool on_edge_of_two(builder *b, size_t above, size_t below)
{
    const uint64_t *p = label(b, above), *q = label(b, below);
    for (size_t ray = 0; ray < b->old; ray++)
        if (ray != above && ray != below &&
            thaw_label_covers_common(label(b, ray), p, q, b->v->words)) {
            count_work(b, ray + 1);
            return false;
        }
    count_work(b, b->old);
    return true;
}

static void join_pair(builder *b, size_t above, size_t below, bool above_simple, int reply)
{
    bool below_simple = is_simple(b, below);
    if (above_simple && below_simple)
        return;
    if (thaw_label_common(label(b, above), label(b, below), b->v->words) < b->v->actions - 1)
        return;
    if (above_simple || below_simple || on_edge_of_two(b, above, below))
        join(b, above, below, reply);
}

static void join_degenerate(builder *b, int reply)
{
    size_t *degenerate = malloc((b->old + 1) * sizeof *degenerate), *all, count = 0, negative = 0;
    if (!degenerate || !(all = malloc((b->old + 1) * sizeof *all))) {
        free(degenerate);
        b->out_of_memory = true;
        return;
    }
    for (size_t ray = 0; ray < b->old; ray++)
        if (b->side[ray] < 0) {
            all[negative++] = ray;
            if (!is_simple(b, ray))
                degenerate[count++] = ray;
        }
    for (size_t above = 0; above < b->old && goes_on(b); above++) {
        if (b->side[above] <= 0)
            continue;
        bool simple = is_simple(b, above);
        const size_t *below = simple ? degenerate : all;
        size_t candidates = simple ? count : negative;
        for (size_t k = 0; k < candidates && goes_on(b); k++)
            join_pair(b, above, below[k], simple, reply);
        count_work(b, candidates);
    }
    free(degenerate);
    free(all);
}

/* ---- putting it together ---- */

static void drop_violated(builder *b)
{
    size_t kept = 0, size = (size_t)b->v->actions + 1, words = b->v->words;
    for (size_t ray = 0; ray < b->v->count; ray++) {
        if (ray < b->old && b->side[ray] < 0)
            continue;
        if (kept != ray) {
            memcpy(point(b, kept), point(b, ray), size * sizeof *b->v->point);
            memcpy(label(b, kept), label(b, ray), words * sizeof *b->v->label);
        }
        kept++;
    }
    b->v->count = kept;
    if (kept > THAW_STAGE_VERTICES_MAX)
        b->outcome = THAW_OUTCOME_STEP_LIMIT;
}

static void insert(builder *b, int reply)
{
    b->old = b->v->count;
    if (!reserve_sides(b)) {
        b->out_of_memory = true;
        return;
    }
    if (!classify(b, reply))
        return;
    join_simple(b, reply);
    join_degenerate(b, reply);
    if (goes_on(b))
        drop_violated(b);
}

/* A reply that pays the same as an earlier one is no facet of its own: it would only put every ray
 * on one facet too many. It gets its label where the earlier one has it. */
static int earlier_equal(const builder *b, int reply)
{
    for (int earlier = 0; earlier < reply; earlier++) {
        int action = 0;
        while (action < b->v->actions &&
               fabs(payoff(b, action, reply) - payoff(b, action, earlier)) <= b->tie)
            action++;
        if (action == b->v->actions)
            return earlier;
    }
    return -1;
}

static void label_equal_replies(builder *b)
{
    for (int reply = 1; reply < b->replies; reply++) {
        int earlier = earlier_equal(b, reply);
        for (size_t ray = 0; earlier >= 0 && ray < b->v->count; ray++)
            if (thaw_label_has(label(b, ray), b->reply_first + earlier))
                thaw_label_flip(label(b, ray), b->reply_first + reply);
    }
}

static void drop_direction(builder *b)
{
    size_t rest = --b->v->count;
    memmove(point(b, 0), point(b, 1), rest * ((size_t)b->v->actions + 1) * sizeof *b->v->point);
    memmove(label(b, 0), label(b, 1), rest * b->v->words * sizeof *b->v->label);
}

thaw_status thaw_vertices_find(int actions, int replies, const double *payoffs, double tie,
                               int own_first, int reply_first, const thaw_markov_settings *settings,
                               thaw_vertices *vertices, thaw_outcome *outcome, thaw_fault *fault)
{
    vertices->actions = actions;
    vertices->words = thaw_label_words(actions + replies);
    vertices->margin = HUGE_VAL;
    builder b = {.v = vertices,
                 .replies = replies,
                 .payoff = payoffs,
                 .least = payoffs[0],
                 .tie = tie,
                 .own_first = own_first,
                 .reply_first = reply_first,
                 .settings = settings,
                 .outcome = THAW_OUTCOME_CONVERGED};
    for (size_t k = 1; k < (size_t)actions * (size_t)replies; k++)
        b.least = fmin(b.least, payoffs[k]);
    start(&b);
    for (int reply = 1; reply < replies && goes_on(&b); reply++)
        if (earlier_equal(&b, reply) < 0)
            insert(&b, reply);
    if (goes_on(&b)) {
        label_equal_replies(&b);
        drop_direction(&b);
    }
    free(b.slack);
    free(b.side);
    if (b.out_of_memory)
        return thaw_fail(fault, THAW_ENOMEM,
                         "no memory for the vertices of a game of %d by %d actions", actions,
                         replies);
    *outcome = b.outcome;
    return THAW_OK;
}

void thaw_vertices_clear(thaw_vertices *vertices)
{
    free(vertices->point);
    free(vertices->label);
    *vertices = (thaw_vertices){0};
}
