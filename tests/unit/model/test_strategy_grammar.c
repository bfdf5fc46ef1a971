/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of play and next: what each word asks, and what is refused (docs/strategies.md). What a
 * reader of scenarios says of them stands in tests/faults. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/strategy_grammar.h"

/* A word many times over: "a", "a" more, ... */
static const char *repeated(const char *first, const char *more, int times)
{
    static char line[4096];
    snprintf(line, sizeof line, "%s", first);
    for (int k = 0; k < times; k++)
        strncat(line, more, sizeof line - strlen(line) - 1);
    return line;
}

static void expect_fault(const char *line, bool play, thaw_status status, const char *text,
                         const char *help)
{
    thaw_clauses clauses;
    thaw_fault fault = {0};
    cr_expect_eq(thaw_clauses_read(line, play, &clauses, &fault), status, "%s", line);
    cr_expect_str_eq(fault.text, text);
    cr_expect_str_eq(fault.help, help);
}

Test(strategy_grammar, lines_longer_than_any)
{
    expect_fault("steady-as-she-goes-and-goes-and-goes-and-goes", true, THAW_EPARSE,
                 "no word is as long as 'steady-as-she-goes-and-goes-and-goes-and...'", "");
    expect_fault(repeated("steady", ",", 256), true, THAW_ERANGE, "a line has more than 256 words",
                 "");
    expect_fault(repeated("steady when calm", " and calm", 8), true, THAW_ERANGE,
                 "a clause has more than 8 conditions", "");
    expect_fault(repeated("steady 0.1", " or steady 0.1", 4), true, THAW_ERANGE,
                 "a mix has more than 4 actions", "");
    expect_fault(repeated("steady when calm", ", steady when calm", 16), true, THAW_ERANGE,
                 "a line has more than 16 clauses", "");
}

Test(strategy_grammar, what_is_missing_or_not_seen)
{
    static const char next_help[] = "next can ask for a month's state, the stance, good, mixed, "
                                    "bad, freeze, stay, resume, lapse, coin < P";
    expect_fault("steady or when calm", true, THAW_EPARSE, "an action is missing before when", "");
    expect_fault("steady 0.5 or", true, THAW_EPARSE, "an action is missing", "");
    expect_fault("steady when xxxxxxxxxx", true, THAW_EPARSE,
                 "'xxxxxxxxxx' is nothing that a strategy can see",
                 "play can ask for calm, tense, crisis, listed, unlisted, open, frozen");
    expect_fault("a when xxxxxxxxxx", false, THAW_EPARSE,
                 "'xxxxxxxxxx' is nothing that a strategy can see", next_help);
    expect_fault("xxxxxxxxxx", true, THAW_EPARSE, "'xxxxxxxxxx' is not an action",
                 "the US has pressure, steady, delist, relief, relief+delist; China none, partial, "
                 "full, freeze; frozen: stay, resume");
    expect_fault("when calm", false, THAW_EPARSE, "a memory state is missing before when", "");
    expect_fault("a when coin < 1/0", false, THAW_EPARSE, "coin is compared with a chance",
                 "write coin < 0.25, or coin < 1/3");
    expect_fault("a when coin < half", false, THAW_EPARSE, "coin is compared with a chance",
                 "write coin < 0.25, or coin < 1/3");
}

static bool applies(const char *condition, int state, thaw_stance stance, thaw_seen seen)
{
    char line[64];
    thaw_clauses clauses;
    thaw_occasion occasion = {.player = THAW_US, .state = state, .stance = stance, .seen = seen};
    snprintf(line, sizeof line, "there when %s", condition);
    cr_assert_eq(thaw_clauses_read(line, false, &clauses, NULL), THAW_OK, "%s", line);
    bool is = thaw_clause_applies(&clauses.clause[0], &occasion);
    snprintf(line, sizeof line, "there when not %s", condition);
    cr_assert_eq(thaw_clauses_read(line, false, &clauses, NULL), THAW_OK, "%s", line);
    cr_assert_neq(thaw_clause_applies(&clauses.clause[0], &occasion), is, "%s", line);
    return is;
}

/* Each word is so in the states, or after the stances, that it names, and in no other; both
 * stances with an announcement of delisting are delist, both with relief are relief. */
Test(strategy_grammar, words_are_so_where_they_say)
{
    static const char *const tensions[] = {"calm", "tense", "crisis"};
    for (int s = 0; s < THAW_FENTANYL_STATES; s++) {
        for (int t = 0; t < 3; t++)
            cr_expect_eq(applies(tensions[t], s, THAW_STEADY, THAW_SEEN_GOOD),
                         (int)thaw_fentanyl_tension(s) == t);
        cr_expect_eq(applies("listed", s, THAW_STEADY, THAW_SEEN_GOOD), thaw_fentanyl_listed(s));
        cr_expect_eq(applies("unlisted", s, THAW_STEADY, THAW_SEEN_GOOD), !thaw_fentanyl_listed(s));
        cr_expect_eq(applies("frozen", s, THAW_STEADY, THAW_SEEN_GOOD), thaw_fentanyl_frozen(s));
        cr_expect_eq(applies("open", s, THAW_STEADY, THAW_SEEN_GOOD), !thaw_fentanyl_frozen(s));
    }
    for (int k = 0; k < THAW_STANCES; k++) {
        thaw_stance stance = (thaw_stance)k;
        const char *name = thaw_stance_name(stance);
        cr_expect_eq(applies("pressure", 0, stance, THAW_SEEN_GOOD), strcmp(name, "pressure") == 0);
        cr_expect_eq(applies("steady", 0, stance, THAW_SEEN_GOOD), strcmp(name, "steady") == 0);
        cr_expect_eq(applies("delist", 0, stance, THAW_SEEN_GOOD), strstr(name, "delist") != NULL);
        cr_expect_eq(applies("relief", 0, stance, THAW_SEEN_GOOD), strstr(name, "relief") != NULL);
    }
}
