/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equilibria extracted from sets whose shape is known. */
#include "solvers/equilibrium.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "io/games.h"
#include "tests/support/sample_games.h"

static thaw_equilibria sets_of(const thaw_game *game)
{
    thaw_equilibria equilibria;
    thaw_fault fault;
    cr_assert(eq(int, thaw_equilibria_solve(game, NULL, &equilibria, &fault), THAW_OK), "%s",
              fault.text);
    return equilibria;
}

static thaw_equilibrium extracted(const thaw_game *game, const thaw_equilibria *equilibria,
                                  int state, thaw_point_wanted wanted)
{
    thaw_equilibrium found;
    thaw_fault fault;
    cr_assert(eq(int, thaw_equilibrium_extract(game, equilibria, state, &wanted, &found, &fault),
                 THAW_OK),
              "%s", fault.text);
    return found;
}

static thaw_game *dilemma(double discount)
{
    const int actions[] = {2, 2};
    const double payoffs[] = {9, 9, 1, 10, 10, 1, 3, 3};
    return one_state_game(2, actions, payoffs, discount);
}

/* Cooperating for good is worth 9, 9, the farthest point of the diagonal; nobody can be held below
 * the 3 of mutual defection, which is the stage game's equilibrium. */
Test(equilibrium, the_dilemmas_best_point_is_cooperation_under_a_threat)
{
    thaw_game *game = dilemma(0.9);
    thaw_equilibria sets = sets_of(game);
    thaw_equilibrium found =
        extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_NASH, 0, {3, 3}});
    const thaw_automaton *automaton = found.automaton;
    cr_expect(eq(int, found.over_worst, 0));
    for (size_t i = 0; i < 2; i++) {
        cr_expect(epsilon_eq(dbl, found.value[i], 9, 1e-8));
        cr_assert(lt(sz, automaton->answer[i], automaton->nodes));
        cr_expect(epsilon_eq(dbl, found.values[automaton->answer[i] * 2 + i], 3, 1e-8));
    }
    cr_assert(eq(sz, automaton->starts, 1));
    size_t start = automaton->start[0].node, count = 0;
    const thaw_draw *draws = thaw_automaton_draws(automaton, start, 0, &count);
    cr_expect(eq(sz, automaton->row[start], 0));
    cr_assert(eq(sz, count, 1));
    cr_expect(eq(sz, draws[0].node, start));
    cr_expect(eq(dbl, found.judgement.regret, 0));
    cr_expect(gt(dbl, found.judgement.margin, 0));
    thaw_equilibrium_clear(&found);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* Below 1/7 only defection is left: the set is a point, and nothing beats it. */
Test(equilibrium, a_point_is_extracted_whatever_is_wanted)
{
    thaw_game *game = dilemma(0.1);
    thaw_equilibria sets = sets_of(game);
    for (int kind = THAW_POINT_BEST; kind <= THAW_POINT_AT; kind++) {
        thaw_equilibrium found =
            extracted(game, &sets, 0, (thaw_point_wanted){(thaw_point_kind)kind, 1, {3, 3}});
        cr_expect(eq(sz, found.automaton->nodes, 1));
        cr_expect(eq(sz, found.automaton->row[0], 3));
        cr_expect(epsilon_eq(dbl, found.value[0], 3, 1e-12));
        cr_expect(eq(int, found.over_worst, kind == THAW_POINT_NASH));
        thaw_equilibrium_clear(&found);
    }
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* Battle of the sexes: both stage equilibria, 2, 1 and 1, 2, are the ends of the frontier; the
 * largest product over 0, 0 is that of the coin between them. */
Test(equilibrium, the_battle_of_the_sexes_is_settled_by_a_coin)
{
    const int actions[] = {2, 2};
    const double payoffs[] = {2, 1, 0, 0, 0, 0, 1, 2};
    thaw_game *game = one_state_game(2, actions, payoffs, 0.8);
    thaw_equilibria sets = sets_of(game);
    thaw_equilibrium nash =
        extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_NASH, 0, {0, 0}});
    for (size_t i = 0; i < 2; i++)
        cr_expect(epsilon_eq(dbl, nash.value[i], 1.5, 1e-8));
    cr_expect(eq(dbl, nash.judgement.regret, 0));
    for (int i = 0; i < 2; i++) {
        thaw_equilibrium best =
            extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_BEST, i, {0, 0}});
        cr_expect(epsilon_eq(dbl, best.value[i], 2, 1e-8));
        cr_expect(epsilon_eq(dbl, best.value[1 - i], 1, 1e-8));
        cr_expect(
            eq(sz, best.automaton->row[best.automaton->start[0].node], (size_t)(i == 0 ? 0 : 3)));
        thaw_equilibrium_clear(&best);
    }
    thaw_equilibrium_clear(&nash);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* A/A pays 1, 0, B/B 0, 1, anything else -100: with discounts 0.6 and 0.9 the largest sum of
 * payoffs is 1 - 0.6^4 + 0.9^4, the impatient player first: A/A for four months, then B/B for good
 * (Lehrer & Pauzner 1999 on trading time; the sum is the largest of its neighbours n = 3 and 5). */
