/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solved study as tables: a month, no deal, which deals hold, the best of them. */
#ifndef THAW_CLI_SOLVE_REPORT_H
#define THAW_CLI_SOLVE_REPORT_H

#include "cli/study.h"
#include "solvers/stage.h"

/* "stage": a state's month played once. */
json_t *thaw_stage_json(const thaw_game *game, const thaw_stage *stage, int state);

/* What the first month pays, best replies marked: the table "month", and "month_open" where talks
 * must reopen first, in which case people are shown only that. all: every row and both tables. Sets
 * "stage" and "stage_open" of the answer's JSON. */
thaw_status thaw_solve_months(const thaw_study *study, bool all, thaw_answer *answer,
                              thaw_fault *fault);

/* What is played with no deal; all: in every state. */
void thaw_solve_no_deal(const thaw_study *study, bool all, thaw_answer *answer);

/* The first `count` of the study's deals, which are the standard ones: a plan a row, a punishment a
 * column, the cost of departing once to the more tempted side. */
void thaw_solve_grid(const thaw_study *study, size_t count, thaw_answer *answer);

/* A deal a row. data_only: left out of text, where the grid says it. */
void thaw_solve_deals(const thaw_study *study, bool data_only, thaw_answer *answer);

/* The best deals that hold, no deal beside them. */
void thaw_solve_best(const thaw_study *study, thaw_answer *answer);

#endif
