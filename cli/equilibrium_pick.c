/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --pick means, and the equilibrium that it means. */
#include "cli/equilibrium_pick.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/words.h"

const int thaw_spans[THAW_SPANS][2] = {{1, 1}, {1, 12}, {13, 60}, {61, THAW_PICK_HORIZON}};

enum { YEAR = 12 };

/* Values within this share of the payoff range of another reach it. */
static const double REACHED = 1e-9;

/* ---- asking ---- */

static bool is_extreme(const char *text, const char *which, const char *player)
{
    size_t length = strlen(which);
    return strncmp(text, which, length) == 0 && strcmp(text + length, player) == 0;
}

thaw_status thaw_pick_read(const char *text, const thaw_game *game, thaw_point_wanted *wanted,
                           thaw_fault *fault)
{
    *wanted = (thaw_point_wanted){THAW_POINT_NASH, 0, {NAN, NAN}};
    if (strcmp(text, "nash") == 0)
        return THAW_OK;
    for (int i = 0; i < 2; i++) {
        wanted->player = i;
        wanted->kind = THAW_POINT_BEST;
        if (is_extreme(text, "best-", game->player_name[i]))
            return THAW_OK;
        wanted->kind = THAW_POINT_WORST;
        if (is_extreme(text, "worst-", game->player_name[i]))
            return THAW_OK;
    }
    thaw_fail(fault, THAW_EARG, "--pick %.100s: no such equilibrium to pick", text);
    thaw_fault_help(fault, "best-%.40s, best-%.40s, worst-%.40s, worst-%.40s or nash",
                    game->player_name[0], game->player_name[1], game->player_name[0],
                    game->player_name[1]);
    return THAW_EARG;
}

/* ---- over time ---- */

/* Shares of nodes as shares of rows. */
static void by_row(const thaw_automaton *automaton, const double *nodes, double *rows)
{
    for (size_t n = 0; n < automaton->nodes; n++)
        rows[automaton->row[n]] += nodes[n];
}

static thaw_status look_at_path(thaw_picked *picked, double *nodes, thaw_fault *fault)
{
    const thaw_game *game = picked->sets->study->setting.game;
    const thaw_equilibrium *equilibrium = &picked->equilibrium;
    const thaw_automaton *automaton = equilibrium->automaton;
    thaw_status status = THAW_OK;
    for (int k = 0; k < THAW_SPANS && status == THAW_OK; k++) {
        status = thaw_equilibrium_months(game, equilibrium, automaton->start, automaton->starts,
                                         thaw_spans[k][0], thaw_spans[k][1], nodes, fault);
        if (status == THAW_OK)
            by_row(automaton, nodes, picked->share[k]);
        for (size_t row = 0; row < thaw_game_rows(game); row++)
            for (size_t i = 0; i < 2; i++)
                picked->payoff[k][i] += picked->share[k][row] * game->payoff[row * 2 + i];
    }
    return status;
}

static thaw_status look_at_punishment(const thaw_picked *picked, int player, double *nodes,
                                      thaw_fault *fault)
{
    const thaw_game *game = picked->sets->study->setting.game;
    const thaw_equilibrium *equilibrium = &picked->equilibrium;
    size_t node = thaw_pick_answer(picked, picked->state, player);
    if (node == THAW_NO_NODE)
        return THAW_OK;
    const thaw_draw start = {node, 1};
    double least = equilibrium->value[player] - REACHED * thaw_game_range(game, player);
    thaw_status status =
        thaw_equilibrium_months(game, equilibrium, &start, 1, 1, YEAR, nodes, fault);
    if (status == THAW_OK) {
        by_row(equilibrium->automaton, nodes, picked->punished[player]);
        status = thaw_equilibrium_return(game, equilibrium, node, player, least, THAW_PICK_HORIZON,
                                         picked->back[player], fault);
    }
    return status;
}

static thaw_status look_ahead(thaw_picked *picked, thaw_fault *fault)
{
    const thaw_game *game = picked->sets->study->setting.game;
    size_t rows = thaw_game_rows(game);
    double *nodes = calloc(picked->equilibrium.automaton->nodes, sizeof *nodes);
    picked->profile = calloc(thaw_game_action_total(game), sizeof *picked->profile);
    bool all = nodes && picked->profile;
    for (int k = 0; k < THAW_SPANS; k++) {
        picked->share[k] = calloc(rows, sizeof *picked->share[k]);
        all = all && picked->share[k];
    }
    for (int i = 0; i < 2; i++) {
        picked->punished[i] = calloc(rows, sizeof *picked->punished[i]);
        picked->back[i] = calloc(THAW_PICK_HORIZON + 1, sizeof *picked->back[i]);
        all = all && picked->punished[i] && picked->back[i];
    }
    thaw_status status =
        all ? look_at_path(picked, nodes, fault) : thaw_fail(fault, THAW_ENOMEM, "out of memory");
    for (int i = 0; i < 2 && status == THAW_OK; i++)
        status = look_at_punishment(picked, i, nodes, fault);
    free(nodes);
    return status;
}

/* ---- the whole ---- */

size_t thaw_pick_answer(const thaw_picked *picked, int state, int player)
{
    return picked->equilibrium.automaton->answer[state * 2 + player];
}

const char *thaw_pick_action(const thaw_picked *picked, int state, size_t row, int player)
{
    const thaw_game *game = picked->sets->study->setting.game;
    int actions[2];
    thaw_game_actions(game, state, row, actions);
    return thaw_game_action_name(game, state, player, actions[player]);
}

thaw_status thaw_pick_solve(const thaw_sets *sets, const char *text, thaw_picked *picked,
                            thaw_fault *fault)
{
    const thaw_study *study = sets->study;
    *picked = (thaw_picked){
        .sets = sets, .name = text, .state = sets->only >= 0 ? sets->only : study->setting.initial};
    thaw_status status = thaw_pick_read(text, study->setting.game, &picked->wanted, fault);
    if (status != THAW_OK)
        return status;
    for (int i = 0; i < 2 && sets->no_deal; i++)
        picked->wanted.at[i] = study->no_deal.values[picked->state * 2 + i];
    status = thaw_equilibrium_extract(study->setting.game, &sets->equilibria, picked->state,
                                      &picked->wanted, &picked->equilibrium, fault);
    picked->over_no_deal =
        picked->wanted.kind == THAW_POINT_NASH && !picked->equilibrium.over_worst;
    return status == THAW_OK && picked->equilibrium.automaton ? look_ahead(picked, fault) : status;
}

void thaw_pick_clear(thaw_picked *picked)
{
    thaw_equilibrium_clear(&picked->equilibrium);
    for (int k = 0; k < THAW_SPANS; k++)
        free(picked->share[k]);
    for (int i = 0; i < 2; i++) {
        free(picked->punished[i]);
        free(picked->back[i]);
    }
    free(picked->profile);
}
