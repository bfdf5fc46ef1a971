/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month's payoffs as a table and as JSON, for scenarios and games alike. */
#ifndef THAW_CLI_PAYOFFS_H
#define THAW_CLI_PAYOFFS_H

#include "cli/answer.h"
#include "model/game.h"

/* Fills an empty table with the payoffs of a state, best replies marked *: for two players a
 * matrix, the first player's actions down; otherwise a row an action profile. */
void thaw_payoffs_fill(const thaw_game *game, int state, thaw_table *table);

/* {"name", "actions": [[...] a player], "payoffs": nested by player, each end an array of payoffs}.
 */
json_t *thaw_payoffs_json(const thaw_game *game, int state);

/* The names of a state's actions, or of the players, as arrays of strings. */
json_t *thaw_actions_json(const thaw_game *game, int state);
json_t *thaw_players_json(const thaw_game *game);

/* Sets in an object the chances of a state's actions, which are one player's after the other's:
 * under each player's name, but for a name that is among the object's `fixed` members (NULL ends
 * them), and all of them, in the players' order, under "chances". */
void thaw_chances_json(const thaw_game *game, int state, const double *chance,
                       const char *const *fixed, json_t *object);

#endif
