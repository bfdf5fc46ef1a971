/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs of any game for two: the inner ones generate themselves and lie in
 * the outer ones, whose points are made are equilibria, and what is known to be an equilibrium is
 * not missed. */
#include <math.h>
#include <stdlib.h>

#include "solvers/clock.h"
#include "solvers/equilibrium.h"
#include "solvers/settings.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"
#include "tests/support/sets.h"

enum { STEPS = 300 };
static const double seconds = 2;

/* Sets are given up at whichever limit is first; what they say then must hold all the same. */
static thaw_equilibria limited_sets(const thaw_game *game)
{
    thaw_equilibria e;
    thaw_fault fault = {0};
    thaw_equilibria_settings settings = {.step_limit = STEPS, .deadline = thaw_clock() + seconds};
    require(thaw_equilibria_solve(game, &settings, &e, &fault) == THAW_OK, "%s", fault.text);
    return e;
}

static void require_sound(const thaw_game *game, const thaw_equilibria *e)
{
    const char *complaint = sets_complaint(game, e);
    require(complaint == NULL, "%s (%s, %ld steps)", complaint, thaw_outcome_text(e->outcome),
            e->steps);
}

/* ---- equilibria made explicit ---- */

static void require_equilibrium(const thaw_game *game, const thaw_equilibria *e, int state,
                                thaw_point_wanted wanted)
{
    thaw_equilibrium found;
    thaw_fault fault = {0};
    double scale = payoff_scale(game);
    require(thaw_equilibrium_extract(game, e, state, &wanted, &found, &fault) == THAW_OK, "%s",
            fault.text);
    require((found.automaton != NULL) == (e->set[state].inner.count > 0),
            "an inner set is empty or has an equilibrium");
    if (found.automaton) {
        thaw_automaton_judgement j;
        require(thaw_automaton_judge(game, found.automaton, found.values, &j, &fault) == THAW_OK,
                "%s", fault.text);
        require(j.bad_chance <= 1e-9, "chances are off by %g", j.bad_chance);
        require(j.error <= e->error + 1e-9 * scale, "values are off by %g", j.error);
        require(j.regret <= e->error + 1e-9 * scale, "a departure gains %g", j.regret);
        double off =
            plain_excess(&(thaw_polygon){(thaw_point[]){{{found.value[0], found.value[1]}}}, 1, 1},
                         &e->set[state].outer);
        require(off <= 2 * e->error + 1e-9 * scale, "it lies %g outside", off);
    }
    thaw_equilibrium_clear(&found);
}

static void require_equilibria(const thaw_game *game, const thaw_equilibria *e)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < 2; i++) {
            require_equilibrium(game, e, s, (thaw_point_wanted){.kind = THAW_POINT_BEST, i, {0}});
            require_equilibrium(game, e, s, (thaw_point_wanted){.kind = THAW_POINT_WORST, i, {0}});
        }
}

/* ---- what must not be missed ---- */

/* A Markov equilibrium in pure actions is a subgame-perfect one (of actions that are seen). */
static void require_markov_inside(const thaw_game *game, const thaw_equilibria *e)
{
    static const thaw_markov_settings limits = {.step_limit = 300};
    solution s = solution_within(game, &limits);
    bool pure = s.result.outcome == THAW_OUTCOME_CONVERGED && s.result.judgement.regret == 0;
    for (size_t a = 0; a < thaw_game_action_total(game); a++)
        pure = pure && (s.profile[a] == 0 || s.profile[a] == 1);
    double off = 2 * e->error + 1e-10 * payoff_scale(game);
    for (int t = 0; pure && t < game->states; t++) {
        thaw_point at = {{s.values[t * 2], s.values[t * 2 + 1]}};
        double missed = plain_excess(&(thaw_polygon){&at, 1, 1}, &e->set[t].outer);
        require(missed <= off, "state %d: the Markov equilibrium's values lie %g outside", t,
                missed);
    }
    solution_clear(&s);
}

/* Each inner lies in the other's outer, everybody renumbered. */
static void require_renumbered(const thaw_game *game, const thaw_equilibria *e, dice d)
{
    renumbering to = random_renumbering(&d, game);
    thaw_game *other = renumbered_game(game, &to);
    thaw_equilibria f = limited_sets(other);
    bool swap = to.player_to[0] == 1;
    double off = 2 * (e->error + f.error) + 1e-9 * payoff_scale(game);
    for (int s = 0; s < game->states; s++) {
        const thaw_polygon *inner = &e->set[s].inner, *outer = &f.set[to.state_to[s]].outer;
        for (size_t k = 0; k < inner->count; k++) {
            thaw_point at = inner->corner[k];
            if (swap)
                at = (thaw_point){{at.x[1], at.x[0]}};
            double beyond = plain_excess(&(thaw_polygon){&at, 1, 1}, outer);
            require(beyond <= off, "renumbered, an equilibrium of state %d lies %g outside", s,
                    beyond);
        }
    }
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
    renumbering_clear(&to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size, 0};
    bool renumber = take_choice(&b, 4) == 1;
    thaw_game *game = byte_game(&b, (byte_shape){2, 4, 4, 0, 2});
    thaw_equilibria e = limited_sets(game);
    require_sound(game, &e);
    require_equilibria(game, &e);
    require_markov_inside(game, &e);
    if (renumber)
        require_renumbered(game, &e, dice_new(bytes_seed(data, size)));
    thaw_equilibria_clear(&e);
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
