/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month's linear programs: dominance by mixtures, minmax values, correlated equilibria.
 *
 * Payoffs enter as shares of the player's range, so that THAW_LP_TOLERANCE is one of that range. A
 * player whose payoffs are all equal has nothing to solve. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/glpk_guard.h"
#include "solvers/settings.h"
#include "solvers/stage_parts.h"

static bool has_stakes(const thaw_month *month, int player)
{
    return month->player[player].range > month->player[player].tie;
}

static int as_count(size_t count)
{
    return count > INT_MAX ? INT_MAX : (int)count;
}

/* Solves the program in the time there is. */
static thaw_status solve_program(const thaw_month *month, thaw_lp *lp, thaw_lp_result *result,
                                 thaw_fault *fault)
{
    thaw_status status = thaw_month_stopped(month, thaw_must_stop(month->settings), fault);
    if (status != THAW_OK)
        return status;
    lp->deadline = month->settings ? month->settings->deadline : 0;
    status = thaw_lp_solve(lp, result, fault);
    return status == THAW_OK && result->outcome == THAW_OUTCOME_TIME_LIMIT
               ? thaw_month_stopped(month, result->outcome, fault)
               : status;
}

/* Solves the program, frees it, and takes only an optimum for an answer: all programs of this file
 * have one. */
static thaw_status optimum(const thaw_month *month, thaw_lp *lp, const char *what,
                           thaw_lp_result *result, thaw_fault *fault)
{
    thaw_status status = solve_program(month, lp, result, fault);
    thaw_lp_free(lp);
    if (status == THAW_OK && result->outcome != THAW_OUTCOME_CONVERGED)
        status =
            thaw_fail(fault, THAW_ENUMERIC, "%s: %s", what, thaw_outcome_text(result->outcome));
    return status;
}

/* Chances from the start of the primal point: none below 0, sum 1. */
static void read_chances(const double *primal, size_t count, double *chance)
{
    double sum = 0.0;
    for (size_t k = 0; k < count; k++)
        sum += chance[k] = fmax(primal[k], 0.0);
    for (size_t k = 0; k < count; k++)
        chance[k] /= sum;
}

/* Row `row` of the program: the first `count` columns, which are chances, sum to 1. */
static void sum_to_one(thaw_lp *lp, int row, size_t count)
{
    lp->row_low[row] = lp->row_high[row] = 1.0;
    for (size_t column = 0; column < count; column++) {
        lp->column_high[column] = 1.0;
        thaw_lp_add(lp, row, (int)column, 1.0);
    }
}

/* ---- dominance ---- */

/* The least and the most that a mixture gains on an action, over what the others can do. */
static void gains(const thaw_month *month, int player, size_t action, const double *mixture,
                  double *least, double *most)
{
    *least = HUGE_VAL;
    *most = -HUGE_VAL;
    for (size_t others = 0; others < thaw_month_others(month, player); others++) {
        double gain = 0.0;
        for (size_t k = 0; k < month->player[player].actions; k++)
            if (mixture[k] > 0.0)
                gain += mixture[k] * thaw_month_gain(month, player, others, k, action);
        *least = fmin(*least, gain);
        *most = fmax(*most, gain);
    }
}

/* Whether the mixture dominates the action, and by how much. */
static thaw_dominated compare(const thaw_month *month, int player, size_t action,
                              const double *mixture)
{
    double least, most, tie = month->player[player].tie;
    gains(month, player, action, mixture, &least, &most);
    if (least > tie)
        return (thaw_dominated){.kind = THAW_STRICTLY_DOMINATED, .by = -1, .margin = least};
    if (least >= -tie && most > tie)
        return (thaw_dominated){.kind = THAW_WEAKLY_DOMINATED, .by = -1};
    return (thaw_dominated){.kind = THAW_UNDOMINATED, .by = -1};
}

