/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clauses from answers. */
#include "cli/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/words.h"
#include "model/fentanyl.h"

/* Chances nearer than this to 0 are not named, and to 1 are certain. */
static const double NEGLIGIBLE = 5e-4;

const char *thaw_phrase_capital(const thaw_study *study, int player)
{
    if (study->setting.scenario)
        return player == THAW_US ? "Washington" : "Beijing";
    return study->setting.game->player_name[player];
}

const char *thaw_phrase_country(const thaw_study *study, int player)
{
    if (study->setting.scenario)
        return player == THAW_US ? "the US" : "China";
    return study->setting.game->player_name[player];
}

/* Whether states of the setting differ in listing. */
static bool listing_varies(const thaw_study *study)
{
    for (int s = 1; s < study->setting.game->states; s++)
        if (thaw_fentanyl_listed(study->setting.fentanyl_state[s]) !=
            thaw_fentanyl_listed(study->setting.fentanyl_state[0]))
            return true;
    return false;
}

const char *thaw_phrase_state(const thaw_study *study, int state, char *buffer)
{
    if (!study->setting.scenario) {
        snprintf(buffer, THAW_PHRASE_MAX, "%.200s", study->setting.game->state_name[state]);
        return buffer;
    }
    int s = study->setting.fentanyl_state[state];
    snprintf(buffer, THAW_PHRASE_MAX, "a %s%s month%s", thaw_fentanyl_frozen(s) ? "frozen " : "",
             thaw_tension_name(thaw_fentanyl_tension(s)),
             !listing_varies(study)    ? ""
             : thaw_fentanyl_listed(s) ? " on the list"
                                       : " off the list");
    return buffer;
}

/* The action played for sure, or -1. */
static int pure_action(const double *chance, int count)
{
    for (int a = 0; a < count; a++)
        if (chance[a] > 1 - NEGLIGIBLE)
            return a;
    return -1;
}

/* The actions that are played and their chances; of the last one not, if it is to be short. */
static const char *mix(const thaw_study *study, const double *chance, int state, int player,
                       bool brief, char *buffer, size_t size)
{
    const thaw_game *game = study->setting.game;
    int count = thaw_game_action_count(game, state, player), last = 0;
    size_t left_out = 0;
    buffer[0] = '\0';
    for (int a = 0; a < count; a++)
        if (chance[a] > NEGLIGIBLE)
            last = a;
    for (int a = 0; a <= last; a++) {
        if (chance[a] <= NEGLIGIBLE)
            continue;
        bool told = chance[a] <= 1 - NEGLIGIBLE && !(brief && a == last);
        char item[THAW_WORDS_MAX], number[THAW_SHOWN_MAX] = "";
        if (told)
            snprintf(number, sizeof number, " %.3f", chance[a]);
        snprintf(item, sizeof item, "%.150s%s", thaw_game_action_name(game, state, player, a),
                 number);
        left_out = left_out > 0 || !thaw_words_item(buffer, size, ", ", item) ? left_out + 1 : 0;
    }
    if (left_out > 0)
        thaw_words_more(buffer, size, ", ", left_out);
    return buffer;
}

const char *thaw_phrase_mix(const thaw_study *study, const double *chance, int state, int player,
                            char *buffer)
{
    return mix(study, chance, state, player, false, buffer, THAW_PHRASE_MAX);
}

const char *thaw_phrase_play(const thaw_study *study, const double *profile, int state, int player,
                             char *buffer)
{
    size_t offset = thaw_game_action_offset(study->setting.game, state, player);
    return mix(study, profile + offset, state, player, false, buffer, THAW_PHRASE_MAX);
}

const char *thaw_phrase_play_short(const thaw_study *study, const double *profile, int state,
                                   int player, char *buffer)
{
    size_t offset = thaw_game_action_offset(study->setting.game, state, player);
    return mix(study, profile + offset, state, player, true, buffer, THAW_PHRASE_MAX);
}

