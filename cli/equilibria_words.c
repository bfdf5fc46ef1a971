/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about sets of equilibrium payoffs. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/equilibria_report.h"
#include "cli/phrases.h"
#include "cli/words.h"

enum { NAMED = 8 }; /* states or pairs that a sentence names, at most */

static const thaw_game *game_of(const thaw_sets *sets)
{
    return sets->study->setting.game;
}

/* The state that sentences are about: the one asked for, or the first. */
static int state_of(const thaw_sets *sets)
{
    return sets->only >= 0 ? sets->only : sets->study->setting.initial;
}

/* ---- which states have any ---- */

/* "calm and tense": the states of one kind, the first few by name. */
static size_t list_states(const thaw_sets *sets, thaw_existence kind, char *buffer)
{
    const char *names[NAMED + 1];
    char others[THAW_WORDS_MAX];
    size_t count = 0;
    for (int s = 0; s < sets->equilibria.states; s++)
        if (thaw_sets_existence(&sets->equilibria.set[s]) == kind && count++ < NAMED)
            names[count - 1] = game_of(sets)->state_name[s];
    size_t named = count < NAMED ? count : NAMED;
    if (count > named) {
        snprintf(others, sizeof others, "%zu more", count - named);
        names[named++] = others;
    }
    thaw_words_list(names, named, "and", buffer);
    return count;
}

static void say_none(const thaw_sets *sets, thaw_answer *answer)
{
    char steps[THAW_WORDS_MAX];
    thaw_say(answer, THAW_SENTENCE,
             "There is no pure-action equilibrium, proved: the iteration emptied in %s. Play that "
             "mixes is not ruled out.",
             thaw_words_count((size_t)sets->equilibria.steps, "step", "steps", steps));
}

static void say_states(const thaw_sets *sets, thaw_answer *answer)
{
    char with[THAW_WORDS_MAX], without[THAW_WORDS_MAX], open[THAW_WORDS_MAX];
    size_t states = (size_t)sets->equilibria.states;
    size_t has = list_states(sets, THAW_EXISTS, with),
           none = list_states(sets, THAW_EXISTS_NOT, without),
           unknown = list_states(sets, THAW_EXISTENCE_OPEN, open);
    if (none == states)
        say_none(sets, answer);
    else if (has == states)
        thaw_say(answer, THAW_SENTENCE, "%shere are equilibria in pure actions.",
                 states == 1 ? "T" : "From every state t");
    else if (has > 0)
        thaw_say(answer, THAW_SENTENCE,
                 "From %zu of %zu states there are equilibria in pure actions: %s.", has, states,
                 with);
    if (none > 0 && none < states)
        thaw_say(answer, THAW_SENTENCE,
                 "From %s there is none, proved: the iteration emptied. Play that mixes is not "
                 "ruled out.",
                 without);
    if (unknown == states)
        thaw_say(answer, THAW_SENTENCE,
                 "Whether there are equilibria in pure actions is not known.");
    else if (unknown > 0)
        thaw_say(answer, THAW_SENTENCE, "Whether there is one from %s is not known.", open);
}

/* ---- what they bring ---- */

/* Points of a month: "US$ 0.17 bn"; of a game file "0.17 points". What lies within the gap of 0 is
 * written as 0. */
static const char *money(const thaw_sets *sets, double points, char *buffer)
{
    bool nothing = fabs(points) < thaw_sets_nothing(sets);
    return thaw_phrase_money(sets->study, nothing ? 0 : points, buffer);
}

/* "Washington gets US$ 0.17 bn a month at worst and US$ 3.80 bn at best". */
static void add_player(const thaw_sets *sets, const thaw_payoff_set *set, int player, char *buffer)
{
    char least[THAW_WORDS_MAX], most[THAW_WORDS_MAX];
    double from = set->worst[player], to = thaw_sets_most(&set->inner, player);
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%.60s %s%s%s",
                   thaw_phrase_capital(sets->study, player), player == 0 ? "gets " : "",
                   money(sets, from, least), player == 0 ? " a month" : "");
    if (strcmp(money(sets, from, least), money(sets, to, most)) == 0)
        thaw_words_add(buffer, THAW_PHRASE_MAX, " in each");
    else
        thaw_words_add(buffer, THAW_PHRASE_MAX, " at worst and %s at best", money(sets, to, most));
}

/* A Markov perfect equilibrium in pure actions lies in the set: where no deal does not, it mixes.
 */
static void say_no_deal(const thaw_sets *sets, thaw_answer *answer)
{
    static const double ROUNDING = 1e-9;
    const thaw_game *game = game_of(sets);
    int state = state_of(sets);
    const double *value = sets->study->no_deal.values + (size_t)state * 2;
    const thaw_payoff_set *set = &sets->equilibria.set[state];
    char us[THAW_WORDS_MAX], china[THAW_WORDS_MAX];
    double near = sets->equilibria.error + ROUNDING * thaw_game_widest_range(game);
    bool outside = thaw_polygon_distance(&set->outer, (thaw_point){{value[0], value[1]}}) > near;
    thaw_say(answer, THAW_SENTENCE, "No deal is worth %s a month to %.60s and %s to %.60s%s.",
             money(sets, value[0], us), thaw_phrase_capital(sets->study, 0),
             money(sets, value[1], china), thaw_phrase_capital(sets->study, 1),
             outside ? ", which no equilibrium in pure actions brings: it mixes" : "");
}

