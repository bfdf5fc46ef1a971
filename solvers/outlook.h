/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each player can expect in each state of a core, given what everybody plays and the values of
 * the next states; with the derivatives that Newton's method needs. Values are plain sums. */
#ifndef THAW_SOLVERS_OUTLOOK_H
#define THAW_SOLVERS_OUTLOOK_H

#include "solvers/core.h"

typedef struct thaw_outlook {
    const thaw_core *core; /* borrowed */
    double *advantage;     /* [action]: value of playing it once, less the state's value */
    double *
        ahead; /* [action * states + next]: discounted chance of the next state when it is played */
    double *total; /* [action]: the others' chances multiplied together and summed: 1 when each sums
                      to 1 */
    double *cross; /* per state a k by k block (k actions of all its players): derivative of the row
                      action's advantage in the chance of the column action; 0 within a player */
    size_t *block; /* [state]: where its block of `cross` begins */
} thaw_outlook;

thaw_status thaw_outlook_init(thaw_outlook *outlook, const thaw_core *core, thaw_fault *fault);
void thaw_outlook_clear(thaw_outlook *outlook);

/* Fills it for a profile (which need not sum to 1) and values [player * states + state]. Allocates
 * nothing. Cost: rows times players times (states + players squared). */
void thaw_outlook_update(thaw_outlook *outlook, const double *profile, const double *value);

/* Actions of all players in a state of the core. */
size_t thaw_outlook_width(const thaw_core *core, int state);

#endif
