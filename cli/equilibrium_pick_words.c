/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about an equilibrium that was picked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/equilibrium_pick.h"
#include "cli/phrases.h"
#include "cli/words.h"

static const thaw_study *study_of(const thaw_picked *picked)
{
    return picked->sets->study;
}

static const char *month_word(const thaw_picked *picked)
{
    return study_of(picked)->setting.scenario ? "month" : "period";
}

/* "Washington presses and Beijing freezes the channel": what a node plays. */
static const char *play_of(const thaw_picked *picked, size_t node, char *buffer)
{
    const thaw_game *game = study_of(picked)->setting.game;
    const thaw_automaton *automaton = picked->equilibrium.automaton;
    int state = automaton->state[node], actions[2];
    size_t at[2];
    thaw_game_actions(game, state, automaton->row[node], actions);
    for (int i = 0; i < 2; i++) {
        at[i] = thaw_game_action_offset(game, state, i) + (size_t)actions[i];
        picked->profile[at[i]] = 1;
    }
    thaw_phrase_both(study_of(picked), picked->profile, state, buffer);
    picked->profile[at[0]] = picked->profile[at[1]] = 0;
    return buffer;
}

/* ---- what it is ---- */

static void kind_words(const thaw_picked *picked, char *buffer)
{
    const thaw_study *study = study_of(picked);
    if (picked->wanted.kind != THAW_POINT_NASH)
        snprintf(buffer, THAW_PHRASE_MAX, "that is %s for %.60s",
                 picked->wanted.kind == THAW_POINT_BEST ? "best" : "worst",
                 thaw_phrase_country(study, picked->wanted.player));
    else if (picked->over_no_deal)
        snprintf(buffer, THAW_PHRASE_MAX, "with the largest product of gains over no deal");
    else
        snprintf(buffer, THAW_PHRASE_MAX,
                 "with the largest product of gains over the worst for each (%s)",
                 picked->sets->no_deal ? "none has gains for both over no deal"
                                       : "no deal is not known");
}

static void say_worth(const thaw_picked *picked, thaw_answer *answer)
{
    char kind[THAW_PHRASE_MAX], where[THAW_PHRASE_MAX], money[2][THAW_WORDS_MAX];
    const thaw_study *study = study_of(picked);
    kind_words(picked, kind);
    for (int i = 0; i < 2; i++)
        thaw_phrase_money(study, picked->equilibrium.value[i], money[i]);
    thaw_say(answer, THAW_SENTENCE,
             "The equilibrium %s from %.200s is worth %s a %s to %.60s and %s to %.60s.", kind,
             thaw_phrase_state(study, picked->state, where), money[0], month_word(picked),
             thaw_phrase_country(study, 0), money[1], thaw_phrase_country(study, 1));
}

/* Whether play begins with one pair of actions, whatever the coin says. */
static bool begins_alike(const thaw_automaton *automaton)
{
    for (size_t k = 1; k < automaton->starts; k++)
        if (automaton->row[automaton->start[k].node] != automaton->row[automaton->start[0].node])
            return false;
    return true;
}

static void say_start(const thaw_picked *picked, thaw_answer *answer)
{
    const thaw_automaton *automaton = picked->equilibrium.automaton;
    bool alike = begins_alike(automaton);
    char text[3 * THAW_PHRASE_MAX] = "", play[THAW_PHRASE_MAX], chance[THAW_WORDS_MAX];
    for (size_t k = 0; k < (alike ? 1 : automaton->starts); k++) {
        const thaw_draw *start = &automaton->start[k];
        if (!alike)
            thaw_words_add(text, sizeof text, "%swith a chance of %s ", k == 0 ? "" : "; ",
                           thaw_words_chance(start->chance, chance));
        thaw_words_add(text, sizeof text, "%s", play_of(picked, start->node, play));
    }
    thaw_say(answer, THAW_SENTENCE, "The first %s%s: %s.", month_word(picked),
             alike ? "" : " is up to the coin", text);
}

/* ---- over time ---- */

enum { TOP = 3 };

/* A pair by its actions' names: states may share it. */
typedef struct named_pair {
    const char *action[2];
    double share;
} named_pair;

/* Adds a share to the pair of that name, or to a new one. */
static void add_share(named_pair *pairs, size_t *count, size_t most, named_pair one)
{
    size_t k = 0;
    while (k < *count && (strcmp(pairs[k].action[0], one.action[0]) != 0 ||
                          strcmp(pairs[k].action[1], one.action[1]) != 0))
        k++;
    if (k < *count)
        pairs[k].share += one.share;
    else if (*count < most)
        pairs[(*count)++] = one;
}

