/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vertices of best-reply polyhedra that can be seen by eye. */
#include "solvers/vertices.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "solvers/labels.h"
#include "solvers/settings.h"

static thaw_vertices find(int actions, int replies, const double *payoff)
{
    thaw_vertices v = {0};
    thaw_outcome outcome = THAW_OUTCOME_STUCK;
    cr_assert(eq(
        int,
        thaw_vertices_find(actions, replies, payoff, 1e-12, 0, actions, NULL, &v, &outcome, NULL),
        THAW_OK));
    cr_assert(eq(int, outcome, THAW_OUTCOME_CONVERGED));
    return v;
}

/* Whether there is a vertex with these chances and just these labels (a set of up to 64). */
static bool has_vertex(const thaw_vertices *v, const double *chance, uint64_t labels)
{
    for (size_t k = 0; k < v->count; k++) {
        double apart = 0.0;
        for (int i = 0; i < v->actions; i++)
            apart =
                fmax(apart, fabs(v->point[k * ((size_t)v->actions + 1) + (size_t)i] - chance[i]));
        if (apart < 1e-12 && v->label[k * v->words] == labels)
            return true;
    }
    return false;
}

/* Two actions, replies that pay (0, 3), (2, 2) and (3, 0) against them: the upper envelope over the
 * chance of the second action is 3 - 3 p, then 2, then 3 p, with corners at 1/3 and 2/3. Labels 0,
 * 1: the action is not played; 2, 3, 4: the reply is best. */
Test(vertices, an_envelope_of_three_lines)
{
    thaw_vertices v = find(2, 3, (double[]){3, 2, 0, 0, 2, 3});
    cr_expect(eq(sz, v.count, 4));
    cr_expect(has_vertex(&v, (double[]){1, 0}, 1U << 1 | 1U << 2));
    cr_expect(has_vertex(&v, (double[]){2.0 / 3, 1.0 / 3}, 1U << 2 | 1U << 3));
    cr_expect(has_vertex(&v, (double[]){1.0 / 3, 2.0 / 3}, 1U << 3 | 1U << 4));
    cr_expect(has_vertex(&v, (double[]){0, 1}, 1U << 0 | 1U << 4));
    cr_expect(epsilon_eq(dbl, v.margin, 1.0, 1e-12)); /* at the corners: 2 against 1 */
    thaw_vertices_clear(&v);
}

/* The middle line lowered to 3/2 meets the corner of the others: three replies are best at 1/2. */
Test(vertices, three_lines_through_a_corner)
{
    thaw_vertices v = find(2, 3, (double[]){3, 1.5, 0, 0, 1.5, 3});
    cr_expect(eq(sz, v.count, 3));
    cr_expect(has_vertex(&v, (double[]){0.5, 0.5}, 1U << 2 | 1U << 3 | 1U << 4));
    thaw_vertices_clear(&v);
}

/* Lower still, it is best nowhere. */
Test(vertices, a_reply_that_is_never_best)
{
    thaw_vertices v = find(2, 3, (double[]){3, 1, 0, 0, 1, 3});
    cr_expect(eq(sz, v.count, 3));
    cr_expect(has_vertex(&v, (double[]){0.5, 0.5}, 1U << 2 | 1U << 4));
    thaw_vertices_clear(&v);
}

/* A reply that pays as much as another everywhere is best where that one is. */
Test(vertices, equal_replies_share_their_labels)
{
    thaw_vertices v = find(2, 3, (double[]){3, 0, 3, 0, 3, 0});
    cr_expect(eq(sz, v.count, 3));
    cr_expect(has_vertex(&v, (double[]){1, 0}, 1U << 1 | 1U << 2 | 1U << 4));
    cr_expect(has_vertex(&v, (double[]){0.5, 0.5}, 1U << 2 | 1U << 3 | 1U << 4));
    cr_expect(has_vertex(&v, (double[]){0, 1}, 1U << 0 | 1U << 3));
    thaw_vertices_clear(&v);
}

/* One reply: the corners of the simplex, whatever it pays. */
Test(vertices, a_simplex)
{
    thaw_vertices v = find(3, 1, (double[]){5, -1, 0.5});
    cr_expect(eq(sz, v.count, 3));
    cr_expect(has_vertex(&v, (double[]){0, 1, 0}, 1U << 0 | 1U << 2 | 1U << 3));
    thaw_vertices_clear(&v);
}

/* Replies that each pay 1 against one action: every set of actions, mixed evenly. */
Test(vertices, all_faces_of_a_simplex)
{
    double payoff[100] = {0};
    for (int k = 0; k < 10; k++)
        payoff[11 * k] = 1;
    thaw_vertices v = find(10, 10, payoff);
    cr_expect(eq(sz, v.count, 1023));
    for (size_t k = 0; k < v.count; k++) {
        uint64_t unplayed = v.label[k] & 1023U, best = v.label[k] >> 10;
        cr_expect(eq(u64, unplayed ^ best, 1023U)); /* best: just the replies to what is played */
        cr_expect(epsilon_eq(dbl, v.point[11 * k + 10], 1.0 / __builtin_popcountll(best), 1e-12));
    }
    thaw_vertices_clear(&v);
}

/* 2^19 - 1 vertices are more than the limit. */
Test(vertices, too_many)
{
    double payoff[19 * 19] = {0};
    for (int k = 0; k < 19; k++)
        payoff[20 * k] = 1;
    thaw_vertices v = {0};
    thaw_outcome outcome = THAW_OUTCOME_CONVERGED;
    cr_assert(eq(int, thaw_vertices_find(19, 19, payoff, 1e-12, 0, 19, NULL, &v, &outcome, NULL),
                 THAW_OK));
    cr_expect(eq(int, outcome, THAW_OUTCOME_STEP_LIMIT));
    cr_expect(le(sz, v.count, 2 * (size_t)THAW_STAGE_VERTICES_MAX + 2));
    thaw_vertices_clear(&v);
}
