/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear programs by GLPK's simplex methods, and the certificate that does not take its word. */
#include "solvers/glpk_guard.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/clock.h"
#include "solvers/settings.h"

/* ---- programs ---- */

static void set_default_bounds(thaw_lp *lp)
{
    for (int row = 0; row < lp->rows; row++)
        lp->row_high[row] = HUGE_VAL;
    for (int column = 0; column < lp->columns; column++)
        lp->column_high[column] = HUGE_VAL;
}

static bool allocate_program(thaw_lp *lp)
{
    size_t rows = (size_t)lp->rows + 1, columns = (size_t)lp->columns, room = lp->capacity + 1;
    return (lp->cost = calloc(columns, sizeof *lp->cost)) &&
           (lp->row_low = calloc(rows, sizeof *lp->row_low)) &&
           (lp->row_high = calloc(rows, sizeof *lp->row_high)) &&
           (lp->column_low = calloc(columns, sizeof *lp->column_low)) &&
           (lp->column_high = calloc(columns, sizeof *lp->column_high)) &&
           (lp->entry_row = calloc(room, sizeof *lp->entry_row)) &&
           (lp->entry_column = calloc(room, sizeof *lp->entry_column)) &&
           (lp->entry_value = calloc(room, sizeof *lp->entry_value));
}

/* GLPK's own limits: M_MAX and N_MAX of api/prob1.c, NNZ_MAX entries. */
enum { ROWS_MAX = 100000000, ENTRIES_MAX = 500000000 };

thaw_status thaw_lp_new(int rows, int columns, size_t capacity, thaw_lp **lp, thaw_fault *fault)
{
    if (rows < 0 || rows > ROWS_MAX || columns < 1 || columns > ROWS_MAX || capacity > ENTRIES_MAX)
        return thaw_fail(fault, THAW_EARG,
                         "a linear program of %d rows, %d columns and %zu coefficients", rows,
                         columns, capacity);
    thaw_lp *new = calloc(1, sizeof *new);
    if (new)
        *new = (thaw_lp){.rows = rows, .columns = columns, .capacity = capacity};
    if (!new || !allocate_program(new)) {
        thaw_lp_free(new);
        return thaw_fail(fault, THAW_ENOMEM,
                         "no memory for a linear program of %d rows and %d columns", rows, columns);
    }
    set_default_bounds(new);
    *lp = new;
    return THAW_OK;
}

void thaw_lp_free(thaw_lp *lp)
{
    if (!lp)
        return;
    free(lp->cost);
    free(lp->row_low);
    free(lp->row_high);
    free(lp->column_low);
    free(lp->column_high);
    free(lp->entry_row);
    free(lp->entry_column);
    free(lp->entry_value);
    free(lp);
}

void thaw_lp_add(thaw_lp *lp, int row, int column, double value)
{
    if (value == 0.0)
        return;
    lp->entry_row[lp->entries] = row;
    lp->entry_column[lp->entries] = column;
    lp->entry_value[lp->entries] = value;
    lp->entries++;
}

void thaw_lp_result_clear(thaw_lp_result *result)
{
    free(result->primal);
    free(result->dual);
    memset(result, 0, sizeof *result);
}

/* ---- checks ---- */

static bool all_finite(const double *value, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (!isfinite(value[k]))
            return false;
    return true;
}

/* low may be -infinity, high infinity; NaN fails every comparison. */
static bool are_bounds(const double *low, const double *high, int count)
{
    for (int k = 0; k < count; k++)
        if (!(low[k] <= high[k] && low[k] < HUGE_VAL && high[k] > -HUGE_VAL))
            return false;
    return true;
}

static thaw_status check(const thaw_lp *lp, thaw_fault *fault)
{
    if (!all_finite(lp->cost, (size_t)lp->columns) || !all_finite(lp->entry_value, lp->entries))
        return thaw_fail(fault, THAW_ENUMERIC,
                         "a coefficient of a linear program is not a finite number");
    if (!are_bounds(lp->row_low, lp->row_high, lp->rows) ||
        !are_bounds(lp->column_low, lp->column_high, lp->columns))
        return thaw_fail(fault, THAW_ENUMERIC,
                         "a bound of a linear program is not a number, or "
                         "below it is more than above");
    return THAW_OK;
}

/* ---- the certificate ---- */

