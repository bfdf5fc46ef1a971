/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of one player when everybody's play is settled: one sparse linear system, solved exactly.
 *
 * With P the chances of the next state under one row a state, v = (1 - d) u + d P v. The matrix
 * 1 - d P is strictly diagonally dominant by rows, so that elimination needs no pivoting (growth at
 * most 2; Golub & Van Loan 2013, section 4.1) and the zeros of a long clock or chain of memory
 * states stay zeros. */
#ifndef THAW_SOLVERS_CHAIN_H
#define THAW_SOLVERS_CHAIN_H

#include "model/game.h"

/* values[state] of `player`, normalised, when row[state] of the game is played in each state. Fails
 * with THAW_ENOMEM. */
thaw_status thaw_chain_values(const thaw_game *game, const size_t *row, int player, double *values,
                              thaw_fault *fault);

#endif
