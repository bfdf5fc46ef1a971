/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario: values of all parameters, shocks, plans, and what analysts expected.
 *
 * io/scenario reads one from INI files; model/fentanyl turns one into a game. One function,
 * thaw_scenario_find, turns any key into a row and a pointer: INI, --set, thresholds, sensitivity
 * and documentation call it and know no other way to a value. */
#ifndef THAW_MODEL_SCENARIO_H
#define THAW_MODEL_SCENARIO_H

#include "model/parameters.h"
#include "model/plan.h"
#include "model/status.h"
#include "model/strategy_text.h"

enum {
    THAW_SCHEMA = 1,
    THAW_TEXT_MAX = 1024, /* bytes of a title, a question or an expectation, with its end */
    THAW_SHOCKS_MAX = 64, /* of one scenario, far more than anybody can judge */
    THAW_PLANS_MAX = 64,  /* the same */
    THAW_SCENARIO_STRATEGIES_MAX = 48, /* the same */
    THAW_EXPECTATIONS_MAX = 256,       /* the same */
    THAW_PLAN_NAME_MAX = 40 /* bytes of a plan's name, with its end: "+delist" must fit behind it */
};

/* One line of [expect]: "full_calm" = "holds". */
typedef struct thaw_expectation {
    char key[THAW_KEY_MAX];
    char value[THAW_TEXT_MAX];
} thaw_expectation;

/* A scenario, resolved. */
typedef struct thaw_scenario {
    char name[THAW_NAME_MAX * 2]; /* the file's stem */
    char title[THAW_TEXT_MAX];
    char question[THAW_TEXT_MAX];
    thaw_values values;
    thaw_shock *shocks; /* owned */
    size_t shock_count;
    thaw_plan *plans; /* the scenario's own, in the file's order; owned */
    size_t plan_count;
    thaw_strategy_text *strategies; /* the scenario's own, in the file's order; owned */
    size_t strategy_count;
    thaw_expectation *expectations; /* owned */
    size_t expectation_count;
} thaw_scenario;

/* Where a key's value lives. */
typedef struct thaw_place {
    const thaw_parameter *row; /* NULL when the key is unknown */
    double *value;             /* inside the scenario; invalid after thaw_scenario_add_shock */
    thaw_shock *shock;         /* the shock it belongs to, or NULL */
} thaw_place;

/* Sets every value to "not set" (NaN), no shocks, no plans. */
void thaw_scenario_init(thaw_scenario *scenario);
void thaw_scenario_clear(thaw_scenario *scenario);

/* A deep copy into `to`, which is overwritten (not cleared first). Fails with THAW_ENOMEM, leaving
 * `to` empty and clearable. */
thaw_status thaw_scenario_copy(const thaw_scenario *from, thaw_scenario *to, thaw_fault *fault);

/* The row and the value of "section.key" or "shock.NAME.key". Fails with THAW_EUNKNOWN and a
 * suggestion in the fault's help. */
thaw_status thaw_scenario_find(thaw_scenario *scenario, const char *key, thaw_place *place,
                               thaw_fault *fault);

/* Sets a key from its text: a number with nothing after it, finite and within the row's bounds, or
 * one of the row's words. Fails with THAW_EUNKNOWN, THAW_EPARSE or THAW_ERANGE, changing nothing.
 */
thaw_status thaw_scenario_set(thaw_scenario *scenario, const char *key, const char *text,
                              thaw_fault *fault);

/* Whether [name] may hold settings of a scenario: a section of the parameters, "expect",
 * "shock.NAME", "plan.NAME" or "strategy.NAME", whatever the NAME. Fails with THAW_EUNKNOWN and a
 * suggestion. */
thaw_status thaw_section_check(const char *name, thaw_fault *fault);

/* The shock of that name, added with its three numbers unset if there is none. NULL with the fault
 * filled on a bad name (empty, longer than THAW_NAME_MAX - 1 bytes, other than letters, digits,
 * '_': THAW_EPARSE), on more than THAW_SHOCKS_MAX (THAW_ERANGE), without memory (THAW_ENOMEM). */
thaw_shock *thaw_scenario_add_shock(thaw_scenario *scenario, const char *name, thaw_fault *fault);

/* The plan of that name among the scenario's own, added empty if there is none; as for shocks, with
 * names up to THAW_PLAN_NAME_MAX - 1 bytes. Names of built-in plans and words of [expect] are
 * refused (THAW_EARG). */
thaw_plan *thaw_scenario_add_plan(thaw_scenario *scenario, const char *name, thaw_fault *fault);

/* The strategy of that name among the scenario's own, added empty if there is none; as for shocks,
 * with names up to THAW_STRATEGY_WORD_MAX - 1 bytes, which may have '-' in them too. Names of
 * built-in strategies are refused (THAW_EARG). */
thaw_strategy_text *thaw_scenario_add_strategy(thaw_scenario *scenario, const char *name,
                                               thaw_fault *fault);

/* The plan named NAME, or NAME+delist, built in or the scenario's own. Fails with THAW_EUNKNOWN and
 * a suggestion. */
thaw_status thaw_scenario_plan(const thaw_scenario *scenario, const char *name, thaw_plan *plan,
                               thaw_fault *fault);

/* Adds (or replaces) one expectation, unchecked. Keys of faults about it are "expect.KEY". Fails
 * with THAW_ERANGE when key or value is too long or there are too many, with THAW_ENOMEM. */
thaw_status thaw_scenario_expect(thaw_scenario *scenario, const char *key, const char *value,
                                 thaw_fault *fault);

/* Every fault of the whole: values not set (THAW_EMISSING; more than five are one fault), outside
 * their bounds, words that are no index; chances that exceed 1 together; incomplete shocks,
 * plans and strategies; expectations that mean nothing. Run once after the last value is set. A
 * fault about several keys names them all, joined by " + ". Appends to `faults`; returns THAW_OK
 * when it added none, else the status of the first it added, or THAW_ENOMEM. */
thaw_status thaw_scenario_validate(const thaw_scenario *scenario, thaw_faults *faults);

#endif