static double outside(double value, double low, double high)
{
    if (!isfinite(value)) /* fmax would pass over NaN */
        return HUGE_VAL;
    return fmax(0.0, fmax(low - value, value - high));
}

static double primal_violation(const thaw_lp *lp, const double *primal, double *activity)
{
    double worst = 0.0;
    memset(activity, 0, (size_t)lp->rows * sizeof *activity);
    for (size_t k = 0; k < lp->entries; k++)
        activity[lp->entry_row[k]] += lp->entry_value[k] * primal[lp->entry_column[k]];
    for (int row = 0; row < lp->rows; row++)
        worst = fmax(worst, outside(activity[row], lp->row_low[row], lp->row_high[row]));
    for (int column = 0; column < lp->columns; column++)
        worst =
            fmax(worst, outside(primal[column], lp->column_low[column], lp->column_high[column]));
    return worst;
}

/* What multiplier * value is at least, over low <= value <= high. Where that is -infinity the
 * multiplier has a sign it must not have: it counts as 0 and as a violation. */
static double least_product(double *multiplier, double low, double high, double *violation)
{
    double extreme = *multiplier > 0.0 ? low : high;
    if (*multiplier != 0.0 && isfinite(extreme))
        return *multiplier * extreme;
    *violation = fmax(*violation, isnan(*multiplier) ? HUGE_VAL : fabs(*multiplier));
    *multiplier = 0.0;
    return 0.0;
}

/* Weak duality: for any y, min c.x >= sum_i min y_i r_i + sum_j min (c - y A)_j x_j, each minimum
 * over the row's or the column's own bounds. `reduced` [columns] and `multiplier` [rows] are room
 * to work. */
static void dual_bound(const thaw_lp *lp, double *multiplier, double *reduced,
                       thaw_lp_result *result)
{
    double sign = lp->maximise ? -1.0 : 1.0, bound = 0.0;
    result->dual_violation = 0.0;
    for (int row = 0; row < lp->rows; row++) {
        multiplier[row] = sign * result->dual[row];
        bound += least_product(&multiplier[row], lp->row_low[row], lp->row_high[row],
                               &result->dual_violation);
    }
    for (int column = 0; column < lp->columns; column++)
        reduced[column] = sign * lp->cost[column];
    for (size_t k = 0; k < lp->entries; k++)
        reduced[lp->entry_column[k]] -= multiplier[lp->entry_row[k]] * lp->entry_value[k];
    for (int column = 0; column < lp->columns; column++)
        bound += least_product(&reduced[column], lp->column_low[column], lp->column_high[column],
                               &result->dual_violation);
    result->bound = sign * bound;
}

static void certify(const thaw_lp *lp, double *room, thaw_lp_result *result)
{
    result->objective = 0.0;
    for (int column = 0; column < lp->columns; column++)
        result->objective += lp->cost[column] * result->primal[column];
    result->violation = primal_violation(lp, result->primal, room);
    dual_bound(lp, room, room + lp->rows, result);
    result->gap = fabs(result->objective - result->bound);
}

static double largest_finite(const double *value, int count, double so_far)
{
    for (int k = 0; k < count; k++)
        if (isfinite(value[k]))
            so_far = fmax(so_far, fabs(value[k]));
    return so_far;
}

static bool is_certified(const thaw_lp *lp, const thaw_lp_result *result)
{
    double scale = largest_finite(lp->cost, lp->columns, 1.0);
    scale = largest_finite(lp->row_low, lp->rows, scale);
    scale = largest_finite(lp->row_high, lp->rows, scale);
    scale = largest_finite(lp->column_low, lp->columns, scale);
    scale = largest_finite(lp->column_high, lp->columns, scale);
    double most = THAW_LP_TOLERANCE * scale;
    return isfinite(result->objective) && result->violation <= most &&
           result->dual_violation <= most && result->gap <= most;
}

/* ---- GLPK ---- */

/* Lives one frame above setjmp, so that nothing in it is indeterminate after a jump. All memory of
 * ours is allocated before: a jump leaves only GLPK's own blocks behind, which glp_free_env frees.
 */
typedef struct guard {
    jmp_buf back;
    char text[THAW_MESSAGE_MAX]; /* what GLPK said while it failed */
    const thaw_lp *lp;
    int *row, *column; /* the entries, one-based */
    double *value;
    double *room; /* [rows + columns] */
    thaw_lp_result *result;
    glp_prob *problem;
} guard;