/* "mostly relief/partial (64%) and relief/full (20%)", "always relief/full": the pairs that rows
 * with these shares play. */
static const char *mostly(const thaw_picked *picked, const double *share, char *buffer)
{
    enum { NAMES = 64 };
    static const double WORTH_NAMING = 0.05, NEVER = 1e-6, NEARLY = 0.995;
    const thaw_game *game = study_of(picked)->setting.game;
    named_pair pairs[NAMES];
    size_t count = 0, named = 0;
    char text[TOP][THAW_WORDS_MAX];
    const char *list[TOP];
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
            if (share[row] > NEVER)
                add_share(pairs, &count, NAMES,
                          (named_pair){{thaw_pick_action(picked, s, row, 0),
                                        thaw_pick_action(picked, s, row, 1)},
                                       share[row]});
    for (size_t k = 0; k < count; k++)
        if (pairs[k].share > NEARLY) {
            snprintf(buffer, THAW_PHRASE_MAX, "%s %.60s/%.60s",
                     count == 1 ? "always" : "almost always", pairs[k].action[0],
                     pairs[k].action[1]);
            return buffer;
        }
    while (named < TOP) {
        size_t best = 0;
        for (size_t k = 1; k < count; k++)
            best = pairs[k].share > pairs[best].share ? k : best;
        if (count == 0 || pairs[best].share < WORTH_NAMING)
            break;
        snprintf(text[named], sizeof text[named], "%.40s/%.40s (%.0f%%)", pairs[best].action[0],
                 pairs[best].action[1], 100 * pairs[best].share);
        list[named] = text[named];
        named++;
        pairs[best].share = 0;
    }
    char words[THAW_WORDS_MAX];
    if (named == 0)
        snprintf(buffer, THAW_PHRASE_MAX, "now one pair, now another");
    else
        snprintf(buffer, THAW_PHRASE_MAX, "mostly %s", thaw_words_list(list, named, "and", words));
    return buffer;
}

static void say_path(const thaw_picked *picked, thaw_answer *answer)
{
    enum { EARLY = 1, LATE = THAW_SPANS - 1 };
    char early[THAW_PHRASE_MAX], late[THAW_PHRASE_MAX], money[4][THAW_WORDS_MAX];
    const thaw_study *study = study_of(picked);
    const char *months = month_word(picked);
    mostly(picked, picked->share[EARLY], early);
    mostly(picked, picked->share[LATE], late);
    if (strcmp(early, late) == 0) {
        thaw_say(answer, THAW_SENTENCE, "Kept to, it is %s.", early);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        thaw_phrase_money(study, picked->payoff[EARLY][i], money[i]);
        thaw_phrase_money(study, picked->payoff[LATE][i], money[2 + i]);
    }
    thaw_say(
        answer, THAW_SENTENCE,
        "Kept to, the first %d %ss are %s; a %s brings %.60s %s and %.60s %s. %ss %d to %d are "
        "%s; a %s brings %s and %s.",
        thaw_spans[EARLY][1], months, early, months, thaw_phrase_country(study, 0), money[0],
        thaw_phrase_country(study, 1), money[1], study->setting.scenario ? "Month" : "Period",
        thaw_spans[LATE][0], thaw_spans[LATE][1], late, months, money[2], money[3]);
}

/* ---- departures ---- */

/* When that player is back at what the start is worth: a clause that begins with "it". */
static void return_words(const thaw_picked *picked, int player, char *buffer)
{
    static const double HARDLY = 5e-4;
    const double *back = picked->back[player];
    const char *months = month_word(picked);
    char chance[THAW_WORDS_MAX];
    int m = 0;
    while (m < THAW_PICK_HORIZON && back[m] < 0.5)
        m++;
    if (m == 0)
        snprintf(buffer, THAW_PHRASE_MAX, "that is no less than the start is worth");
    else if (back[m] >= 0.5)
        snprintf(buffer, THAW_PHRASE_MAX,
                 "it is back at what the start is worth within %d %s%s, as likely as not", m,
                 months, m == 1 ? "" : "s");
    else if (back[m] >= HARDLY)
        snprintf(buffer, THAW_PHRASE_MAX,
                 "it is back at what the start is worth within %d %ss with a chance of %s",
                 THAW_PICK_HORIZON, months, thaw_words_chance(back[m], chance));
    else
        snprintf(buffer, THAW_PHRASE_MAX, "it is not back at what the start is worth within %d %ss",
                 THAW_PICK_HORIZON, months);
}

