/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dials: inputs that can be turned, one number each, for thresholds, margins and sweeps.
 *
 * Any numeric parameter or component of one ("economy.weakness", "shock.taiwan_visit.rate");
 * "discount", which sets every player's discount factor; "patience", which multiplies every 1 - d
 * by one factor; "trigger.months", the T of the deal's punishment; for a game file "discount.1",
 * "discount.2". */
#ifndef THAW_MODEL_DIAL_H
#define THAW_MODEL_DIAL_H

#include "model/deal.h"
#include "model/setting.h"

/* What a dial turns. */
typedef enum thaw_dial_kind {
    THAW_DIAL_PARAMETER,
    THAW_DIAL_DISCOUNT, /* of all players, or of one */
    THAW_DIAL_PATIENCE,
    THAW_DIAL_MONTHS
} thaw_dial_kind;

/* One input that can be turned. */
typedef struct thaw_dial {
    char key[THAW_KEY_MAX];
    thaw_dial_kind kind;
    int player;          /* of a single player's discount; -1: all */
    int points;          /* of a scan from `from` to `to`; 0: as many as the scan thinks right */
    bool asked;          /* somebody asked for `from` and `to`: they are not the plausible range */
    double low, high;    /* what it may be set to, other inputs being as they are */
    double plausible[2]; /* range; NaN where none is known */
    double from, to;     /* what is looked at first; equal where there is no range to speak of */
    double baseline;     /* where it stands; NaN where players differ ("discount") */
    const char *unit;    /* static text */
} thaw_dial;

/* A case: a setting and deals in it, with some dials turned. */
typedef struct thaw_turned {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals; /* the one that was turned with it, then those added */
} thaw_turned;

/* The dial of that name for a setting and (for trigger.months) a deal. plausible, from and to are
 * the bounds; the caller who knows plausible ranges narrows them. Fails with THAW_EUNKNOWN and a
 * suggestion, or THAW_EARG where the key is not a number or cannot be turned here. */
thaw_status thaw_dial_find(const thaw_setting *setting, const thaw_deal *deal, const char *key,
                           thaw_dial *dial, thaw_fault *fault);

/* The keys of all dials of a setting and deal that have a baseline, in order: every numeric
 * parameter, every shock's three numbers, patience, trigger.months; of a game file the players'
 * discount factors and patience. keys is new: THAW_KEY_MAX bytes each; free it. */
thaw_status thaw_dial_keys(const thaw_setting *setting, const thaw_deal *deal,
                           char (**keys)[THAW_KEY_MAX], size_t *count, thaw_fault *fault);

/* The case with dials[k] at values[k], for all k; the rest as it is. deal may be NULL: no deal.
 * Clear with thaw_turned_clear. Stays where it is: its setting points into it. Fails with
 * THAW_ERANGE where a value is none that thaw_dial_find allows for the setting, or inputs would
 * contradict each other (chances above 1 together), THAW_ENOMEM. Dials are turned in their order:
 * patience after a discount factor takes that to 0 or THAW_DISCOUNT_MAX at most. */
thaw_status thaw_dials_turn(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dials, const double *values, size_t count,
                            thaw_turned *turned, thaw_fault *fault);
void thaw_turned_clear(thaw_turned *turned);

/* Adds one more deal of the setting that the case was made from; dials say how its trigger.months
 * is turned, 0 of them leave it. Fails where the turned case has no such deal, and with
 * THAW_ENOMEM. */
thaw_status thaw_turned_add(const thaw_deal *deal, const thaw_dial *dials, const double *values,
                            size_t count, thaw_turned *turned, thaw_fault *fault);

/* Numbers of equal standing on a scale for scanning: discount factors by log(1 - d), all else as
 * they are. */
double thaw_dial_to_scale(const thaw_dial *dial, double value);
double thaw_dial_from_scale(const thaw_dial *dial, double position);

#endif
