/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fentanyl game: a scenario as a finite stochastic game of the US and China.
 *
 * Payoffs are sums of named terms (docs/model.md section 4), chances as in section 5, signals as in
 * section 6. Players are "us" (0) and "china" (1); a pair is always US first. */
#ifndef THAW_MODEL_FENTANYL_H
#define THAW_MODEL_FENTANYL_H

#include "model/game.h"
#include "model/plan.h"
#include "model/scenario.h"

enum { THAW_US = 0, THAW_CHINA = 1, THAW_FENTANYL_STATES = 12, THAW_TERMS_MAX = 16 };

/* A state is tension, listed, channel: index tension * 4 + listed * 2 + frozen, named
 * "calm+listed+frozen". */
int thaw_fentanyl_state(thaw_tension tension, bool listed, bool frozen);
thaw_tension thaw_fentanyl_tension(int state);
bool thaw_fentanyl_listed(int state);
bool thaw_fentanyl_frozen(int state);
const char *thaw_fentanyl_state_name(int state);

/* The scenario's first state. */
int thaw_fentanyl_initial(const thaw_scenario *scenario);

/* China's effort in a month, whatever else it does: none, partial or full (freeze, stay and resume
 * are none). */
thaw_move thaw_fentanyl_effort(thaw_move move);

/* Deaths averted by a month of that effort (docs/model.md section 4: B without price, weight and
 * perception). */
double thaw_fentanyl_lives(const thaw_scenario *scenario, thaw_move move);

/* One summand of a payoff. */
typedef struct thaw_term {
    const char *name; /* static text: "lives averted", "relief at home" */
    int player;
    double amount; /* points */
} thaw_term;

/* The terms that apply in a state for a pair of actions, in a fixed order; zero amounts of terms
 * that apply are kept. terms has room for THAW_TERMS_MAX; returns how many. The payoff is their
 * sum. */
int thaw_fentanyl_terms(const thaw_scenario *scenario, int state, thaw_pair pair, thaw_term *terms);

/* What each action of a state is. The actions of the game, in its order: US relief, steady,
 * pressure, and, where listed under listing.rule = decided, delist and relief+delist; China none,
 * partial, full, freeze (open) or stay, resume (frozen). Index of an action, -1 where the state
 * does not have it. */
int thaw_fentanyl_us_actions(const thaw_scenario *scenario, int state, thaw_stance *stances);
int thaw_fentanyl_china_actions(int state, thaw_move *moves);
int thaw_fentanyl_us_index(const thaw_scenario *scenario, int state, thaw_stance stance);
int thaw_fentanyl_china_index(int state, thaw_move move);

/* The chances of next month's states, given whether this month raised tension (a shock or pressure
 * did) and whether a shock struck the channel. Averaged over the shocks they are the game's
 * (docs/model.md section 5). */
void thaw_fentanyl_next(const thaw_scenario *scenario, int state, thaw_pair pair, bool raised,
                        bool struck, double next[THAW_FENTANYL_STATES]);

/* The game on all twelve states. The scenario must be valid. Action ranks say how much an action
 * gives. */
thaw_status thaw_fentanyl_game(const thaw_scenario *scenario, thaw_game **game, thaw_fault *fault);

/* The plan's pair in a state of the game: an announcement that a state does not have means the same
 * stance without it. */
thaw_pair thaw_fentanyl_pair(const thaw_scenario *scenario, const thaw_plan *plan, int state);

/* Whether a public signal of the game, keeps to the promised pair: the same stance, the same
 * public move, and effort that does not fall short (docs/model.md section 6). */
bool thaw_fentanyl_keeps(thaw_pair promised, int signal);

/* What is seen of China's move in a month; under perfect monitoring good, mixed and bad are full,
 * partial and none. */
typedef enum thaw_seen {
    THAW_SEEN_GOOD,
    THAW_SEEN_MIXED,
    THAW_SEEN_BAD,
    THAW_SEEN_FREEZE,
    THAW_SEEN_STAY,
    THAW_SEEN_RESUME,
    THAW_SEEN
} thaw_seen;

/* A public signal of the game is the stance and what is seen of China's move. */
void thaw_fentanyl_signal(int signal, thaw_stance *stance, thaw_seen *seen);

#endif