Test(equilibrium, players_of_unequal_patience_take_turns)
{
    const int actions[] = {2, 2};
    const double payoffs[] = {1, 0, -100, -100, -100, -100, 0, 1};
    thaw_game *game = one_state_game(2, actions, payoffs, 0.6);
    game->discount[1] = 0.9;
    thaw_equilibria sets = sets_of(game);
    const thaw_polygon *inner = &sets.set[0].inner;
    thaw_point most = {{-INFINITY, 0}};
    for (size_t k = 0; k < inner->count; k++)
        if (inner->corner[k].x[0] + inner->corner[k].x[1] > most.x[0] + most.x[1])
            most = inner->corner[k];
    thaw_equilibrium found =
        extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_AT, 0, {most.x[0], most.x[1]}});
    cr_expect(epsilon_eq(dbl, found.value[0], 1 - pow(0.6, 4), 1e-5));
    cr_expect(epsilon_eq(dbl, found.value[1], pow(0.9, 4), 1e-5));
    cr_expect(epsilon_eq(dbl, found.value[0] + found.value[1], 1.5265, 1e-4));
    cr_expect(eq(dbl, found.judgement.regret, 0));
    double *shares = calloc(found.automaton->nodes, sizeof *shares), now = 0, later = 0;
    cr_assert(ne(ptr, shares, NULL));
    cr_assert(eq(int,
                 thaw_equilibrium_months(game, &found, found.automaton->start,
                                         found.automaton->starts, 1, 4, shares, NULL),
                 THAW_OK));
    for (size_t n = 0; n < found.automaton->nodes; n++)
        now += found.automaton->row[n] == 0 ? shares[n] : 0;
    cr_assert(eq(int,
                 thaw_equilibrium_months(game, &found, found.automaton->start,
                                         found.automaton->starts, 5, 30, shares, NULL),
                 THAW_OK));
    for (size_t n = 0; n < found.automaton->nodes; n++)
        later += found.automaton->row[n] == 3 ? shares[n] : 0;
    cr_expect(epsilon_eq(dbl, now, 1, 1e-4));
    cr_expect(epsilon_eq(dbl, later, 1, 1e-4));
    free(shares);
    thaw_equilibrium_clear(&found);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* State 0 is the dilemma, left for the bad state 1 with chance 1/2 when anybody defects; state 1
 * pays 0 and leads back with chance 1/2. Cooperating for good is worth 9, 9 in state 0 and
 * x = 0.5 d (9 + x) in state 1. */
