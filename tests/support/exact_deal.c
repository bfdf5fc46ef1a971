/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal's losses over the rationals. */
#include "tests/support/exact_deal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tests/support/exact.h"
#include "tests/support/sample_games.h"

double exact_deal_bound(const thaw_game *game, int player)
{
    return EXACT_DEAL_UNITS * DBL_EPSILON / 2 * player_scale(game, player) /
           (1 - game->discount[player]);
}

/* The exact loss, in bounds; keeps its sign. */
static double in_bounds(const thaw_game *game, int player, const mpq_t loss)
{
    double most = exact_deal_bound(game, player);
    return mpq_sgn(loss) == 0 ? 0
           : most > 0         ? mpq_get_d(loss) / most
                              : copysign(HUGE_VAL, mpq_sgn(loss));
}

/* Marks what any actions and chance lead to from a state. */
static void reach(const thaw_game *game, int state, bool *reached)
{
    reached[state] = true;
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++)
        for (int s = 0; s < game->states; s++)
            if (!reached[s] && game->next[row * (size_t)game->states + (size_t)s] > 0)
                reach(game, s, reached);
}

/* Whether two lists of chances have the same sum. */
static bool same_sum(const double *one, const double *two, size_t count)
{
    mpq_t sum, term;
    mpq_inits(sum, term, NULL);
    for (size_t k = 0; k < count; k++) {
        mpq_set_d(term, one[k]);
        mpq_add(sum, sum, term);
        mpq_set_d(term, two[k]);
        mpq_sub(sum, sum, term);
    }
    bool same = mpq_sgn(sum) == 0;
    mpq_clears(sum, term, NULL);
    return same;
}

/* Of all that can be reached from a state: whether a player gets one payoff (`flat`), with chances
 * of one sum; whether neither the player's payoff nor what follows depends on what is done
 * (`idle`). */
static void survey(const thaw_game *game, int state, int player, bool *flat, bool *idle)
{
    bool *reached = calloc((size_t)game->states, sizeof *reached);
    size_t states = (size_t)game->states, signals = (size_t)game->signals;
    size_t here = game->first_row[state], i = (size_t)player;
    cr_assert(reached);
    reach(game, state, reached);
    *flat = *idle = true;
    for (int s = 0; s < game->states; s++)
        for (size_t first = game->first_row[s], row = first;
             reached[s] && row < game->first_row[s + 1]; row++) {
            const double *next = game->next + row * states;
            bool sums = signals == 0 || same_sum(game->signal + row * signals,
                                                 game->signal + here * signals, signals);
            *flat = *flat && sums && game->payoff[row * 2 + i] == game->payoff[here * 2 + i] &&
                    same_sum(next, game->next + here * states, states);
            *idle = *idle && sums && game->payoff[row * 2 + i] == game->payoff[first * 2 + i] &&
                    memcmp(next, game->next + first * states, states * sizeof *next) == 0;
        }
    free(reached);
}

/* Whether a departure that loses nothing can be told to: the player does not look ahead, or what
 * anybody does makes no difference to the player. */
static bool is_plain(const thaw_game *game, int state, int player)
{
    bool flat, idle;
    survey(game, state, player, &flat, &idle);
    return game->discount[player] == 0 || flat || idle;
}

static void look(exact_deal *t, const thaw_game *game, int state, int player, int action,
                 const mpq_t loss)
{
    double share = in_bounds(game, player, loss);
    bool tie = mpq_sgn(loss) == 0 && is_plain(game, state, player);
    t->gains = t->gains || mpq_sgn(loss) < 0;
    t->near = t->near || (fabs(share) <= 1 && !tie);
    if (t->state < 0 || share < t->least) {
        t->state = state;
        t->player = player;
        t->action = action;
        t->least = share;
    }
}

exact_deal exact_deal_of(const thaw_setting *setting, const thaw_deal *deal,
                         const thaw_deal_answer *answer)
{
    const thaw_game *game = setting->game;
    const double *profile = answer->profile;
    exact_deal t = {.state = -1};
    exact_game exact = exact_product(game, deal);
    mpq_t *values = exact_values(&exact, profile), loss;
    bool *reached = calloc((size_t)game->states, sizeof *reached);
    cr_assert(reached);
    reach(game, setting->initial, reached);
    mpq_init(loss);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; reached[s] && i < 2; i++)
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++) {
                exact_loss(&exact, profile, values, game->states + s, i, a, loss);
                t.unrest = fmax(t.unrest, -in_bounds(game, i, loss));
                exact_loss(&exact, profile, values, s, i, a, loss);
                double said = answer->loss[thaw_game_action_offset(game, s, i) + (size_t)a];
                bool tie = setting->scenario && (isnan(said) || said == 0);
                if (a != deal->play[2 * s + i] && !tie)
                    look(&t, game, s, i, a, loss);
            }
    mpq_clear(loss);
    free(reached);
    exact_free(values, (size_t)exact.states * 2);
    exact_game_clear(&exact);
    return t;
}
