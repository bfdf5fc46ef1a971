/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear programs with answers known from a textbook or by hand, and misuse that must be survived.
 */
#include "solvers/glpk_guard.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/redirect.h>

static thaw_lp *new_lp(int rows, int columns, size_t capacity)
{
    thaw_lp *lp = NULL;
    thaw_fault fault;
    cr_assert(eq(int, thaw_lp_new(rows, columns, capacity, &lp, &fault), THAW_OK), "%s",
              fault.text);
    return lp;
}

/* Wyndor Glass (Hillier and Lieberman, Introduction to Operations Research, section 3.1): maximise
 * 3 x + 5 y with x <= 4, 2 y <= 12, 3 x + 2 y <= 18. Answer: (2, 6), 36; shadow prices 0, 3/2, 1.
 */
static thaw_lp *wyndor(void)
{
    thaw_lp *lp = new_lp(3, 2, 4);
    lp->maximise = true;
    lp->cost[0] = 3;
    lp->cost[1] = 5;
    static const double high[] = {4, 12, 18};
    for (int row = 0; row < 3; row++) {
        lp->row_low[row] = -HUGE_VAL;
        lp->row_high[row] = high[row];
    }
    thaw_lp_add(lp, 0, 0, 1);
    thaw_lp_add(lp, 1, 1, 2);
    thaw_lp_add(lp, 2, 0, 3);
    thaw_lp_add(lp, 2, 1, 2);
    return lp;
}

static void expect_wyndor(void)
{
    thaw_lp *lp = wyndor();
    thaw_lp_result result = {0};
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    cr_assert(eq(int, result.outcome, THAW_OUTCOME_CONVERGED));
    static const double primal[] = {2, 6}, dual[] = {0, 1.5, 1};
    for (int k = 0; k < 2; k++)
        cr_expect(epsilon_eq(dbl, result.primal[k], primal[k], 1e-12));
    for (int k = 0; k < 3; k++)
        cr_expect(epsilon_eq(dbl, result.dual[k], dual[k], 1e-12));
    cr_expect(epsilon_eq(dbl, result.objective, 36, 1e-12));
    cr_expect(epsilon_eq(dbl, result.bound, 36, 1e-12));
    cr_expect(result.violation < 1e-12 && result.dual_violation < 1e-12 && result.gap < 1e-12);
    thaw_lp_result_clear(&result);
    thaw_lp_free(lp);
}

Test(glpk_guard, wyndor_glass)
{
    expect_wyndor();
}

/* Minimise x + 2 y - z with x + y = 4, x - z between -1 and 3, y at least 1, x free, z at most 2
 * and unbounded below. The cost is x + 2 (4 - x) - z = 8 - x - z, so x = 4 - y = 3 and z = 2, where
 * x - z = 1 is inside its row: -> 3 + 2 - 2 = 3. */
Test(glpk_guard, equations_ranges_and_free_columns)
{
    thaw_lp *lp = new_lp(2, 3, 4);
    static const double cost[] = {1, 2, -1}, low[] = {-HUGE_VAL, 1, -HUGE_VAL},
                        high[] = {HUGE_VAL, HUGE_VAL, 2};
    for (int k = 0; k < 3; k++) {
        lp->cost[k] = cost[k];
        lp->column_low[k] = low[k];
        lp->column_high[k] = high[k];
    }
    lp->row_low[0] = lp->row_high[0] = 4;
    lp->row_low[1] = -1;
    lp->row_high[1] = 3;
    thaw_lp_add(lp, 0, 0, 1);
    thaw_lp_add(lp, 0, 1, 1);
    thaw_lp_add(lp, 1, 0, 1);
    thaw_lp_add(lp, 1, 2, -1);
    thaw_lp_result result = {0};
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    cr_expect(epsilon_eq(dbl, result.objective, 3, 1e-12));
    cr_expect(epsilon_eq(dbl, result.bound, 3, 1e-12));
    cr_expect(epsilon_eq(dbl, result.dual[0], 1, 1e-12)); /* one more of x, at cost 1 */
    thaw_lp_result_clear(&result);
    thaw_lp_free(lp);
}

Test(glpk_guard, no_rows_at_all)
{
    thaw_lp *lp = new_lp(0, 2, 0);
    lp->cost[0] = 1;
    lp->cost[1] = -1;
    lp->column_low[0] = 3;
    lp->column_high[1] = 5;
    thaw_lp_result result = {0};
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    cr_expect(eq(dbl, result.objective, -2.0));
    cr_expect(eq(dbl, result.bound, -2.0));
    thaw_lp_result_clear(&result);
    thaw_lp_free(lp);
}