/* The first pure action that dominates strictly, else the first that does so weakly. */
static thaw_dominated dominated_by_pure(const thaw_month *month, int player, size_t action,
                                        double *mixture)
{
    thaw_dominated found = {.kind = THAW_UNDOMINATED, .by = -1};
    size_t actions = month->player[player].actions;
    for (size_t k = 0; k < actions && found.kind != THAW_STRICTLY_DOMINATED; k++) {
        for (size_t other = 0; other < actions; other++)
            mixture[other] = other == k ? 1.0 : 0.0;
        thaw_dominated by = compare(month, player, action, mixture);
        if (by.kind > found.kind) {
            found = by;
            found.by = (int)k;
        }
    }
    return found;
}

/* Best against something is not strictly dominated; alone best against something, not even weakly.
 */
static thaw_dominance most_possible(const thaw_month *month, int player, size_t action,
                                    const bool *best_reply)
{
    thaw_dominance most = THAW_STRICTLY_DOMINATED;
    for (size_t others = 0; others < thaw_month_others(month, player); others++) {
        size_t best = 0;
        bool here = false;
        for (size_t k = 0; k < month->player[player].actions; k++) {
            size_t row = thaw_month_row(month, player, others, k);
            bool is_best = best_reply[row * (size_t)month->players + (size_t)player];
            best += is_best;
            here = here || (is_best && k == action);
        }
        if (here && best == 1)
            return THAW_UNDOMINATED;
        if (here)
            most = THAW_WEAKLY_DOMINATED;
    }
    return most;
}

/* Strictly:  max e  with  sum_k s_k gain_k(o) - e >= 0 for every o, sum s = 1.
 * Weakly:    max sum_o sum_k s_k gain_k(o)  with  sum_k s_k gain_k(o) >= 0 for every o, sum s = 1.
 * s: the mixture; gain_k(o): of action k on the one in question against the others' profile o, as a
 * share of the range. One row for each o and one for the sum; one column a share and one for e. */
static thaw_status dominance_program(const thaw_month *month, int player, size_t action,
                                     thaw_dominance kind, thaw_lp **lp, thaw_fault *fault)
{
    size_t actions = month->player[player].actions, others = thaw_month_others(month, player);
    double range = month->player[player].range;
    thaw_status status = thaw_lp_new(as_count(others + 1), as_count(actions + 1),
                                     others * (actions + 1) + actions, lp, fault);
    if (status != THAW_OK)
        return status;
    (*lp)->maximise = true;
    for (size_t o = 0; o < others; o++) {
        for (size_t k = 0; k < actions; k++) {
            double gain = thaw_month_gain(month, player, o, k, action) / range;
            thaw_lp_add(*lp, (int)o, (int)k, gain);
            if (kind == THAW_WEAKLY_DOMINATED)
                (*lp)->cost[k] += gain / (double)others;
        }
        if (kind == THAW_STRICTLY_DOMINATED)
            thaw_lp_add(*lp, (int)o, (int)actions, -1.0);
    }
    sum_to_one(*lp, (int)others, actions);
    (*lp)->column_low[actions] = -1.0;
    (*lp)->column_high[actions] = 1.0;
    (*lp)->cost[actions] = kind == THAW_STRICTLY_DOMINATED ? 1.0 : 0.0;
    return THAW_OK;
}

/* Looks for a mixture that dominates in the given way, into `mixture`; `found` says what it does.
 */
static thaw_status dominated_by_mixture(const thaw_month *month, int player, size_t action,
                                        thaw_dominance kind, double *mixture, thaw_dominated *found,
                                        thaw_fault *fault)
{
    thaw_lp *lp = NULL;
    thaw_lp_result result = {0};
    thaw_status status = dominance_program(month, player, action, kind, &lp, fault);
    if (status == THAW_OK)
        status = optimum(month, lp, "dominance", &result, fault);
    if (status == THAW_OK) {
        read_chances(result.primal, month->player[player].actions, mixture);
        *found = compare(month, player, action, mixture);
    }
    thaw_lp_result_clear(&result);
    return status;
}

