/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month's payoffs. */
#include "cli/payoffs.h"

#include <string.h>

#include "cli/deal_report.h"

enum { DIGITS = 2 };

/* Payoffs closer than this share of a player's range are equal: rounding, not preference. */
static const double TIE = 1e-12;

static double payoff_at(const thaw_game *game, size_t row, int player)
{
    return game->payoff[row * (size_t)game->players + (size_t)player];
}

/* Whether no other action of the player would give it more, the others' staying as they are. */
static bool is_best_reply(const thaw_game *game, int state, size_t row, int player)
{
    size_t stride = thaw_game_stride(game, state, player);
    size_t count = (size_t)thaw_game_action_count(game, state, player);
    size_t own = (row - game->first_row[state]) / stride % count;
    double margin = TIE * thaw_game_range(game, player);
    for (size_t a = 0; a < count; a++)
        if (payoff_at(game, row - own * stride + a * stride, player) >
            payoff_at(game, row, player) + margin)
            return false;
    return true;
}

static char mark_of(const thaw_game *game, int state, size_t row, int player)
{
    return is_best_reply(game, state, row, player) ? '*' : '\0';
}

static void fill_matrix(const thaw_game *game, int state, thaw_table *table)
{
    int down = thaw_game_action_count(game, state, 0),
        across = thaw_game_action_count(game, state, 1);
    thaw_table_sides(table, game->player_name[0], game->player_name[1]);
    thaw_table_text(table, game->player_name[0], game->player_name[0]);
    for (int b = 0; b < across; b++) {
        const char *name = thaw_game_action_name(game, state, 1, b);
        thaw_table_pair(table, name, name, DIGITS);
    }
    for (int a = 0; a < down; a++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", thaw_game_action_name(game, state, 0, a));
        for (int b = 0; b < across; b++) {
            size_t row = thaw_game_row(game, state, (int[]){a, b});
            thaw_cell_pair(table, payoff_at(game, row, 0), payoff_at(game, row, 1));
            thaw_cell_mark(table, 0, mark_of(game, state, row, 0));
            thaw_cell_mark(table, 1, mark_of(game, state, row, 1));
        }
    }
}

static void fill_list(const thaw_game *game, int state, thaw_table *table)
{
    for (int player = 0; player < game->players; player++)
        thaw_table_text(table, game->player_name[player], game->player_name[player]);
    for (int player = 0; player < game->players; player++) {
        char name[THAW_KEY_MAX];
        snprintf(name, sizeof name, "u_%.80s", game->player_name[player]);
        thaw_table_number(table, name, name, DIGITS);
    }
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        thaw_table_row(table, 0);
        for (int player = 0; player < game->players; player++) {
            size_t count = (size_t)thaw_game_action_count(game, state, player);
            size_t own =
                (row - game->first_row[state]) / thaw_game_stride(game, state, player) % count;
            thaw_cell_text(table, "%s", thaw_game_action_name(game, state, player, (int)own));
        }
        for (int player = 0; player < game->players; player++) {
            thaw_cell_number(table, payoff_at(game, row, player));
            thaw_cell_mark(table, 0, mark_of(game, state, row, player));
        }
    }
}

void thaw_payoffs_fill(const thaw_game *game, int state, thaw_table *table)
{
    if (game->players == 2)
        fill_matrix(game, state, table);
    else
        fill_list(game, state, table);
}

json_t *thaw_players_json(const thaw_game *game)
{
    json_t *list = json_array();
    for (int player = 0; player < game->players; player++)
        json_array_append_new(list, thaw_json_text(game->player_name[player]));
    return list;
}

json_t *thaw_actions_json(const thaw_game *game, int state)
{
    json_t *list = json_array();
    for (int player = 0; player < game->players; player++) {
        json_t *names = json_array();
        for (int a = 0; a < thaw_game_action_count(game, state, player); a++)
            json_array_append_new(names,
                                  thaw_json_text(thaw_game_action_name(game, state, player, a)));
        json_array_append_new(list, names);
    }
    return list;
}

/* The payoffs of the rows from `row` on in which the players before `player` keep their actions. */
static json_t *nested(const thaw_game *game, int state, int player, size_t row)
{
    json_t *list = json_array();
    if (player == game->players) {
        for (int i = 0; i < game->players; i++)
            json_array_append_new(list, thaw_json_number(payoff_at(game, row, i)));
        return list;
    }
    size_t stride = thaw_game_stride(game, state, player);
    for (int a = 0; a < thaw_game_action_count(game, state, player); a++)
        json_array_append_new(list, nested(game, state, player + 1, row + (size_t)a * stride));
    return list;
}

json_t *thaw_payoffs_json(const thaw_game *game, int state)
{
    return json_pack("{s:o, s:o, s:o}", "name", thaw_json_text(game->state_name[state]), "actions",
                     thaw_actions_json(game, state), "payoffs",
                     nested(game, state, 0, game->first_row[state]));
}

static bool is_among(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

void thaw_chances_json(const thaw_game *game, int state, const double *chance,
                       const char *const *fixed, json_t *object)
{
    json_t *list = json_array();
    for (int player = 0; player < game->players; player++) {
        const char *name = game->player_name[player];
        int count = thaw_game_action_count(game, state, player);
        if (!is_among(name, fixed) && strcmp(name, "chances") != 0)
            json_object_set_new(object, name, thaw_json_numbers(chance, count));
        json_array_append_new(list, thaw_json_numbers(chance, count));
        chance += count;
    }
    json_object_set_new(object, "chances", list);
}
