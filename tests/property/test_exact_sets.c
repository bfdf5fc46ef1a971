/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs against rational arithmetic, in games that are hard on floating
 * point: points of an inner set are payoffs of equilibria, payoffs of equilibria lie in the outer
 * set, and where none is said to be, there is none that can be written down. Each game is drawn
 * from a seed of its own; THAW_SEED replays from one on, THAW_STRESS_GAMES says how many. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "solvers/equilibria.h"
#include "solvers/equilibrium.h"
#include "tests/support/exact.h"
#include "tests/support/sample_games.h"
#include "tests/support/stress_games.h"

/* Larger automata are passed over: elimination takes the cube of nodes, and fractions grow. */
enum { STATES = 2, GAMES = 200, NODES = 12 };

typedef struct tally {
    int games, stopped, points, unsure, stationary, empty, wrong;
} tally;

/* ---- points of the inner sets ---- */

/* Whether the values are as near to the truth as it is said, and nobody gains from departing, where
 * the judge is sure of that. */
static bool is_right(const thaw_game *game, const thaw_equilibrium *e, bool sure)
{
    mpq_t *values = exact_automaton_values(game, e->automaton), number;
    bool right = true;
    mpq_init(number);
    for (int i = 0; i < 2; i++) {
        if (sure && exact_automaton_margin(game, e->automaton, i, values, number))
            right = right && mpq_sgn(number) >= 0;
        for (size_t node = 0; node < e->automaton->nodes; node++) {
            mpq_set_d(number, e->values[2 * node + (size_t)i]);
            mpq_sub(number, number, values[2 * node + (size_t)i]);
            right = right && fabs(mpq_get_d(number)) <= e->judgement.error;
        }
    }
    mpq_clear(number);
    exact_free(values, e->automaton->nodes * 2);
    return right;
}

static void look_at_points(const thaw_game *game, const thaw_equilibria *sets, uint64_t seed,
                           tally *sum)
{
    for (int s = 0; s < game->states; s++)
        for (int way = 0; way < 4; way++) {
            thaw_point_wanted wanted = {.kind = way % 2 ? THAW_POINT_BEST : THAW_POINT_WORST,
                                        .player = way / 2};
            thaw_equilibrium e;
            cr_assert_eq(thaw_equilibrium_extract(game, sets, s, &wanted, &e, NULL), THAW_OK);
            if (e.automaton && e.automaton->nodes <= NODES) {
                bool sure = e.judgement.margin > 2 * e.judgement.error;
                bool right = is_right(game, &e, sure);
                *(sure ? &sum->points : &sum->unsure) += 1;
                sum->wrong += !right;
                cr_expect(right, REPLAY ": state %d, point %d, margin %g, error %g",
                          (unsigned long long)seed, s, way, e.judgement.margin, e.judgement.error);
            }
            thaw_equilibrium_clear(&e);
        }
}

/* ---- equilibria that can be written down ---- */

/* The number-th pure stationary profile; false when there are not so many. */
static bool pure_profile(const thaw_game *game, long number, double *profile)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < 2; i++) {
            int count = thaw_game_action_count(game, s, i);
            double *own = profile + thaw_game_action_offset(game, s, i);
            for (int a = 0; a < count; a++)
                own[a] = number % count == a;
            number /= count;
        }
    return number == 0;
}

static bool nobody_gains(const exact_game *exact, const double *profile, mpq_t *values)
{
    bool any = false;
    mpq_t loss;
    mpq_init(loss);
    for (int s = 0; s < exact->states && !any; s++)
        for (int i = 0; i < 2; i++)
            for (int a = 0; a < thaw_game_action_count(exact->game, s, i) && !any; a++) {
                exact_loss(exact, profile, values, s, i, a, loss);
                any = mpq_sgn(loss) < 0;
            }
    mpq_clear(loss);
    return !any;
}

/* Payoffs of an equilibrium lie in the outer sets. */
static bool contained(const thaw_game *game, const thaw_equilibria *sets, mpq_t *values)
{
    double off = sets->error + 8 * DBL_EPSILON * fmax(player_scale(game, 0), player_scale(game, 1));
    for (size_t s = 0; s < (size_t)game->states; s++) {
        thaw_point point = {{mpq_get_d(values[2 * s]), mpq_get_d(values[2 * s + 1])}};
        if (thaw_polygon_distance(&sets->set[s].outer, point) > off)
            return false;
    }
    return true;
}

