/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about states, play, departures and plans, generated from answers: for scenarios in the
 * words of the case, for game files in the file's own names. Each writes into a buffer of
 * THAW_PHRASE_MAX bytes and returns it. */
#ifndef THAW_CLI_PHRASES_H
#define THAW_CLI_PHRASES_H

#include "cli/study.h"

enum { THAW_PHRASE_MAX = 512 };

/* "Washington", "Beijing"; "the US", "China"; the player's name in a game file. */
const char *thaw_phrase_capital(const thaw_study *study, int player);
const char *thaw_phrase_country(const thaw_study *study, int player);

/* "a calm month", "a frozen tense month off the list": listing is named only where the setting has
 * both. */
const char *thaw_phrase_state(const thaw_study *study, int state, char *buffer);

/* What a player plays in a state, given the chances of its actions there: "pressure",
 * "relief 0.171, pressure 0.829". */
const char *thaw_phrase_mix(const thaw_study *study, const double *chance, int state, int player,
                            char *buffer);

/* The same, from a profile of the setting's game. */
const char *thaw_phrase_play(const thaw_study *study, const double *profile, int state, int player,
                             char *buffer);

/* The same for tables: the last action named has the rest of the chances, "relief 0.171, pressure".
 */
const char *thaw_phrase_play_short(const thaw_study *study, const double *profile, int state,
                                   int player, char *buffer);

/* The same as a clause: "Washington presses and Beijing makes no effort". */
const char *thaw_phrase_both(const thaw_study *study, const double *profile, int state,
                             char *buffer);

/* A departure from a promised action to another: "slipping to partial effort", "turning to
 * pressure". */
const char *thaw_phrase_departure(const thaw_study *study, int state, int player, int promised,
                                  int action, char *buffer);

/* Points as "US$ 0.68 bn"; of a game file "0.68 points". */
const char *thaw_phrase_money(const thaw_study *study, double points, char *buffer);

/* What a built-in plan is, in a few words: "full effort for relief in calm months"; NULL for
 * others. */
const char *thaw_phrase_plan(const char *plan);

/* What a plan asks for: "relief/full in calm months, steady/partial in tense ones and crises"; and
 * while frozen, where that is not relief/resume. */
const char *thaw_phrase_pairs(const thaw_plan *plan, char *buffer);

#endif