static int catch_text(void *info, const char *text)
{
    guard *g = info;
    size_t used = strlen(g->text);
    thaw_copy_text(g->text + used, sizeof g->text - used, text);
    return 1;
}

static void jump_back(void *info)
{
    guard *g = info;
    longjmp(g->back, 1);
}

static int bound_kind(double low, double high)
{
    if (low == high)
        return GLP_FX;
    if (isfinite(low))
        return isfinite(high) ? GLP_DB : GLP_LO;
    return isfinite(high) ? GLP_UP : GLP_FR;
}

static void load(guard *g)
{
    const thaw_lp *lp = g->lp;
    glp_prob *problem = g->problem = glp_create_prob();
    glp_set_obj_dir(problem, lp->maximise ? GLP_MAX : GLP_MIN);
    if (lp->rows > 0)
        glp_add_rows(problem, lp->rows);
    glp_add_cols(problem, lp->columns);
    for (int row = 0; row < lp->rows; row++)
        glp_set_row_bnds(problem, row + 1, bound_kind(lp->row_low[row], lp->row_high[row]),
                         lp->row_low[row], lp->row_high[row]);
    for (int column = 0; column < lp->columns; column++) {
        double low = lp->column_low[column], high = lp->column_high[column];
        glp_set_col_bnds(problem, column + 1, bound_kind(low, high), low, high);
        glp_set_obj_coef(problem, column + 1, lp->cost[column]);
    }
    glp_load_matrix(problem, (int)lp->entries, g->row, g->column, g->value);
}

/* Returns whether the status is final: an optimum, or proof that there is none. */
static bool read_status(glp_prob *problem, thaw_outcome *outcome)
{
    switch (glp_get_status(problem)) {
    case GLP_OPT:
        *outcome = THAW_OUTCOME_CONVERGED;
        return true;
    case GLP_NOFEAS:
        *outcome = THAW_OUTCOME_INFEASIBLE;
        return true;
    case GLP_UNBND:
        *outcome = THAW_OUTCOME_UNBOUNDED;
        return true;
    default:
        return false;
    }
}

static bool read_answer(guard *g)
{
    thaw_lp_result *result = g->result;
    if (!read_status(g->problem, &result->outcome))
        return false;
    if (result->outcome != THAW_OUTCOME_CONVERGED)
        return true;
    for (int column = 0; column < g->lp->columns; column++)
        result->primal[column] = glp_get_col_prim(g->problem, column + 1);
    for (int row = 0; row < g->lp->rows; row++)
        result->dual[row] = glp_get_row_dual(g->problem, row + 1);
    certify(g->lp, g->room, result);
    return is_certified(g->lp, result);
}

/* The presolver is off: it would lose the basis that the next attempt starts from. The dual simplex
 * method is first because programs whose right-hand sides are all 0, as those of correlated
 * equilibria, can hold the primal one up for minutes; it in turn can cycle where payoffs are equal
 * but for rounding. */
typedef enum attempt { DUAL, PRIMAL_UNSCALED, EXACT } attempt;

/* Milliseconds until the deadline, as GLPK counts them. */
static int time_left(const thaw_lp *lp)
{
    enum { MILLISECONDS = 1000 };
    if (lp->deadline <= 0)
        return INT_MAX;
    return (int)fmin(fmax(ceil(MILLISECONDS * (lp->deadline - thaw_clock())), 0), INT_MAX);
}

static int try(guard *g, attempt how)
{
    glp_smcp control;
    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.presolve = GLP_OFF;
    control.meth = how == DUAL ? GLP_DUALP : GLP_PRIMAL;
    control.it_lim = THAW_LP_PIVOTS + THAW_LP_PIVOTS_EACH * (g->lp->rows + g->lp->columns);
    control.tm_lim = time_left(g->lp);
    control.tol_bnd = control.tol_dj = THAW_LP_PIVOT_TOLERANCE;
    if (how == DUAL)
        glp_scale_prob(g->problem, GLP_SF_AUTO);
    else
        glp_unscale_prob(g->problem);
    g->result->exact = how == EXACT;
    return how == EXACT ? glp_exact(g->problem, &control) : glp_simplex(g->problem, &control);
}

/* An optimum carries its certificate. That there is none does not: only the last method is
 * believed. */