static thaw_game *two_states(double discount)
{
    const int actions[] = {2, 2, 1, 1};
    thaw_game *game = blank_game(2, 2, actions, discount);
    const double payoffs[] = {9, 9, 1, 10, 10, 1, 3, 3, 0, 0};
    const double next[] = {1, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    for (size_t k = 0; k < 10; k++) {
        game->payoff[k] = payoffs[k];
        game->next[k] = next[k];
    }
    return game;
}

Test(equilibrium, goes_on_by_the_state_that_comes)
{
    thaw_game *game = two_states(0.8);
    thaw_equilibria sets = sets_of(game);
    thaw_equilibrium good =
        extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_NASH, 0, {0, 0}});
    thaw_equilibrium bad =
        extracted(game, &sets, 1, (thaw_point_wanted){THAW_POINT_NASH, 0, {0, 0}});
    for (size_t i = 0; i < 2; i++) {
        cr_expect(epsilon_eq(dbl, good.value[i], 9, 1e-8));
        cr_expect(epsilon_eq(dbl, bad.value[i], 0.4 * 9 / (1 - 0.4), 1e-8));
    }
    cr_expect(eq(int, bad.automaton->state[bad.automaton->start[0].node], 1));
    cr_expect(eq(dbl, good.judgement.regret, 0));
    cr_expect(eq(dbl, bad.judgement.regret, 0));
    /* From the bad state 9 is back when the good one is: with chance 1 - 1/2^m within m months. */
    double back[6];
    cr_assert(eq(int,
                 thaw_equilibrium_return(game, &bad, bad.automaton->start[0].node, 0, 9 - 1e-6, 5,
                                         back, NULL),
                 THAW_OK));
    for (int m = 0; m < 6; m++)
        cr_expect(epsilon_eq(dbl, back[m], 1 - pow(0.5, m), 1e-12));
    thaw_equilibrium_clear(&good);
    thaw_equilibrium_clear(&bad);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* Two punishments of player 1 in state s1 are 2e-12 apart, and departures lose 8e-14: what answers
 * one must be the harsher. Found by review, the judge saw a gain of 6e-13. */
Test(equilibrium, answers_are_the_worst_however_near_another_comes)
{
    thaw_game *game = NULL;
    thaw_faults faults = {0};
    cr_assert(
        eq(int,
           thaw_game_read(THAW_SOURCE_DIR "/tests/reference/data/games/answers-nearly-tied.json",
                          THAW_GAME_JSON, NULL, 0, &game, &faults),
           THAW_OK));
    thaw_equilibria sets;
    const thaw_equilibria_settings fine = {.tolerance = 1e-12};
    cr_assert(eq(int, thaw_equilibria_solve(game, &fine, &sets, NULL), THAW_OK));
    for (int s = 0; s < game->states; s++) {
        thaw_equilibrium found =
            extracted(game, &sets, s, (thaw_point_wanted){.kind = THAW_POINT_BEST});
        cr_expect(eq(dbl, found.judgement.regret, 0));
        thaw_equilibrium_clear(&found);
    }
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

/* Matching pennies has no equilibrium in pure actions. */
Test(equilibrium, none_is_extracted_where_there_is_none)
{
    const int actions[] = {2, 2};
    const double payoffs[] = {1, -1, -1, 1, -1, 1, 1, -1};
    thaw_game *game = one_state_game(2, actions, payoffs, 0.5);
    thaw_equilibria sets = sets_of(game);
    thaw_equilibrium found =
        extracted(game, &sets, 0, (thaw_point_wanted){THAW_POINT_BEST, 0, {0, 0}});
    cr_expect(eq(ptr, found.automaton, NULL));
    thaw_equilibrium_clear(&found);
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}

Test(equilibrium, a_point_outside_is_refused)
{
    thaw_game *game = dilemma(0.9);
    thaw_equilibria sets = sets_of(game);
    thaw_equilibrium found;
    thaw_fault fault = {0};
    static const double outside[][2] = {
        {9.5, 9.5}, {HUGE_VAL, 3}, {3, -HUGE_VAL},  {NAN, NAN},   {3, NAN},
        {NAN, 3},   {1e200, 3},    {-1e300, 1e300}, {DBL_MAX, 3}, {3, -DBL_MAX}};
    for (size_t k = 0; k < sizeof outside / sizeof *outside; k++) {
        thaw_point_wanted wanted = {THAW_POINT_AT, 0, {outside[k][0], outside[k][1]}};
        fault.text[0] = 0;
        cr_expect(
            eq(int, thaw_equilibrium_extract(game, &sets, 0, &wanted, &found, &fault), THAW_ERANGE),
            "%g %g", outside[k][0], outside[k][1]);
        cr_expect(ne(int, fault.text[0], 0));
        cr_expect(eq(ptr, found.automaton, NULL));
    }
    thaw_equilibria_clear(&sets);
    thaw_game_free(game);
}