/* "presses", "makes no effort": an action as what its capital does. */
static const char *verb_of(const thaw_study *study, int state, int player, int action)
{
    static const char *const stances[THAW_STANCES] = {"presses", "lets things stand",
                                                      "announces delisting", "gives relief",
                                                      "gives relief and announces delisting"};
    static const char *const moves[THAW_MOVES] = {"freezes the channel",      "makes no effort",
                                                  "makes a partial effort",   "makes a full effort",
                                                  "keeps the channel frozen", "offers to resume"};
    int s = study->setting.fentanyl_state[state];
    if (player == THAW_US) {
        thaw_stance of[THAW_STANCES];
        thaw_fentanyl_us_actions(study->setting.scenario, s, of);
        return stances[of[action]];
    }
    thaw_move of[THAW_MOVES];
    thaw_fentanyl_china_actions(s, of);
    return moves[of[action]];
}

/* Two clauses, of two players, fit into a phrase. */
enum { CLAUSE_MAX = THAW_PHRASE_MAX / 2 - 20, PLAY_MAX = CLAUSE_MAX - 70 };

static void write_clause(const thaw_study *study, const double *profile, int state, int player,
                         char *buffer)
{
    const thaw_game *game = study->setting.game;
    int pure = pure_action(profile + thaw_game_action_offset(game, state, player),
                           thaw_game_action_count(game, state, player));
    char play[CLAUSE_MAX];
    const char *who = thaw_phrase_capital(study, player);
    size_t offset = thaw_game_action_offset(game, state, player);
    if (pure >= 0 && study->setting.scenario)
        snprintf(buffer, CLAUSE_MAX, "%s %s", who, verb_of(study, state, player, pure));
    else
        snprintf(buffer, CLAUSE_MAX, "%.60s %s %s", who, pure >= 0 ? "plays" : "mixes",
                 mix(study, profile + offset, state, player, false, play, PLAY_MAX));
}

const char *thaw_phrase_both(const thaw_study *study, const double *profile, int state,
                             char *buffer)
{
    int players = study->setting.game->players, said = 0;
    buffer[0] = '\0';
    for (int i = 0; i < players && said == i; i++) {
        char clause[CLAUSE_MAX];
        write_clause(study, profile, state, i, clause);
        said += thaw_words_item(buffer, THAW_PHRASE_MAX, i + 1 == players ? " and " : ", ", clause);
    }
    if (said < players)
        thaw_words_add(buffer, THAW_PHRASE_MAX, " and %d more %s", players - said,
                       players - said == 1 ? "plays too" : "play too");
    return buffer;
}

/* [promised][done]: what is true whatever else the promise had in it. */
static const char *const us_departures[THAW_STANCES][THAW_STANCES] = {
    [THAW_PRESSURE] = {[THAW_STEADY] = "not pressing",
                       [THAW_DELIST] = "announcing delisting",
                       [THAW_RELIEF] = "giving relief",
                       [THAW_RELIEF_DELIST] = "giving relief and announcing delisting"},
    [THAW_STEADY] = {[THAW_PRESSURE] = "turning to pressure",
                     [THAW_DELIST] = "announcing delisting",
                     [THAW_RELIEF] = "giving relief",
                     [THAW_RELIEF_DELIST] = "giving relief and announcing delisting"},
    [THAW_DELIST] = {[THAW_PRESSURE] = "turning to pressure",
                     [THAW_STEADY] = "keeping China on the list",
                     [THAW_RELIEF] = "giving relief in place of delisting",
                     [THAW_RELIEF_DELIST] = "giving relief beside delisting"},
    [THAW_RELIEF] = {[THAW_PRESSURE] = "turning to pressure",
                     [THAW_STEADY] = "giving no relief",
                     [THAW_DELIST] = "announcing delisting in place of relief",
                     [THAW_RELIEF_DELIST] = "announcing delisting beside relief"},
    [THAW_RELIEF_DELIST] = {[THAW_PRESSURE] = "turning to pressure",
                            [THAW_STEADY] = "giving no relief and keeping China on the list",
                            [THAW_DELIST] = "giving no relief",
                            [THAW_RELIEF] = "keeping China on the list"},
};

