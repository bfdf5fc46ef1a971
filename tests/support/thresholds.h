/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds for tests: a deal somewhere, its inputs, scans of them. A helper that cannot do its
 * work fails the test. */
#ifndef THAW_TESTS_SUPPORT_THRESHOLDS_H
#define THAW_TESTS_SUPPORT_THRESHOLDS_H

#include "solvers/threshold.h"

/* One deal in the baseline with some settings changed, or in a game. Where it is stays where it is:
 * the setting points into it. */
typedef struct deal_case {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals; /* one */
} deal_case;

void deal_case_of_baseline(deal_case *c, const char *deal, const char *const *sets);
void deal_case_of_game(deal_case *c, const char *deal, thaw_game *game); /* takes the game over */
void deal_case_of_file(deal_case *c, const char *deal, const char *path);
void deal_case_clear(deal_case *c);

/* An input, with its plausible range where `from` < `to`, else with its bounds for one. */
thaw_dial dial_of(const deal_case *c, const char *key, double from, double to);

/* The input at the plausible range of scenarios/ranges.ini. */
thaw_dial dial_in_range(const deal_case *c, const char *key);

/* A scan of one input, on one thread. Clear with thaw_threshold_clear. */
thaw_threshold scan_of(const deal_case *c, const thaw_dial *dial);

/* The game solved with the input at a value. */
thaw_probe probe_at(const deal_case *c, const thaw_dial *dial, double value);

/* +1 holds, -1 breaks, 0 neither. */
int sign_of(const thaw_probe *probe);

/* A player who decides once. Complying brings now and then next month in the first state of two;
 * the loss from departing is (1 - d) (today + d tomorrow), where each is what complying brings less
 * what departing does. */
typedef struct choice {
    double comply[2], depart[2]; /* today, tomorrow */
} choice;

/* Two players who each decide once and whose payoffs do not depend on each other: a first month,
 * a second one in which what was decided pays, and nothing after. In the first state action a0
 * complies. */
thaw_game *two_choices(const choice choices[2], double discount);

/* One player's stream: complying in the first state leads to months that pay comply[1], comply[2],
 * ..., departing to nothing, after which nothing pays. The loss from departing is
 *
 *     (1 - d) * sum over t of comply[t] d^t.
 *
 * The other player has nothing to decide. */
thaw_game *stream_game(const double *comply, int months, double discount);

#endif