/* x >= 1 and x <= -1 as rows. */
Test(glpk_guard, infeasible_is_an_outcome)
{
    thaw_lp *lp = new_lp(2, 1, 2);
    lp->row_low[0] = 1;
    lp->row_low[1] = -HUGE_VAL;
    lp->row_high[1] = -1;
    lp->column_low[0] = -HUGE_VAL;
    thaw_lp_add(lp, 0, 0, 1);
    thaw_lp_add(lp, 1, 0, 1);
    thaw_lp_result result = {0};
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    cr_expect(eq(int, result.outcome, THAW_OUTCOME_INFEASIBLE));
    cr_expect(result.primal == NULL && result.dual == NULL);
    thaw_lp_free(lp);
}

/* Maximise x with x - y <= 1. */
Test(glpk_guard, unbounded_is_an_outcome)
{
    thaw_lp *lp = new_lp(1, 2, 2);
    lp->maximise = true;
    lp->cost[0] = 1;
    lp->row_low[0] = -HUGE_VAL;
    lp->row_high[0] = 1;
    thaw_lp_add(lp, 0, 0, 1);
    thaw_lp_add(lp, 0, 1, -1);
    thaw_lp_result result = {0};
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    cr_expect(eq(int, result.outcome, THAW_OUTCOME_UNBOUNDED));
    cr_expect(result.primal == NULL);
    thaw_lp_free(lp);
}

/* ---- ill-conditioned ---- */

/* Minimise sum cost_k x_k, cost 0, cost, 2 cost, 0, ... with H x = H 1 for the Hilbert matrix H of
 * that order and x between 0 and 2. H has the condition number 5e8 at order 7 and 2e10 at order 8.
 */
static thaw_lp *hilbert(int order, double cost)
{
    thaw_lp *lp = new_lp(order, order, (size_t)(order * order));
    for (int row = 0; row < order; row++) {
        for (int column = 0; column < order; column++) {
            thaw_lp_add(lp, row, column, 1.0 / (row + column + 1));
            lp->row_low[row] += 1.0 / (row + column + 1);
        }
        lp->row_high[row] = lp->row_low[row];
        lp->cost[row] = row % 3 * cost;
        lp->column_high[row] = 2;
    }
    return lp;
}

/* In floating point GLPK calls these infeasible; 1 everywhere is a solution. */
Test(glpk_guard, exact_arithmetic_takes_over)
{
    for (int order = 7; order <= 8; order++) {
        thaw_lp *lp = hilbert(order, 0);
        thaw_lp_result result = {0};
        cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
        cr_assert(eq(int, result.outcome, THAW_OUTCOME_CONVERGED));
        cr_expect(le(dbl, result.violation, 1e-9));
        cr_expect(eq(dbl, result.gap, 0.0));
        thaw_lp_result_clear(&result);
        thaw_lp_free(lp);
    }
}

/* With a cost, the dual of order 8 is so large that no certificate in double precision is good. */
Test(glpk_guard, no_answer_without_a_certificate)
{
    thaw_lp *lp = hilbert(8, 1);
    thaw_lp_result result = {0};
    thaw_fault fault = {0};
    cr_expect(eq(int, thaw_lp_solve(lp, &result, &fault), THAW_ENUMERIC));
    cr_expect(strncmp(fault.text, "a linear program of 8 rows and 8 columns could not be solved",
                      60) == 0,
              "%s", fault.text);
    cr_expect(result.primal == NULL && result.dual == NULL);
    thaw_lp_free(lp);
    expect_wyndor();
}

/* Maximise 1e308 x with x <= 10, or 1e308 (x - y) with both at 10: objective and bound overflow. */
Test(glpk_guard, what_overflows_is_not_certified)
{
    for (int columns = 1; columns <= 2; columns++) {
        thaw_lp *lp = new_lp(0, columns, 0);
        lp->maximise = true;
        for (int k = 0; k < columns; k++) {
            lp->cost[k] = k ? -1e308 : 1e308;
            lp->column_low[k] = k ? 10 : 0;
            lp->column_high[k] = k ? 20 : 10;
        }
        thaw_lp_result result = {0};
        cr_expect(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_ENUMERIC));
        cr_expect(result.primal == NULL);
        thaw_lp_free(lp);
    }
}

/* 1e308 (x - y) at most 5, with x and y at 10: what the row adds up to is not known. */
Test(glpk_guard, a_row_that_overflows_is_not_certified)
{
    thaw_lp *lp = new_lp(1, 2, 2);
    for (int k = 0; k < 2; k++) {
        lp->column_low[k] = lp->column_high[k] = 10;
        thaw_lp_add(lp, 0, k, k ? -1e308 : 1e308);
    }
    lp->row_low[0] = -HUGE_VAL;
    lp->row_high[0] = 5;
    thaw_lp_result result = {0};
    cr_expect(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_ENUMERIC));
    thaw_lp_free(lp);
}

/* ---- misuse ---- */

static void spoil_coefficient(thaw_lp *lp)
{
    lp->entry_value[1] = NAN;
}