static thaw_status optimise(guard *g, thaw_fault *fault)
{
    attempt last = g->lp->rows + g->lp->columns <= THAW_LP_EXACT_MAX ? EXACT : PRIMAL_UNSCALED;
    int code = 0;
    for (attempt how = DUAL; how <= last; how++) {
        code = try(g, how);
        bool final = code == 0 && read_answer(g);
        if (final && (g->result->outcome == THAW_OUTCOME_CONVERGED || how == last))
            return THAW_OK;
        if (code != 0)
            glp_std_basis(g->problem);
    }
    if (code == GLP_EITLIM || code == GLP_ETMLIM) {
        g->result->outcome = code == GLP_EITLIM ? THAW_OUTCOME_STEP_LIMIT : THAW_OUTCOME_TIME_LIMIT;
        return THAW_OK;
    }
    return thaw_fail(fault, THAW_ENUMERIC,
                     "a linear program of %d rows and %d columns could not be solved (GLPK code "
                     "%d, violation %.3g, gap %.3g)",
                     g->lp->rows, g->lp->columns, code, g->result->violation, g->result->gap);
}

/* The first line that GLPK wrote. */
static const char *first_line(char *text)
{
    char *start = text + strspn(text, "\n");
    start[strcspn(start, "\n")] = '\0';
    return start;
}

/* What GLPK said when it gave up. Its words for a lack of memory are those of env/alloc.c. */
static thaw_status fail_in_glpk(guard *g, thaw_fault *fault)
{
    bool memory = strstr(g->text, "no memory available") != NULL;
    return thaw_fail(fault, memory ? THAW_ENOMEM : THAW_ENUMERIC, "GLPK: %s", first_line(g->text));
}

/* Whether this thread's environment is ours, and not the calling program's. */
static _Thread_local bool made_here;

static void free_environment(void)
{
    glp_free_env();
    made_here = false;
}

static thaw_status run(guard *g, thaw_fault *fault)
{
    enum { MADE, NO_MEMORY = 2 };
    int code = glp_init_env();
    if (code == NO_MEMORY) /* any other call would abort */
        return thaw_fail(fault, THAW_ENOMEM, "no memory for GLPK");
    made_here = made_here || code == MADE;
    if (setjmp(g->back) != 0) {
        free_environment();
        return fail_in_glpk(g, fault);
    }
    int terminal = glp_term_out(GLP_OFF);
    glp_error_hook(jump_back, g);
    glp_term_hook(catch_text, g);
    load(g);
    thaw_status status = optimise(g, fault);
    glp_delete_prob(g->problem);
    glp_term_hook(NULL, NULL);
    glp_error_hook(NULL, NULL);
    glp_term_out(terminal);
    return status;
}

static bool allocate_guard(guard *g)
{
    size_t room = g->lp->entries + 1, rows = (size_t)g->lp->rows, columns = (size_t)g->lp->columns;
    if (!(g->row = malloc(room * sizeof *g->row)) ||
        !(g->column = malloc(room * sizeof *g->column)) ||
        !(g->value = malloc(room * sizeof *g->value)) ||
        !(g->room = malloc((rows + columns) * sizeof *g->room)) ||
        !(g->result->primal = calloc(columns, sizeof *g->result->primal)) ||
        !(g->result->dual = calloc(rows + 1, sizeof *g->result->dual)))
        return false;
    for (size_t k = 0; k < g->lp->entries; k++) {
        g->row[k + 1] = g->lp->entry_row[k] + 1;
        g->column[k + 1] = g->lp->entry_column[k] + 1;
        g->value[k + 1] = g->lp->entry_value[k];
    }
    return true;
}

thaw_status thaw_lp_solve(const thaw_lp *lp, thaw_lp_result *result, thaw_fault *fault)
{
    thaw_lp_result_clear(result);
    guard g = {.lp = lp, .result = result};
    thaw_status status = check(lp, fault);
    if (status == THAW_OK)
        status = allocate_guard(&g)
                     ? run(&g, fault)
                     : thaw_fail(fault, THAW_ENOMEM, "no memory to solve a linear program");
    free(g.row);
    free(g.column);
    free(g.value);
    free(g.room);
    thaw_outcome outcome = result->outcome;
    if (status != THAW_OK || outcome != THAW_OUTCOME_CONVERGED)
        thaw_lp_result_clear(result);
    if (status == THAW_OK)
        result->outcome = outcome;
    return status;
}

void thaw_glpk_thread_end(void)
{
    if (made_here)
        free_environment();
}
