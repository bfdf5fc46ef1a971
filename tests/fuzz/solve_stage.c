/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each month of any game on its own: best replies, equilibria, minmax values, dominance and
 * correlated equilibria, each beside the others and beside the judge. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/stage_judge.h"
#include "solvers/glpk_guard.h"
#include "solvers/settings.h"
#include "solvers/stage.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"

/* What rounding and ties may make of a comparison, points. */
static double slack_of(const thaw_game *game, int player)
{
    return 1e-8 * thaw_game_range(game, player) + 1e-13 * player_scale(game, player);
}

static double widest_slack(const thaw_game *game)
{
    double slack = 0;
    for (int i = 0; i < game->players; i++)
        slack = fmax(slack, slack_of(game, i));
    return slack;
}

/* Whether payoffs that count as equal in the month are far nearer than those that do not. Where
 * some are neither, what is tied with what depends on the pair that is looked at, and what ties
 * decide may contradict itself. */
static bool is_sharp(const thaw_game *game, int state)
{
    size_t players = (size_t)game->players;
    for (size_t i = 0; i < players; i++) {
        double tie = THAW_STAGE_TIE * thaw_game_range(game, (int)i) +
                     THAW_STAGE_TIE_ROUNDINGS * DBL_EPSILON * player_scale(game, (int)i);
        for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++)
            for (size_t other = game->first_row[state]; other < row; other++) {
                double apart =
                    fabs(game->payoff[row * players + i] - game->payoff[other * players + i]);
                if (apart > 1e-6 * tie && apart < 1e6 * tie)
                    return false;
            }
    }
    return true;
}

static void require_equilibrium(const thaw_game *game, int state, const thaw_stage *stage,
                                const thaw_stage_equilibrium *e)
{
    thaw_judgement j;
    thaw_judge_month(game, state, e->chance, e->value, &j);
    require(j.bad_chance <= 1e-9, "chances are off by %g", j.bad_chance);
    require(j.residual <= widest_slack(game), "values are off by %g", j.residual);
    require(j.player < 0 || stage->outcome == THAW_OUTCOME_REGRET ||
                j.regret <= slack_of(game, j.player),
            "player %d gains %g on an equilibrium of state %d", j.player, j.regret, state);
    for (int i = 0; i < game->players; i++)
        require(e->value[i] >= stage->minmax[i] - slack_of(game, i),
                "an equilibrium gives player %d %.17g, its minmax value is %.17g", i, e->value[i],
                stage->minmax[i]);
}

/* Rows in which all reply best are the pure equilibria. */
static void require_pure_ones(const thaw_stage *stage)
{
    size_t all_best = 0, pure = 0, players = (size_t)stage->players;
    for (size_t row = 0; row < stage->rows; row++) {
        size_t best = 0;
        for (size_t i = 0; i < players; i++)
            best += stage->best_reply[row * players + i];
        all_best += best == players;
    }
    for (size_t k = 0; k < stage->equilibria; k++)
        pure += stage->equilibrium[k].pure;
    require(pure == all_best, "%zu pure equilibria, and all reply best in %zu rows", pure,
            all_best);
}

static void require_correlated(const thaw_game *game, int state, const thaw_stage *stage,
                               bool sharp)
{
    double sum = 0, slack = game->players * widest_slack(game);
    for (size_t row = 0; row < stage->rows; row++) {
        require(stage->correlated[row] >= -1e-9, "a chance of %g", stage->correlated[row]);
        sum += stage->correlated[row];
    }
    require(fabs(sum - 1) <= 1e-7, "chances sum to %.17g", sum);
    double regret = thaw_correlated_regret(game, state, stage->correlated);
    require(regret <= 10 * slack, "disobedience gains %g", regret);
    require(stage->correlated_joint <= stage->correlated_bound + slack,
            "a joint payoff of %.17g is above the bound %.17g", stage->correlated_joint,
            stage->correlated_bound);
    for (size_t k = 0; sharp && k < stage->equilibria; k++) {
        double joint = 0;
        for (int i = 0; i < game->players; i++)
            joint += stage->equilibrium[k].value[i];
        require(joint <= stage->correlated_bound + slack,
                "an equilibrium has %.17g together, the bound is %.17g", joint,
                stage->correlated_bound);
    }
}

static void require_actions(const thaw_game *game, const thaw_stage *stage)
{
    for (int i = 0; i < game->players; i++) {
        int undominated = 0;
        for (size_t a = stage->offset[i]; a < stage->offset[i + 1]; a++) {
            const thaw_dominated *d = &stage->dominated[a];
            undominated += d->kind != THAW_STRICTLY_DOMINATED;
            require(d->margin >= 0 && (d->margin > 0) == (d->kind == THAW_STRICTLY_DOMINATED),
                    "a dominator gains %g, kind %d", d->margin, (int)d->kind);
            require(d->kind != THAW_STRICTLY_DOMINATED || d->by >= 0 || d->mixture,
                    "something dominates");
        }
        require(undominated > 0, "some action is not dominated");
        require(stage->minmax[i] <= stage->minmax_pure[i] + slack_of(game, i),
                "minmax %.17g is above the pure one, %.17g", stage->minmax[i],
                stage->minmax_pure[i]);
    }
}

static void solve_month(const thaw_game *game, int state)
{
    thaw_stage *stage = NULL;
    thaw_fault fault = {0};
    thaw_status status = thaw_stage_solve(game, state, NULL, &stage, &fault);
    require(status == THAW_OK || status == THAW_ENUMERIC, "%s", fault.text);
    if (status != THAW_OK) {
        require_fault(&fault);
        return;
    }
    require_actions(game, stage);
    bool sharp = is_sharp(game, state);
    if (stage->outcome != THAW_OUTCOME_STEP_LIMIT && sharp)
        require_pure_ones(stage);
    for (size_t k = 0; k < stage->equilibria; k++)
        require_equilibrium(game, state, stage, &stage->equilibrium[k]);
    require(!stage->mixed || stage->equilibria > 0, "a game has an equilibrium (Nash 1950)");
    if (stage->correlated_outcome == THAW_OUTCOME_CONVERGED)
        require_correlated(game, state, stage, sharp);
    thaw_stage_free(stage);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size, 0};
    thaw_game *game = byte_game(&b, (byte_shape){3, 2, 4, 0, 1});
    for (int s = 0; s < game->states; s++)
        solve_month(game, s);
    thaw_glpk_thread_end();
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