static const char *const china_departures[THAW_MOVES][THAW_MOVES] = {
    [THAW_FREEZE] = {[THAW_NONE] = "leaving the channel open",
                     [THAW_PARTIAL] = "making a partial effort",
                     [THAW_FULL] = "making a full effort"},
    [THAW_NONE] = {[THAW_FREEZE] = "freezing the channel",
                   [THAW_PARTIAL] = "making a partial effort",
                   [THAW_FULL] = "making a full effort"},
    [THAW_PARTIAL] = {[THAW_FREEZE] = "freezing the channel",
                      [THAW_NONE] = "making no effort",
                      [THAW_FULL] = "making a full effort"},
    [THAW_FULL] = {[THAW_FREEZE] = "freezing the channel",
                   [THAW_NONE] = "making no effort",
                   [THAW_PARTIAL] = "slipping to partial effort"},
    [THAW_STAY] = {[THAW_RESUME] = "resuming"},
    [THAW_RESUME] = {[THAW_STAY] = "keeping the channel frozen"},
};

const char *thaw_phrase_departure(const thaw_study *study, int state, int player, int promised,
                                  int action, char *buffer)
{
    const thaw_game *game = study->setting.game;
    if (!study->setting.scenario) {
        snprintf(buffer, THAW_PHRASE_MAX, "playing %.100s in place of %.100s",
                 thaw_game_action_name(game, state, player, action),
                 thaw_game_action_name(game, state, player, promised));
        return buffer;
    }
    int s = study->setting.fentanyl_state[state];
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    thaw_fentanyl_us_actions(study->setting.scenario, s, stances);
    thaw_fentanyl_china_actions(s, moves);
    snprintf(buffer, THAW_PHRASE_MAX, "%s",
             player == THAW_US ? us_departures[stances[promised]][stances[action]]
                               : china_departures[moves[promised]][moves[action]]);
    return buffer;
}

const char *thaw_phrase_money(const thaw_study *study, double points, char *buffer)
{
    enum { DECIMALS = 2 };
    char number[THAW_SHOWN_MAX];
    if (study->setting.scenario)
        return thaw_words_money(points, buffer);
    thaw_number_show(points, DECIMALS, number, sizeof number);
    snprintf(buffer, THAW_WORDS_MAX, "%s points", number);
    return buffer;
}

const char *thaw_phrase_plan(const char *plan)
{
    static const char *const texts[][2] = {
        {"full", "full effort for relief, always"},
        {"full_calm", "full effort for relief in calm months"},
        {"partial", "partial effort for no new pressure, always"},
        {"partial_pause", "partial effort, paused in a crisis"},
        {"partial_pressure", "partial effort, with none and pressure in a crisis"},
    };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        if (strcmp(texts[k][0], plan) == 0)
            return texts[k][1];
    return NULL;
}

/* `always` follows a pair that is the same in all three. */
static void add_by_tension(const thaw_pair pairs[THAW_TENSIONS], const char *always, char *buffer)
{
    char names[THAW_TENSIONS][THAW_NAME_MAX];
    bool tense = thaw_pair_same(pairs[THAW_CALM], pairs[THAW_TENSE]);
    bool crisis = thaw_pair_same(pairs[THAW_TENSE], pairs[THAW_CRISIS]);
    for (int t = 0; t < THAW_TENSIONS; t++)
        thaw_pair_format(pairs[t], names[t], sizeof names[t]);
    if (tense && crisis)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s%s", names[THAW_CALM], always);
    else if (tense)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s in calm and tense months, %s in crises",
                       names[THAW_CALM], names[THAW_CRISIS]);
    else if (crisis)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s in calm months, %s in tense ones and crises",
                       names[THAW_CALM], names[THAW_TENSE]);
    else
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s in calm months, %s in tense ones, %s in crises",
                       names[THAW_CALM], names[THAW_TENSE], names[THAW_CRISIS]);
}

const char *thaw_phrase_pairs(const thaw_plan *plan, char *buffer)
{
    static const thaw_pair usual = {THAW_RELIEF, THAW_RESUME};
    bool as_usual = true;
    buffer[0] = '\0';
    add_by_tension(plan->open, " whatever the tension", buffer);
    for (int t = 0; t < THAW_TENSIONS; t++)
        as_usual = as_usual && thaw_pair_same(plan->frozen[t], usual);
    if (!as_usual) {
        thaw_words_add(buffer, THAW_PHRASE_MAX, "; while frozen ");
        add_by_tension(plan->frozen, "", buffer);
    }
    return buffer;
}
