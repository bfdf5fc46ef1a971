/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No deal in any game: an equilibrium that the judge accepts, or an outcome that says why there is
 * none. */
#include <math.h>
#include <stdlib.h>

#include "solvers/settings.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"

/* Paths are given up here: some times what most games take. */
static const thaw_markov_settings limits = {.step_limit = 300};

static void require_chances(const thaw_game *game, const double *profile)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++) {
            const double *chance = profile + thaw_game_action_offset(game, s, i);
            double sum = 0;
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++) {
                require(chance[a] >= 0 && chance[a] <= 1 + 1e-12, "chance %g", chance[a]);
                sum += chance[a];
            }
            require(fabs(sum - 1) <= 1e-9, "chances sum to %.17g", sum);
        }
}

/* How much of a player's regret may be rounding, and no more is let pass than the solver's own
 * tolerance, as a share of the player's range. */
static double regret_allowed(const thaw_game *game, int player)
{
    return THAW_REGRET * thaw_game_range(game, player) +
           2 * THAW_TIE_ROUNDINGS * 0x1p-52 * player_scale(game, player);
}

static void require_equilibrium(const thaw_game *game, const solution *s)
{
    thaw_judgement j;
    double scale = payoff_scale(game);
    require_chances(game, s->profile);
    require_within_payoffs(game, s->values, game->states, 1e-9 * scale);
    require(thaw_judge(game, s->profile, s->values, NULL, NULL, &j, NULL) == THAW_OK, "a judge");
    require(j.residual <= 1e-10 * scale, "the values' residual is %g", j.residual);
    require(j.player < 0 || j.regret <= regret_allowed(game, j.player),
            "converged, and player %d gains %g in state %d by action %d", j.player, j.regret,
            j.state, j.action);
}

static bool is_sure(const solution *s)
{
    return s->result.outcome == THAW_OUTCOME_CONVERGED && s->result.isolated && !s->result.branches;
}

/* What an equilibrium of the game is, everybody renumbered, is one of the renumbered game. */
static void require_renumbered(const thaw_game *game, const solution *s, dice d)
{
    renumbering to = random_renumbering(&d, game);
    thaw_game *other = renumbered_game(game, &to);
    solution again = solution_within(other, &limits);
    if (again.result.outcome == THAW_OUTCOME_CONVERGED)
        require_equilibrium(other, &again);
    double worst = 0;
    for (int t = 0; t < game->states; t++)
        for (int i = 0; i < game->players; i++)
            worst =
                fmax(worst, fabs(s->values[t * game->players + i] -
                                 again.values[to.state_to[t] * game->players + to.player_to[i]]));
    require(!is_sure(s) || !is_sure(&again) || worst <= 1e-6 * payoff_scale(game),
            "renumbered, the one answer is worth %g more or less", worst);
    solution_clear(&again);
    thaw_game_free(other);
    renumbering_clear(&to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size, 0};
    bool renumber = take_choice(&b, 2) == 1;
    thaw_game *game = byte_game(&b, (byte_shape){3, 4, 4, 0, 1});
    solution s = solution_within(game, &limits);
    for (size_t k = 0; k < value_count(game); k++)
        require(isfinite(s.values[k]), "a value is %g (%s)", s.values[k],
                thaw_outcome_text(s.result.outcome));
    if (s.result.outcome == THAW_OUTCOME_CONVERGED)
        require_equilibrium(game, &s);
    if (renumber)
        require_renumbered(game, &s, dice_new(bytes_seed(data, size)));
    solution_clear(&s);
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
