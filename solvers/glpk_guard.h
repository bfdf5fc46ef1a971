/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear programs, and GLPK within the house rules: misuse is a status, nothing is printed, nothing
 * aborts. Every call of GLPK in Thaw goes through here.
 *
 * An answer comes with a certificate that is recomputed from the program's data: by how much the
 * point breaks a row or a bound, and a bound on the optimum from the dual (weak duality). Where the
 * simplex method in floating point does not get these below THAW_LP_TOLERANCE, or finds that there
 * is no optimum, GLPK's exact rational simplex takes over, in programs small enough for it.
 *
 * GLPK keeps one environment a thread; so several threads may solve at once, each its own program.
 * After an error inside GLPK that environment is destroyed, and with it every GLPK object that the
 * calling program made in the same thread. Hooks for errors and for output that the calling program
 * set there are reset. */
#ifndef THAW_SOLVERS_GLPK_GUARD_H
#define THAW_SOLVERS_GLPK_GUARD_H

#include "model/status.h"

/* Largest violation and duality gap of an accepted answer, in the program's own units: callers
 * scale their programs so that coefficients are near 1. Basic solutions of such programs are right
 * to about 1e-14; this leaves room for bad conditioning and is a hundred times stricter than GLPK's
 * 1e-7. */
#define THAW_LP_TOLERANCE 1e-9

/* Minimise (or maximise) cost . x
 * subject to row_low <= A x <= row_high and column_low <= x <= column_high.
 * A is a list of entries: each position at most once, in any order, 0-based; absent entries are 0.
 */
typedef struct thaw_lp {
    int rows, columns;
    bool maximise;
    double *cost;                     /* [columns] */
    double *row_low, *row_high;       /* [rows]; -HUGE_VAL, HUGE_VAL where there is none */
    double *column_low, *column_high; /* [columns] */
    size_t entries, capacity;
    int *entry_row, *entry_column; /* [entries] */
    double *entry_value;           /* [entries] */
    double deadline;               /* by thaw_clock (solvers/clock.h); 0: none */
} thaw_lp;

/* A program to fill: minimise, all costs 0, rows 0 <= A x < infinity, columns 0 <= x < infinity, no
 * deadline, no entries yet and room for `capacity` of them. Fails with THAW_EARG when rows is
 * negative, columns not positive, or the capacity beyond GLPK's range; with THAW_ENOMEM. */
thaw_status thaw_lp_new(int rows, int columns, size_t capacity, thaw_lp **lp, thaw_fault *fault);
void thaw_lp_free(thaw_lp *lp);

/* Appends an entry; 0 is left out. The caller stays within the capacity. */
void thaw_lp_add(thaw_lp *lp, int row, int column, double value);

/* What thaw_lp_solve found. Zero-initialise before the first use; thaw_lp_result_clear frees the
 * arrays. They are given only when the outcome is THAW_OUTCOME_CONVERGED. */
typedef struct thaw_lp_result {
    thaw_outcome outcome;  /* CONVERGED (optimal), INFEASIBLE, UNBOUNDED, STEP_LIMIT, TIME_LIMIT */
    double objective;      /* cost . primal */
    double bound;          /* no feasible point is better than this, by weak duality */
    double violation;      /* largest by which primal breaks a row or a bound */
    double dual_violation; /* largest by which dual has a sign that its bounds do not allow */
    double gap;            /* |objective - bound| */
    bool exact;     /* the exact simplex was needed; it works on simple fractions near the data */
    double *primal; /* [columns] */
    double *dual;   /* [rows]: change of the objective per unit of the row's active bound */
} thaw_lp_result;

/* Solves the program. Fails with THAW_ENUMERIC when a coefficient or a bound is not a number, when
 * GLPK refuses the program (an entry outside it, or given twice) or breaks down, and when the
 * certificate stays above THAW_LP_TOLERANCE times the largest cost or bound (at least 1); with
 * THAW_ENOMEM. A failure leaves *result cleared, and the next call works. */
thaw_status thaw_lp_solve(const thaw_lp *lp, thaw_lp_result *result, thaw_fault *fault);
void thaw_lp_result_clear(thaw_lp_result *result);

/* Frees GLPK's environment of the calling thread, about 5 KB, where thaw_lp_solve made it; one that
 * the calling program had before stays. Every thread that solved a program calls it before it ends;
 * a later solve in the same thread just makes a new one. */
void thaw_glpk_thread_end(void);

#endif
