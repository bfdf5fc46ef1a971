/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs solved and looked over. A helper that cannot do its work fails the
 * test. */
#ifndef THAW_TESTS_SUPPORT_SETS_H
#define THAW_TESTS_SUPPORT_SETS_H

#include "solvers/equilibria.h"
#include "tests/support/plain_sets.h"

/* What the solver says with its default settings. */
thaw_equilibria sets_of(const thaw_game *game);

/* What is wrong with an answer, whatever the truth may be; NULL when nothing is. The text stays
 * until the next call. Looked at are each polygon's form: counterclockwise from the lowest corner,
 * none straight or twice; that inner lies in outer, and that gap, worst, bound, outcome and
 * playable say what both show; that inner generates itself: one application of the oracle's
 * operator to it contains it, which is what makes its points equilibria (Abreu, Pearce & Stacchetti
 * 1990, theorem 1). */
const char *sets_complaint(const thaw_game *game, const thaw_equilibria *e);

/* The same about an answer and the truth as the plain iteration sees it: inner lies in it and outer
 * contains it, both within `off` of the scale of payoffs, and a pair is said to be played, or
 * never, only where it is so. Where rounding decides, in it are the sets that have every
 * equilibrium, contained those that have the sure ones. */
const char *sets_contradiction(const thaw_game *game, const thaw_equilibria *e, double off);

/* Whether every gap is within the default tolerance and no pair is undecided. */
bool sets_decided(const thaw_game *game, const thaw_equilibria *e);

#endif