/* What is known where no equilibrium is. */
static void say_bounds(const thaw_sets *sets, thaw_answer *answer)
{
    const thaw_payoff_set *set = &sets->equilibria.set[state_of(sets)];
    char where[THAW_PHRASE_MAX], least[2][THAW_WORDS_MAX], most[2][THAW_WORDS_MAX];
    for (int i = 0; i < 2; i++) {
        money(sets, set->bound[i], least[i]);
        money(sets, thaw_sets_most(&set->outer, i), most[i]);
    }
    thaw_say(answer, THAW_SENTENCE,
             "From %.200s, none brings %.60s less than %s or more than %s a month, or %.60s less "
             "than %s or more than %s.",
             thaw_phrase_state(sets->study, state_of(sets), where),
             thaw_phrase_capital(sets->study, 0), least[0], most[0],
             thaw_phrase_capital(sets->study, 1), least[1], most[1]);
}

static void say_payoffs(const thaw_sets *sets, thaw_answer *answer)
{
    const thaw_payoff_set *set = &sets->equilibria.set[state_of(sets)];
    char where[THAW_PHRASE_MAX], text[THAW_PHRASE_MAX] = "";
    if (thaw_sets_existence(set) == THAW_EXISTS) {
        for (int i = 0; i < 2; i++) {
            thaw_words_add(text, sizeof text, "%s", i == 0 ? "" : ", ");
            add_player(sets, set, i, text);
        }
        thaw_say(answer, THAW_SENTENCE, "From %.200s, %s.",
                 thaw_phrase_state(sets->study, state_of(sets), where), text);
    }
    if (thaw_sets_existence(set) == THAW_EXISTENCE_OPEN)
        say_bounds(sets, answer);
    if (sets->no_deal)
        say_no_deal(sets, answer);
}

/* ---- which pairs are played ---- */

static size_t count_pairs(const thaw_sets *sets, thaw_playable kind)
{
    const thaw_game *game = game_of(sets);
    size_t from = sets->only >= 0 ? game->first_row[sets->only] : 0, count = 0;
    size_t to = sets->only >= 0 ? game->first_row[sets->only + 1] : thaw_game_rows(game);
    for (size_t row = from; row < to; row++)
        count += sets->equilibria.playable[row] == kind;
    return count;
}

static void say_pairs(const thaw_sets *sets, thaw_answer *answer)
{
    size_t played = count_pairs(sets, THAW_PLAYED), never = count_pairs(sets, THAW_NEVER),
           unknown = count_pairs(sets, THAW_UNKNOWN), all = played + never + unknown;
    bool several = sets->only < 0 && sets->equilibria.states > 1;
    char undecided[THAW_WORDS_MAX] = "";
    if (played == 0 && unknown == 0)
        return;
    if (unknown > 0)
        snprintf(undecided, sizeof undecided, "; %zu %s undecided", unknown,
                 unknown == 1 ? "is" : "are");
    if (unknown == all)
        thaw_say(answer, THAW_SENTENCE, "All %zu pairs of actions are undecided.", all);
    else if (played == all)
        thaw_say(answer, THAW_SENTENCE, "%svery pair of actions begins some equilibrium.",
                 several ? "In every state e" : "E");
    else
        thaw_say(answer, THAW_SENTENCE,
                 "Of %zu pairs of actions%s %zu begin%s some equilibrium and %zu none%s.", all,
                 several ? ", counted in each state," : "", played, played == 1 ? "s" : "", never,
                 undecided);
}

/* ---- how sure that is ---- */

/* The least power of ten that is not below it, "1e-09"; from a hundredth on the number. */
static const char *bound_text(double value, char *buffer)
{
    static const double LARGE = 0.01, ROUNDING = 1e-9;
    if (value >= LARGE)
        snprintf(buffer, THAW_WORDS_MAX, "%.2g", value);
    else
        snprintf(buffer, THAW_WORDS_MAX, "%g", pow(10, ceil(log10(value) - ROUNDING)));
    return buffer;
}

static void say_knife_edge(const thaw_sets *sets, thaw_answer *answer)
{
    char slack[THAW_WORDS_MAX];
    thaw_say(answer, THAW_SENTENCE,
             "On a knife edge: smaller slack than %s points a month decides%s. No tolerance closes "
             "the gap.",
             bound_text(sets->equilibria.slack, slack),
             count_pairs(sets, THAW_UNKNOWN) > 0 ? " whether the undecided pairs can be played"
                                                 : "");
}

static void say_stopped(const thaw_sets *sets, thaw_answer *answer)
{
    thaw_say(answer, THAW_SENTENCE,
             "Not as near as %g of the payoff range: %s. What is said is right all the same.",
             sets->tolerance, thaw_outcome_text(sets->equilibria.outcome));
}

static void say_gap(const thaw_sets *sets, thaw_answer *answer)
{
    const thaw_equilibria *e = &sets->equilibria;
    char gap[THAW_WORDS_MAX];
    if (e->outcome == THAW_OUTCOME_KNIFE_EDGE)
        say_knife_edge(sets, answer);
    else if (e->outcome != THAW_OUTCOME_CONVERGED && e->outcome != THAW_OUTCOME_INFEASIBLE)
        say_stopped(sets, answer);
    if (isfinite(e->gap) && e->gap > 0)
        thaw_say(answer, THAW_SENTENCE,
                 "Payoffs that are certain and payoffs that cannot be ruled out are at most %s of "
                 "the payoff range apart.",
                 bound_text(e->gap, gap));
}

void thaw_sets_story(const thaw_sets *sets, thaw_answer *answer)
{
    say_states(sets, answer);
    say_payoffs(sets, answer);
    say_pairs(sets, answer);
    say_gap(sets, answer);
}
