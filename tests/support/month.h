/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month's solver, for tests. */
#ifndef THAW_TESTS_SUPPORT_MONTH_H
#define THAW_TESTS_SUPPORT_MONTH_H

#include "solvers/stage.h"

/* A game of one state for two players: a[row * columns + column] to the first, b to the second. */
thaw_game *bimatrix_game(int rows, int columns, const double *a, const double *b);

/* The answer for state 0. Fails the test when there is none. */
thaw_stage *month_solve(const thaw_game *game);

/* The equilibrium with these chances, each within `tolerance`; NULL when there is none. */
const thaw_stage_equilibrium *month_find(const thaw_stage *stage, const double *chance,
                                         double tolerance);

/* Largest regret of all equilibria. */
double month_regret(const thaw_stage *stage);

#endif