static void say_punishment(const thaw_picked *picked, int player, thaw_answer *answer)
{
    const thaw_study *study = study_of(picked);
    size_t node = thaw_pick_answer(picked, picked->state, player);
    if (node == THAW_NO_NODE)
        return;
    char play[THAW_PHRASE_MAX], text[THAW_PHRASE_MAX], money[THAW_WORDS_MAX],
        returns[THAW_PHRASE_MAX], where[THAW_PHRASE_MAX] = "", state[THAW_PHRASE_MAX];
    if (study->setting.game->states > 1)
        snprintf(where, sizeof where, " and the next %s is %.200s", month_word(picked),
                 thaw_phrase_state(study, picked->state, state));
    return_words(picked, player, returns);
    thaw_say(answer, THAW_SENTENCE,
             "If %.60s departs%.240s, the answer begins so: %s. Its first %d %ss are %s. It leaves "
             "%.60s %s a %s; %s.",
             thaw_phrase_capital(study, player), where, play_of(picked, node, play),
             thaw_spans[1][1], month_word(picked), mostly(picked, picked->punished[player], text),
             thaw_phrase_country(study, player),
             thaw_phrase_money(study, picked->equilibrium.values[node * 2 + (size_t)player], money),
             month_word(picked), returns);
}

static void say_least(const thaw_picked *picked, thaw_answer *answer)
{
    static const double NOTHING = 1e-6;
    const thaw_study *study = study_of(picked);
    const thaw_automaton_judgement *j = &picked->equilibrium.judgement;
    const thaw_automaton *automaton = picked->equilibrium.automaton;
    if (j->node == THAW_NO_NODE) {
        thaw_say(answer, THAW_SENTENCE, "Nobody can depart: there is never a choice.");
        return;
    }
    int state = automaton->state[j->node], actions[2];
    size_t row = automaton->row[j->node];
    char how[THAW_PHRASE_MAX], where[THAW_PHRASE_MAX], money[THAW_WORDS_MAX];
    double price = thaw_study_price(study, j->player, j->margin);
    thaw_game_actions(study->setting.game, state, row, actions);
    thaw_phrase_departure(study, state, j->player, actions[j->player], j->action, how);
    thaw_say(answer, THAW_SENTENCE,
             "The departure that costs least: %.60s %.250s in %.200s where %.60s/%.60s is due. It "
             "costs %s.",
             thaw_phrase_capital(study, j->player), how, thaw_phrase_state(study, state, where),
             thaw_pick_action(picked, state, row, 0), thaw_pick_action(picked, state, row, 1),
             price < NOTHING ? "hardly anything: the promise binds"
                             : thaw_phrase_money(study, price, money));
}

/* The values' error as a power of ten that it does not exceed, rounding of the judge's own sums
 * included. */
static double error_shown(const thaw_automaton_judgement *j)
{
    static const double ROUNDING = 1e-12;
    return pow(10, ceil(log10(fmax(j->error, ROUNDING)) - ROUNDING));
}

static void say_judged(const thaw_picked *picked, thaw_answer *answer)
{
    const thaw_automaton_judgement *j = &picked->equilibrium.judgement;
    char counted[THAW_WORDS_MAX], regret[THAW_WORDS_MAX] = "none gains";
    if (j->regret > 0)
        snprintf(regret, sizeof regret, "the most that one gains is %.1e points a %s", j->regret,
                 month_word(picked));
    thaw_say(answer, THAW_SENTENCE,
             "The judge looked at every departure from %s of play: %s. The values are right to "
             "%.0e.",
             thaw_words_count(picked->equilibrium.automaton->nodes, "point", "points", counted),
             regret, error_shown(j));
}

void thaw_pick_story(const thaw_picked *picked, thaw_answer *answer)
{
    if (!picked->equilibrium.automaton) {
        char where[THAW_PHRASE_MAX];
        thaw_say(answer, THAW_SENTENCE, "From %.200s no equilibrium is known that could be picked.",
                 thaw_phrase_state(study_of(picked), picked->state, where));
        return;
    }
    say_worth(picked, answer);
    say_start(picked, answer);
    say_path(picked, answer);
    for (int i = 0; i < 2; i++)
        say_punishment(picked, i, answer);
    say_least(picked, answer);
    say_judged(picked, answer);
}
