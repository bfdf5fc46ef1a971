/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One month on its own: its memory, best replies, and the judge's word on every equilibrium. */
#include "solvers/stage.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/stage_judge.h"
#include "solvers/settings.h"
#include "solvers/stage_parts.h"

/* ---- the month ---- */

double thaw_stage_tie(double least, double most)
{
    return THAW_STAGE_TIE * (most - least) +
           THAW_STAGE_TIE_ROUNDINGS * DBL_EPSILON * fmax(fabs(least), fabs(most));
}

static void measure(thaw_month *month, int player)
{
    struct thaw_month_player *p = &month->player[player];
    size_t players = (size_t)month->players;
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t row = 0; row < month->rows; row++) {
        least = fmin(least, month->payoff[row * players + (size_t)player]);
        most = fmax(most, month->payoff[row * players + (size_t)player]);
    }
    p->actions = (size_t)thaw_game_action_count(month->game, month->state, player);
    p->stride = thaw_game_stride(month->game, month->state, player);
    p->least = least;
    p->range = most - least;
    p->tie = thaw_stage_tie(least, most);
}

static thaw_status open_month(const thaw_game *game, int state,
                              const thaw_markov_settings *settings, thaw_month *month,
                              thaw_fault *fault)
{
    if (state < 0 || state >= game->states)
        return thaw_fail(fault, THAW_EARG, "there is no state %d in a game of %d", state,
                         game->states);
    *month =
        (thaw_month){.game = game, .settings = settings, .state = state, .players = game->players};
    month->rows = thaw_game_state_rows(game, state);
    month->payoff = game->payoff + game->first_row[state] * (size_t)game->players;
    if (!(month->player = calloc((size_t)game->players, sizeof *month->player)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a month of %d players", game->players);
    for (int player = 0; player < game->players; player++)
        measure(month, player);
    return THAW_OK;
}

thaw_status thaw_month_stopped(const thaw_month *month, thaw_outcome outcome, thaw_fault *fault)
{
    return outcome == THAW_OUTCOME_CONVERGED
               ? THAW_OK
               : thaw_fail(fault, thaw_status_of(outcome), "a month of %zu rows: %s", month->rows,
                           thaw_outcome_text(outcome));
}

double thaw_month_gain(const thaw_month *month, int player, size_t others, size_t action,
                       size_t base)
{
    double gain = thaw_month_payoff(month, player, others, action) -
                  thaw_month_payoff(month, player, others, base);
    return fabs(gain) <= month->player[player].tie ? 0.0 : gain;
}

/* ---- memory ---- */

static bool allocate(const thaw_month *month, thaw_stage *stage)
{
    size_t players = (size_t)month->players;
    stage->players = month->players;
    stage->rows = month->rows;
    if (!(stage->offset = calloc(players + 1, sizeof *stage->offset)))
        return false;
    for (size_t player = 0; player < players; player++)
        stage->offset[player + 1] = stage->offset[player] + month->player[player].actions;
    stage->actions = stage->offset[players];
    return (stage->best_reply = calloc(stage->rows * players, sizeof *stage->best_reply)) &&
           (stage->dominated = calloc(stage->actions, sizeof *stage->dominated)) &&
           (stage->minmax_pure = calloc(players, sizeof *stage->minmax_pure)) &&
           (stage->minmax = calloc(players, sizeof *stage->minmax)) &&
           (stage->correlated = calloc(stage->rows, sizeof *stage->correlated)) &&
           (stage->correlated_value = calloc(players, sizeof *stage->correlated_value));
}

void thaw_stage_free(thaw_stage *stage)
{
    if (!stage)
        return;
    for (size_t action = 0; stage->dominated && action < stage->actions; action++)
        free(stage->dominated[action].mixture);
    if (stage->equilibrium)
        free(stage->equilibrium[0].chance); /* one block for all, see thaw_stage_equilibrate */
    free(stage->equilibrium);
    free(stage->offset);
    free(stage->best_reply);
    free(stage->dominated);
    free(stage->minmax_pure);
    free(stage->minmax);
    free(stage->correlated);
    free(stage->correlated_value);
    free(stage);
}

/* ---- best replies ---- */

static void mark_best_replies(const thaw_month *month, int player, thaw_stage *stage)
{
    const struct thaw_month_player *p = &month->player[player];
    for (size_t others = 0; others < thaw_month_others(month, player); others++) {
        double best = -HUGE_VAL;
        for (size_t action = 0; action < p->actions; action++)
            best = fmax(best, thaw_month_payoff(month, player, others, action));
        for (size_t action = 0; action < p->actions; action++) {
            size_t row = thaw_month_row(month, player, others, action);
            stage->best_reply[row * (size_t)month->players + (size_t)player] =
                thaw_month_payoff(month, player, others, action) >= best - p->tie;
        }
    }
}

/* ---- the judge ---- */

static void judge(const thaw_month *month, thaw_stage *stage)
{
    double allowed = 0.0;
    for (int player = 0; player < month->players; player++) {
        const struct thaw_month_player *p = &month->player[player];
        allowed = fmax(allowed, THAW_STAGE_REGRET * p->range + p->tie);
    }
    stage->correlated_regret = thaw_correlated_regret(month->game, month->state, stage->correlated);
    if (!(stage->correlated_regret <= allowed))
        stage->correlated_outcome = THAW_OUTCOME_REGRET;
    for (size_t k = 0; k < stage->equilibria; k++) {
        thaw_stage_equilibrium *e = &stage->equilibrium[k];
        thaw_judgement verdict;
        thaw_judge_month(month->game, month->state, e->chance, e->value, &verdict);
        e->regret = verdict.regret;
        if (!(verdict.regret <= allowed && verdict.residual <= allowed &&
              verdict.bad_chance <= THAW_STAGE_REGRET))
            stage->outcome = THAW_OUTCOME_REGRET;
    }
}

/* ---- the whole ---- */

static thaw_status solve(const thaw_month *month, thaw_stage *stage, thaw_fault *fault)
{
    if (!allocate(month, stage))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a month of %zu rows", month->rows);
    for (int player = 0; player < month->players; player++)
        mark_best_replies(month, player, stage);
    thaw_status status = thaw_stage_dominance(month, stage, fault);
    if (status == THAW_OK)
        status = thaw_stage_minmax(month, stage, fault);
    if (status == THAW_OK)
        status = thaw_stage_correlate(month, stage, fault);
    if (status == THAW_OK)
        status = thaw_stage_equilibrate(month, stage, fault);
    if (status == THAW_OK)
        judge(month, stage);
    return status;
}

thaw_status thaw_stage_solve(const thaw_game *game, int state, const thaw_markov_settings *settings,
                             thaw_stage **stage, thaw_fault *fault)
{
    thaw_month month;
    thaw_status status = open_month(game, state, settings, &month, fault);
    if (status != THAW_OK)
        return status;
    thaw_stage *new = calloc(1, sizeof *new);
    status = new ? solve(&month, new, fault)
                 : thaw_fail(fault, THAW_ENOMEM, "no memory for a month's answer");
    free(month.player);
    if (status == THAW_OK)
        *stage = new;
    else
        thaw_stage_free(new);
    return status;
}
