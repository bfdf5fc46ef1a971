/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The polish: from near an equilibrium to it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/polish.h"
#include "tests/support/sample_games.h"

enum { ACTIONS_MAX = 8 };

typedef struct polished {
    thaw_polish_result result;
    double profile[ACTIONS_MAX], value[2];
} polished;

/* Polishes a one-state game of two players from a profile; values start at those of the profile. */
static polished polish(const int *counts, const double *payoffs, const double *profile,
                       double precision, bool singular_too)
{
    thaw_game *game = one_state_game(2, counts, payoffs, 0);
    thaw_core *core = NULL;
    thaw_outlook outlook;
    polished p;
    cr_assert_eq(thaw_core_new(game, &core, NULL), THAW_OK);
    cr_assert_eq(thaw_outlook_init(&outlook, core, NULL), THAW_OK);
    memcpy(p.profile, profile, (size_t)(counts[0] + counts[1]) * sizeof *profile);
    cr_assert_eq(thaw_core_evaluate(core, profile, p.value, NULL), THAW_OK);
    cr_assert_eq(thaw_polish(&outlook, precision, 1e-3, 1e-10, singular_too, p.profile, p.value,
                             &p.result, NULL),
                 THAW_OK);
    thaw_outlook_clear(&outlook);
    thaw_core_free(core);
    thaw_game_free(game);
    return p;
}

static const int two[] = {2, 2}, three[] = {3, 2};

/* Row heads 1/2, column heads 1/4 (see test_markov): found from one percent away. */
static const double pennies[] = {3, 0, 0, 1, 0, 1, 1, 0};

Test(polish, mixed_equilibrium)
{
    polished p = polish(two, pennies, (double[]){0.51, 0.49, 0.24, 0.76}, 1e3, false);
    cr_assert(p.result.found && p.result.isolated);
    cr_assert_float_eq(p.profile[0], 0.5, 1e-14);
    cr_assert_float_eq(p.profile[2], 0.25, 1e-14);
    cr_assert_float_eq(p.value[0], 0.75, 1e-14);
    cr_assert_float_eq(p.result.moved, 0.01, 1e-12);
    cr_assert(isinf(p.result.margin), "everything is played");
}

/* The dilemma's margin: cooperating against defection pays 0 instead of 1. */
Test(polish, pure_equilibrium)
{
    polished p = polish(two, (double[]){3, 3, 0, 5, 5, 0, 1, 1},
                        (double[]){1e-5, 1 - 1e-5, 1e-5, 1 - 1e-5}, 10, false);
    cr_assert(p.result.found && p.result.isolated);
    cr_assert_float_eq(p.profile[0], 0, 0);
    cr_assert_float_eq(p.result.margin, 1, 1e-12);
    cr_assert_float_eq(p.result.bend, 0, 0);
}

/* Cooperation is no equilibrium, wherever one starts. */
Test(polish, finds_nothing_where_there_is_nothing)
{
    polished p = polish(two, (double[]){3, 3, 0, 5, 5, 0, 1, 1},
                        (double[]){1 - 1e-5, 1e-5, 1 - 1e-5, 1e-5}, 10, true);
    cr_assert_not(p.result.found);
}

/* Coordination on two: the logit equation log(q / (1 - q)) = p (2 q - 1) has slopes 4 and 2 p at
 * one half, so that the branch of the mixed equilibrium is crossed by others at precision 2. Well
 * above, the equations stay regular; below, there is a fork ahead. */
Test(polish, the_bend_tells_what_may_lie_ahead)
{
    static const double game[] = {1, 1, 0, 0, 0, 0, 1, 1}, even[] = {0.5, 0.5, 0.5, 0.5};
    cr_assert_gt(polish(two, game, even, 1, false).result.bend, 1);
    cr_assert_lt(polish(two, game, even, 20, false).result.bend, 0.5);
}

/* A third row that doubles the first: a continuum, of which the nearest is found by shortest steps,
 * and not without them. */
Test(polish, continuum)
{
    static const double doubled[] = {3, 0, 0, 1, 0, 1, 1, 0, 3, 0, 0, 1};
    static const double near[] = {0.3, 0.49, 0.21, 0.24, 0.76};
    cr_assert_not(polish(three, doubled, near, 1e3, false).result.found);
    polished p = polish(three, doubled, near, 1e3, true);
    cr_assert(p.result.found && !p.result.isolated);
    cr_assert_float_eq(p.profile[0] + p.profile[2], 0.5, 1e-12);
    cr_assert_float_eq(p.profile[3], 0.25, 1e-12);
    cr_assert_lt(p.result.moved, 0.02);
}

/* The row player is indifferent whatever happens; the column's L pays the chance of U, its R that
 * of D. At U = 1/2 any play of the column is an equilibrium: it is kept, and U put right. */
Test(polish, edge_of_a_continuum)
{
    static const double edge[] = {0, 1, 0, 0, 0, 0, 0, 1};
    polished p = polish(two, edge, (double[]){0.499, 0.501, 0.998, 0.002}, 1e4, true);
    cr_assert(p.result.found && !p.result.isolated);
    cr_assert_float_eq(p.profile[0], 0.5, 1e-9);
}