static void spoil_cost(thaw_lp *lp)
{
    lp->cost[0] = HUGE_VAL;
}

static void spoil_bound(thaw_lp *lp)
{
    lp->row_high[2] = NAN;
}

static void cross_bounds(thaw_lp *lp)
{
    lp->column_low[1] = 7;
    lp->column_high[1] = 6;
}

static void bound_at_infinity(thaw_lp *lp)
{
    lp->column_low[0] = HUGE_VAL;
}

static void repeat_entry(thaw_lp *lp)
{
    lp->entry_row[3] = 2;
    lp->entry_column[3] = 0;
}

static void leave_rows(thaw_lp *lp)
{
    lp->entry_row[0] = 3;
}

static void leave_columns(thaw_lp *lp)
{
    lp->entry_column[0] = -1;
}

static const struct {
    void (*spoil)(thaw_lp *lp);
    const char *says;
} misuses[] = {
    {spoil_coefficient, "a coefficient of a linear program is not a finite number"},
    {spoil_cost, "a coefficient of a linear program is not a finite number"},
    {spoil_bound, "a bound of a linear program is not a number"},
    {cross_bounds, "a bound of a linear program is not a number"},
    {bound_at_infinity, "a bound of a linear program is not a number"},
    {repeat_entry, "GLPK: glp_load_mat"},
    {leave_rows, "GLPK: glp_load_mat"},
    {leave_columns, "GLPK: glp_load_mat"},
};

/* Each ends in a status with GLPK's reason, nothing is printed, and the next program is solved.
 * Those that reach GLPK would end the process without the guard. */
Test(glpk_guard, misuse_is_a_status_and_the_next_solve_works)
{
    cr_redirect_stdout();
    cr_redirect_stderr();
    for (int round = 0; round < 20; round++)
        for (size_t k = 0; k < sizeof misuses / sizeof *misuses; k++) {
            thaw_lp *lp = wyndor();
            misuses[k].spoil(lp);
            thaw_lp_result result = {0};
            thaw_fault fault = {0};
            cr_expect(eq(int, thaw_lp_solve(lp, &result, &fault), THAW_ENUMERIC), "%zu", k);
            cr_expect(strncmp(fault.text, misuses[k].says, strlen(misuses[k].says)) == 0, "%zu: %s",
                      k, fault.text);
            cr_expect(result.primal == NULL && result.dual == NULL);
            thaw_lp_free(lp);
            expect_wyndor();
        }
    fflush(NULL);
    cr_expect_stdout_eq_str("");
    cr_expect_stderr_eq_str("");
}

Test(glpk_guard, impossible_sizes)
{
    thaw_lp *lp = NULL;
    thaw_fault fault;
    cr_expect(eq(int, thaw_lp_new(-1, 1, 0, &lp, &fault), THAW_EARG));
    cr_expect(eq(int, thaw_lp_new(1, 0, 0, &lp, &fault), THAW_EARG));
    cr_expect(eq(int, thaw_lp_new(1, 1, (size_t)1 << 40, &lp, &fault), THAW_EARG));
    cr_expect(lp == NULL);
    thaw_lp_free(NULL);
}

/* ---- threads ---- */

static void *solve_many(void *unused)
{
    (void)unused;
    for (int k = 0; k < 50; k++)
        expect_wyndor();
    thaw_glpk_thread_end();
    return NULL;
}

/* Each with its own environment, freed at its end (LeakSanitizer sees it otherwise). */
Test(glpk_guard, threads_solve_side_by_side)
{
    pthread_t thread[4];
    for (int k = 0; k < 4; k++)
        cr_assert(eq(int, pthread_create(&thread[k], NULL, solve_many, NULL), 0));
    for (int k = 0; k < 4; k++)
        cr_expect(eq(int, pthread_join(thread[k], NULL), 0));
    thaw_glpk_thread_end();
    expect_wyndor();
    thaw_glpk_thread_end();
}

/* Of GLPK, as a program with its own linear programs uses it: both answer 1 where there was nothing
 * to do. */
int glp_init_env(void);
int glp_free_env(void);

/* An environment that the calling program made in this thread outlives Thaw's use of it, with all
 * objects in it; what Thaw made is freed. */
Test(glpk_guard, the_program_s_own_environment_stays)
{
    thaw_lp *lp = new_lp(0, 1, 0);
    thaw_lp_result result = {0};
    lp->column_high[0] = 1;
    cr_assert(eq(int, glp_init_env(), 0));
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    thaw_glpk_thread_end();
    cr_expect(eq(int, glp_free_env(), 0), "it is still there");
    cr_assert(eq(int, thaw_lp_solve(lp, &result, NULL), THAW_OK));
    thaw_glpk_thread_end();
    cr_expect(eq(int, glp_free_env(), 1), "it was Thaw's");
    thaw_lp_result_clear(&result);
    thaw_lp_free(lp);
}