static void look_at_stationary(const thaw_game *game, const thaw_equilibria *sets, uint64_t seed,
                               tally *sum)
{
    exact_game exact = exact_game_of(game);
    double *profile = calloc(thaw_game_action_total(game), sizeof *profile);
    cr_assert(profile);
    for (long number = 0; pure_profile(game, number, profile); number++) {
        mpq_t *values = exact_values(&exact, profile);
        if (nobody_gains(&exact, profile, values)) {
            bool right = contained(game, sets, values);
            sum->stationary++;
            sum->wrong += !right;
            cr_expect(right, REPLAY ": the equilibrium number %ld is left out",
                      (unsigned long long)seed, number);
        }
        exact_free(values, (size_t)game->states * 2);
    }
    free(profile);
    exact_game_clear(&exact);
}

/* The solver takes chances of next states to sum to 1, so here they do: multiples of 2^-40. */
static void make_sums_exact(thaw_game *game)
{
    size_t states = (size_t)game->states;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double *next = game->next + row * states, rest = 1;
        for (size_t s = 1; s < states; s++) {
            next[s] = ldexp(round(ldexp(next[s], 40)), -40);
            rest -= next[s];
        }
        next[0] = rest;
    }
}

static void stress(uint64_t seed, tally *sum)
{
    dice d = dice_new(seed);
    thaw_game *game = stress_game(&d, STATES);
    make_sums_exact(game);
    for (int i = 0; i < 2; i++)
        game->discount[i] = fmin(game->discount[i], 0.99);
    thaw_equilibria_settings settings = {.tolerance = 1e-4, .step_limit = 3000};
    thaw_equilibria sets;
    cr_assert_eq(thaw_equilibria_solve(game, &settings, &sets, NULL), THAW_OK);
    sum->empty += sets.outcome == THAW_OUTCOME_INFEASIBLE;
    sum->stopped += sets.outcome == THAW_OUTCOME_STEP_LIMIT;
    look_at_points(game, &sets, seed, sum);
    look_at_stationary(game, &sets, seed, sum);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

Test(exact_sets, points_are_equilibria_and_none_is_left_out)
{
    tally sum = {0};
    uint64_t first = first_seed(1);
    sum.games = stress_games_wanted(GAMES);
    for (int k = 0; k < sum.games; k++)
        stress(first + (uint64_t)k, &sum);
    printf("sets: %d games, %d stopped early; %d points are equilibria in exact arithmetic, %d "
           "too near to the edge to say; %d stationary equilibria lie in the outer sets; %d games "
           "without any; %d wrong\n",
           sum.games, sum.stopped, sum.points, sum.unsure, sum.stationary, sum.empty, sum.wrong);
    cr_expect_eq(sum.wrong, 0);
}

/* ---- players who are very patient ---- */

/* Payoffs 0 to 20, two or three actions each, everything random. */
static thaw_game *patient_game(dice *d)
{
    int counts[2 * STATES];
    for (int k = 0; k < 2 * STATES; k++)
        counts[k] = dice_int(d, 2, 3);
    thaw_game *game = blank_game(2, STATES, counts, dice_int(d, 0, 1) ? 0.9999 : 0.999);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        for (size_t i = 0; i < 2; i++)
            game->payoff[2 * row + i] = dice_int(d, 0, 20);
        game->next[STATES * row + 1] = dice_int(d, 0, 9) / 9.0;
    }
    make_sums_exact(game);
    return game;
}

/* What rounding leaves is divided by 1 - d everywhere, and plain iteration would need a hundred
 * thousand steps: the sets are found within the tolerance all the same, and exact arithmetic agrees
 * with both. */
Test(exact_sets, patience_is_no_obstacle)
{
    tally sum = {0};
    uint64_t first = first_seed(100);
    for (uint64_t k = 0; k < 12; k++) {
        dice d = dice_new(first + k);
        thaw_game *game = patient_game(&d);
        thaw_equilibria sets;
        cr_assert_eq(thaw_equilibria_solve(game, NULL, &sets, NULL), THAW_OK);
        cr_expect(sets.outcome == THAW_OUTCOME_CONVERGED || sets.outcome == THAW_OUTCOME_INFEASIBLE,
                  REPLAY ": %s, gap %g", SEED(d), thaw_outcome_text(sets.outcome), sets.gap);
        cr_expect_leq(sets.gap, 1e-6, REPLAY, SEED(d));
        look_at_points(game, &sets, d.seed, &sum);
        look_at_stationary(game, &sets, d.seed, &sum);
        thaw_equilibria_clear(&sets);
        thaw_game_free(game);
    }
    printf("patient: %d points are equilibria in exact arithmetic, %d unsure; %d stationary "
           "equilibria lie in the outer sets; %d wrong\n",
           sum.points, sum.unsure, sum.stationary, sum.wrong);
    cr_expect_eq(sum.wrong, 0);
}
