/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strategies there are: the built-in ones, those of a scenario, and how they are named. */
#ifndef THAW_MODEL_STRATEGIES_H
#define THAW_MODEL_STRATEGIES_H

#include "model/setting.h"
#include "model/strategy.h"
#include "model/strategy_text.h"

/* A built-in strategy. Names are those of docs/strategies.md; both sides have a tit-for-tat. */
typedef struct thaw_builtin_strategy {
    const char *name;
    int player;
    const char *lines;  /* "key = value", one a line */
    const char *about;  /* one line, no capital, no full stop */
    const char *source; /* author, year; "" where it is a plain rule */
} thaw_builtin_strategy;

/* All of them, the US ones first. Static storage. */
const thaw_builtin_strategy *thaw_builtin_strategies(size_t *count);

/* Whether a built-in strategy of either player has that name. */
bool thaw_strategy_is_builtin(const char *name);

enum { THAW_STRATEGIES_MAX = 128 }; /* names of one player's strategies */

/* The names of a player's strategies: the built-in ones, then the scenario's own, in order. names
 * has room for THAW_STRATEGIES_MAX and borrows from the scenario. Returns how many. */
size_t thaw_strategy_names(const thaw_scenario *scenario, int player,
                           const char *names[THAW_STRATEGIES_MAX]);

/* The automaton that a text means in a setting of a scenario. The text must be without fault
 * (thaw_strategy_text_check). An announcement that a state does not have means the same stance
 * without it. Fails with THAW_EARG for a game file, THAW_ERANGE when there are too many memory
 * states or pieces of the coin, THAW_ENOMEM. */
thaw_status thaw_strategy_compile(const thaw_setting *setting, const thaw_strategy_text *text,
                                  thaw_strategy **strategy, thaw_fault *fault);

/* The player's strategy of that name. Fails with THAW_EUNKNOWN and a suggestion, or as
 * thaw_strategy_compile. */
thaw_status thaw_strategy_find(const thaw_setting *setting, int player, const char *name,
                               thaw_strategy **strategy, thaw_fault *fault);

/* Whether `text` is written like a pair of strategies, "snapback-6/opportunist", and not like a
 * deal: one '/', no ',' and no '@'. */
bool thaw_strategies_are_meant(const char *text);

/* The pair "US/CHINA" of a setting: sides[player], the caller's to free; NULL on failure. Fails as
 * thaw_strategy_find, or with THAW_EPARSE. */
thaw_status thaw_strategies_read(const thaw_setting *setting, const char *text,
                                 thaw_strategy *sides[2], thaw_fault *fault);

#endif
