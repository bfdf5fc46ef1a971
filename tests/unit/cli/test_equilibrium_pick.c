/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/equilibrium_pick: what --pick means, and answers that agree with themselves. Whether
 * what is picked is an equilibrium is tested in tests/unit/solvers and tests/property. */
#include "cli/equilibrium_pick.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "tests/support/sample_games.h"
#include "tests/support/studies.h"

struct pick_case {
    const char *text;
    thaw_status status;
    thaw_point_kind kind;
    int player;
};

Test(equilibrium_pick, names_of_players_stand_for_sides)
{
    static const struct pick_case cases[] = {
        {"best-p0", THAW_OK, THAW_POINT_BEST, 0},   {"best-p1", THAW_OK, THAW_POINT_BEST, 1},
        {"worst-p0", THAW_OK, THAW_POINT_WORST, 0}, {"worst-p1", THAW_OK, THAW_POINT_WORST, 1},
        {"nash", THAW_OK, THAW_POINT_NASH, 0},      {"best-us", THAW_EARG, THAW_POINT_BEST, 0},
        {"best-", THAW_EARG, THAW_POINT_BEST, 0},   {"", THAW_EARG, THAW_POINT_BEST, 0},
    };
    const int actions[] = {1, 1};
    thaw_game *game = blank_game(2, 1, actions, 0.5);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_point_wanted wanted;
        thaw_fault fault = {0};
        cr_assert(eq(int, thaw_pick_read(cases[k].text, game, &wanted, &fault), cases[k].status),
                  "%s", cases[k].text);
        if (cases[k].status == THAW_OK) {
            cr_expect(eq(int, wanted.kind, cases[k].kind), "%s", cases[k].text);
            cr_expect(wanted.kind == THAW_POINT_NASH || wanted.player == cases[k].player, "%s",
                      cases[k].text);
        } else {
            cr_expect(eq(str, fault.help, "best-p0, best-p1, worst-p0, worst-p1 or nash"));
        }
    }
    thaw_game_free(game);
}

/* ---- answers ---- */

static double number_at(const json_t *array, size_t index)
{
    return json_number_value(json_array_get(array, index));
}

static const json_t *pick_of(const thaw_answer *answer)
{
    const json_t *pick = json_object_get(answer->json, "pick");
    cr_assert(eq(int, json_is_object(pick), 1));
    return pick;
}

/* The set of the state in which the pick begins. */
static const json_t *set_of(const thaw_answer *answer, const char *state)
{
    size_t k;
    json_t *set;
    json_array_foreach(json_object_get(answer->json, "states"), k,
                       set) if (strcmp(json_string_value(json_object_get(set, "name")), state) ==
                                0) return set;
    cr_assert(false, "no state %s", state);
    return NULL;
}

static void expect_whole_shares(const json_t *pick, const char *line)
{
    for (size_t span = 0; span < THAW_SPANS; span++) {
        double sum = 0;
        size_t k;
        json_t *row;
        json_array_foreach(json_object_get(pick, "path"), k, row) sum +=
            number_at(json_object_get(row, "shares"), span);
        cr_expect(epsilon_eq(dbl, sum, 1, 1e-9), "%s, span %zu", line, span);
    }
}

/* Who departs is left with the worst that the set of the state then has for it. */
static void expect_worst_punishments(const thaw_answer *answer, const char *line)
{
    size_t k;
    json_t *punishment;
    const json_t *players = json_object_get(answer->json, "players");
    json_array_foreach(json_object_get(pick_of(answer), "punishments"), k, punishment)
    {
        const char *who = json_string_value(json_object_get(punishment, "player"));
        size_t player = strcmp(who, json_string_value(json_array_get(players, 0))) == 0 ? 0 : 1;
        const json_t *set = set_of(answer, json_string_value(json_object_get(punishment, "state")));
        cr_expect(epsilon_eq(dbl, number_at(json_object_get(punishment, "value"), player),
                             number_at(json_object_get(set, "worst"), player), 1e-9),
                  "%s", line);
    }
}

Test(equilibrium_pick, answers_agree_with_the_sets_and_themselves)
{
    static const char *const lines[] = {
        "equilibria scenarios/games/pd.json --pick best-one",
        "equilibria scenarios/games/pd.json --pick nash",
        "equilibria scenarios/games/two-state-pd.json --pick worst-two",
        "equilibria baseline --tolerance 0.1 --pick best-china",
        "equilibria 2025-tariffs --tolerance 0.1 --pick worst-us",
    };
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        thaw_answer answer;
        answer_of(lines[k], &answer);
        const json_t *pick = pick_of(&answer);
        expect_whole_shares(pick, lines[k]);
        expect_worst_punishments(&answer, lines[k]);
        cr_expect(le(dbl, json_number_value(json_object_get(pick, "regret")), 1e-12), "%s",
                  lines[k]);
        thaw_answer_clear(&answer);
    }
}

Test(equilibrium_pick, extremes_are_those_of_the_set)
{
    static const char *const which[] = {"worst", "best"}, *const players[] = {"us", "china"};
    for (int kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < 2; i++) {
            char line[128];
            thaw_answer answer;
            snprintf(line, sizeof line, "equilibria baseline --tolerance 0.1 --pick %s-%s",
                     which[kind], players[i]);
            answer_of(line, &answer);
            const json_t *pick = pick_of(&answer);
            const json_t *set = set_of(&answer, json_string_value(json_object_get(pick, "state")));
            cr_expect(epsilon_eq(dbl, number_at(json_object_get(pick, "value"), i),
                                 number_at(json_object_get(set, which[kind]), i), 1e-9),
                      "%s", line);
            thaw_answer_clear(&answer);
        }
}

/* An automaton of many nodes is counted, one of few is listed. */
Test(equilibrium_pick, nodes_are_listed_where_they_are_few)
{
    thaw_answer few, many;
    answer_of("equilibria scenarios/games/pd.json --pick best-one", &few);
    answer_of("equilibria baseline --tolerance 0.1 --pick nash", &many);
    json_int_t count = json_integer_value(json_object_get(pick_of(&few), "node_count"));
    cr_expect(eq(sz, json_array_size(json_object_get(pick_of(&few), "nodes")), (size_t)count));
    cr_expect(eq(int, json_is_null(json_object_get(pick_of(&many), "nodes")), 1));
    thaw_answer_clear(&few);
    thaw_answer_clear(&many);
}