/* Strict before weak, pure before mixed. `mixture` has room for one. */
static thaw_status dominate(const thaw_month *month, int player, size_t action,
                            const bool *best_reply, double *mixture, thaw_dominated *found,
                            thaw_fault *fault)
{
    *found = (thaw_dominated){.kind = THAW_UNDOMINATED, .by = -1};
    thaw_dominance most = most_possible(month, player, action, best_reply);
    if (most == THAW_UNDOMINATED || !has_stakes(month, player))
        return THAW_OK;
    *found = dominated_by_pure(month, player, action, mixture);
    thaw_dominated mixed = *found;
    thaw_status status = THAW_OK;
    if (most == THAW_STRICTLY_DOMINATED && found->kind < THAW_STRICTLY_DOMINATED)
        status = dominated_by_mixture(month, player, action, THAW_STRICTLY_DOMINATED, mixture,
                                      &mixed, fault);
    if (status == THAW_OK && mixed.kind < THAW_WEAKLY_DOMINATED)
        status = dominated_by_mixture(month, player, action, THAW_WEAKLY_DOMINATED, mixture, &mixed,
                                      fault);
    if (status != THAW_OK || mixed.kind <= found->kind)
        return status;
    size_t actions = month->player[player].actions;
    if (!(mixed.mixture = malloc(actions * sizeof *mixed.mixture)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a mixture of %zu actions", actions);
    for (size_t k = 0; k < actions; k++)
        mixed.mixture[k] = mixture[k];
    *found = mixed;
    return THAW_OK;
}

thaw_status thaw_stage_dominance(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    double *mixture = malloc(stage->actions * sizeof *mixture);
    if (!mixture)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a mixture");
    thaw_status status = THAW_OK;
    for (int player = 0; player < month->players; player++)
        for (size_t k = 0; status == THAW_OK && k < month->player[player].actions; k++)
            status = dominate(month, player, k, stage->best_reply, mixture,
                              &stage->dominated[stage->offset[player] + k], fault);
    free(mixture);
    return status;
}

/* ---- minmax ---- */

static double pure_minmax(const thaw_month *month, int player)
{
    double lowest = HUGE_VAL;
    for (size_t others = 0; others < thaw_month_others(month, player); others++) {
        double best = -HUGE_VAL;
        for (size_t k = 0; k < month->player[player].actions; k++)
            best = fmax(best, thaw_month_payoff(month, player, others, k));
        lowest = fmin(lowest, best);
    }
    return lowest;
}

/* min v  with  v - sum_o q_o u(k, o) >= 0 for every own action k, sum q = 1.
 * q: the others' joint mixture over their profiles o. One row for each k and one for the sum; one
 * column for each o and one for v. u is counted from the smallest payoff, as a share of the range.
 */
static thaw_status minmax_program(const thaw_month *month, int player, thaw_lp **lp,
                                  thaw_fault *fault)
{
    const struct thaw_month_player *p = &month->player[player];
    size_t others = thaw_month_others(month, player);
    thaw_status status = thaw_lp_new(as_count(p->actions + 1), as_count(others + 1),
                                     month->rows + p->actions + others, lp, fault);
    if (status != THAW_OK)
        return status;
    for (size_t k = 0; k < p->actions; k++) {
        for (size_t o = 0; o < others; o++) {
            double above = thaw_month_payoff(month, player, o, k) - p->least;
            thaw_lp_add(*lp, (int)k, (int)o, above > p->tie ? -above / p->range : 0.0);
        }
        thaw_lp_add(*lp, (int)k, (int)others, 1.0);
    }
    sum_to_one(*lp, (int)p->actions, others);
    (*lp)->column_high[others] = 1.0;
    (*lp)->cost[others] = 1.0;
    return THAW_OK;
}

thaw_status thaw_stage_minmax(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    for (int player = 0; player < month->players; player++) {
        stage->minmax[player] = stage->minmax_pure[player] = pure_minmax(month, player);
        if (!has_stakes(month, player))
            continue;
        thaw_lp *lp = NULL;
        thaw_lp_result result = {0};
        thaw_status status = minmax_program(month, player, &lp, fault);
        if (status == THAW_OK)
            status = optimum(month, lp, "minmax", &result, fault);
        if (status != THAW_OK)
            return status;
        stage->minmax[player] =
            month->player[player].least + month->player[player].range * result.objective;
        thaw_lp_result_clear(&result);
    }
    return THAW_OK;
}

/* ---- correlated equilibria ---- */

/* The sum of payoffs of a row. */
static double joint(const thaw_month *month, size_t row)
{
    double sum = 0.0;
    for (int player = 0; player < month->players; player++)
        sum += month->payoff[row * (size_t)month->players + (size_t)player];
    return sum;
}

static void joint_range(const thaw_month *month, double *least, double *range)
{
    double most = -HUGE_VAL;
    *least = HUGE_VAL;
    for (size_t row = 0; row < month->rows; row++) {
        *least = fmin(*least, joint(month, row));
        most = fmax(most, joint(month, row));
    }
    *range = most > *least ? most - *least : 1.0;
}

static void correlation_size(const thaw_month *month, size_t *rows, size_t *entries)
{
    *rows = 1;
    *entries = month->rows;
    for (int player = 0; player < month->players; player++)
        if (has_stakes(month, player)) {
            size_t actions = month->player[player].actions;
            *rows += actions * (actions - 1);
            *entries += month->rows * (actions - 1);
        }
}

/* Row: told to play `action`, the player gains nothing by playing `instead`. */
static void add_obedience(const thaw_month *month, int player, size_t action, size_t instead,
                          int row, thaw_lp *lp)
{
    lp->row_low[row] = -HUGE_VAL;
    lp->row_high[row] = 0.0;
    for (size_t others = 0; others < thaw_month_others(month, player); others++)
        thaw_lp_add(lp, row, (int)thaw_month_row(month, player, others, action),
                    thaw_month_gain(month, player, others, instead, action) /
                        month->player[player].range);
}

/* max sum_r p_r sum_i u_i(r)  with  sum over o of p_(a, o) (u_i(b, o) - u_i(a, o)) <= 0 for every
 * player i and actions a, b, and sum p = 1 (Aumann 1987). p_r: the chance of row r, one column
 * each. */
static thaw_status correlation_program(const thaw_month *month, double least, double range,
                                       size_t rows, size_t entries, thaw_lp **lp, thaw_fault *fault)
{
    thaw_status status = thaw_lp_new(as_count(rows), as_count(month->rows), entries, lp, fault);
    if (status != THAW_OK)
        return status;
    (*lp)->maximise = true;
    for (size_t row = 0; row < month->rows; row++)
        (*lp)->cost[row] = (joint(month, row) - least) / range;
    int row = 0;
    for (int player = 0; player < month->players; player++)
        for (size_t a = 0; has_stakes(month, player) && a < month->player[player].actions; a++)
            for (size_t b = 0; b < month->player[player].actions; b++)
                if (a != b)
                    add_obedience(month, player, a, b, row++, *lp);
    sum_to_one(*lp, row, month->rows);
    return THAW_OK;
}

static void read_correlated(const thaw_month *month, thaw_stage *stage)
{
    for (int player = 0; player < month->players; player++) {
        double value = 0.0;
        for (size_t row = 0; row < stage->rows; row++)
            value += stage->correlated[row] *
                     month->payoff[row * (size_t)month->players + (size_t)player];
        stage->correlated_value[player] = value;
        stage->correlated_joint += value;
    }
}

thaw_status thaw_stage_correlate(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    double least, range;
    size_t rows, entries;
    thaw_lp *lp = NULL;
    thaw_lp_result result = {0};
    correlation_size(month, &rows, &entries);
    stage->correlated_outcome = THAW_OUTCOME_STEP_LIMIT;
    if (entries > THAW_STAGE_PROGRAM_MAX)
        return THAW_OK;
    joint_range(month, &least, &range);
    thaw_status status = correlation_program(month, least, range, rows, entries, &lp, fault);
    if (status == THAW_OK)
        status = solve_program(month, lp, &result, fault);
    if (status == THAW_OK && result.outcome == THAW_OUTCOME_INFEASIBLE)
        status = thaw_fail(fault, THAW_ENUMERIC, "no correlated equilibrium was found");
    if (status == THAW_OK && result.outcome == THAW_OUTCOME_CONVERGED) {
        stage->correlated_outcome = THAW_OUTCOME_CONVERGED;
        read_chances(result.primal, stage->rows, stage->correlated);
        stage->correlated_bound = least + range * result.bound;
        read_correlated(month, stage);
    }
    thaw_lp_free(lp);
    thaw_lp_result_clear(&result);
    return status;
}
