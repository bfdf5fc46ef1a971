/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true of a game, in rational arithmetic: no rounding anywhere.
 *
 * Every double is a fraction, so that a game is taken exactly as it stands. This shares nothing
 * with the library but the game's layout: the memory of a deal, the Bellman equations and their
 * solution are done again here, with GMP. Chances of play count by their exact sum. */
#ifndef THAW_TESTS_SUPPORT_EXACT_H
#define THAW_TESTS_SUPPORT_EXACT_H

#include <gmp.h>

#include "model/automaton.h"
#include "model/deal.h"

/* A game whose states also remember the phase of a deal: state phase * states + s. Without a deal
 * there is one phase. */
typedef struct exact_game {
    const thaw_game *game; /* borrowed */
    int states;            /* phases times the game's */
    mpq_t *chance; /* [(phase * rows + row) * states + next state]: exact; discounted by nobody */
} exact_game;

exact_game exact_game_of(const thaw_game *game);
exact_game exact_product(const thaw_game *game, const thaw_deal *deal);
void exact_game_clear(exact_game *exact);

/* Values, normalised, of play: profile as thaw_game_action_offset lays it out, one phase after the
 * other. values[state * players + player]. Free with exact_free. */
mpq_t *exact_values(const exact_game *exact, const double *profile);

/* What `player` loses who once plays `action` in `state`: v - ((1 - d) u + d E v'). */
void exact_loss(const exact_game *exact, const double *profile, mpq_t *values, int state,
                int player, int action, mpq_t loss);

/* ---- automata ---- */

/* values[node * players + player] of an automaton that everybody keeps to. The coin's chances count
 * by their exact sum. Free with exact_free. */
mpq_t *exact_automaton_values(const thaw_game *game, const thaw_automaton *automaton);

/* The least that any one-shot departure of a player loses; false where there is none. */
bool exact_automaton_margin(const thaw_game *game, const thaw_automaton *automaton, int player,
                            mpq_t *values, mpq_t least);

/* ---- numbers ---- */

mpq_t *exact_new(size_t count); /* all 0 */
void exact_free(mpq_t *numbers, size_t count);

/* Gauss-Jordan elimination: augmented[row * (n + 1) + column] becomes the identity and the
 * solution. The system must be regular. */
void exact_solve(mpq_t *augmented, size_t n);

#endif
