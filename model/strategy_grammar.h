/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a strategy taken apart, and what their words mean. Private to model/. */
#ifndef THAW_MODEL_STRATEGY_GRAMMAR_H
#define THAW_MODEL_STRATEGY_GRAMMAR_H

#include "model/fentanyl.h"
#include "model/strategy_text.h"

enum { CLAUSES_MAX = 16, CONDITIONS_MAX = 8, OPTIONS_MAX = 4 };

/* What a condition asks. Words of the month are known when it is played, the others after it. */
typedef enum thaw_word {
    WORD_CALM,
    WORD_TENSE,
    WORD_CRISIS,
    WORD_LISTED,
    WORD_UNLISTED,
    WORD_OPEN,
    WORD_FROZEN,
    WORDS_OF_MONTH,
    WORD_PRESSURE = WORDS_OF_MONTH,
    WORD_STEADY,
    WORD_DELIST,
    WORD_RELIEF,
    WORD_GOOD,
    WORD_MIXED,
    WORD_BAD,
    WORD_FREEZE,
    WORD_STAY,
    WORD_RESUME,
    WORD_LAPSE,
    WORD_COIN,
    WORDS
} thaw_word;

typedef struct thaw_condition {
    thaw_word word;
    bool negated;
    double coin; /* of WORD_COIN: whether the coin is below this */
} thaw_condition;

typedef struct thaw_clause {
    int options; /* of a line of play */
    char action[OPTIONS_MAX][THAW_STRATEGY_WORD_MAX];
    double chance[OPTIONS_MAX];      /* sum to 1 */
    char to[THAW_STRATEGY_WORD_MAX]; /* of a line of next: a memory state */
    int conditions;                  /* all must be so */
    thaw_condition condition[CONDITIONS_MAX];
} thaw_clause;

typedef struct thaw_clauses {
    int count;
    thaw_clause clause[CLAUSES_MAX];
} thaw_clauses;

/* What is known when a condition is asked. */
typedef struct thaw_occasion {
    int player, state; /* the fentanyl game's */
    thaw_stance stance;
    thaw_seen seen;
    double coin;
} thaw_occasion;

/* Takes a line apart; fails with THAW_EPARSE or THAW_ERANGE and says what would be right. The
 * fault's column and length are then those of the word in the line, 0 where it is no one word. */
thaw_status thaw_clauses_read(const char *line, bool play, thaw_clauses *clauses,
                              thaw_fault *fault);

/* Whether all conditions of a clause are so. */
bool thaw_clause_applies(const thaw_clause *clause, const thaw_occasion *occasion);

/* The option's action as that player's action in a state: a thaw_stance or thaw_move; -1 where the
 * player has no such action, or not while the channel is as it is. */
int thaw_clause_action(const thaw_clause *clause, int option, int player, int state);

/* The clause of a line of play that is played in a state: the first whose conditions are so and
 * whose actions the state has; NULL when there is none. */
const thaw_clause *thaw_clauses_play(const thaw_clauses *clauses, int player, int state);

#endif
