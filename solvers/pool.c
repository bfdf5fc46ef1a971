/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pools of strategies: every pair, every best reply, the game between them. */
#include "solvers/pool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/stage_parts.h"

typedef struct batch {
    const thaw_setting *setting;
    thaw_pool *pool;
    const thaw_forecast_request *request;
    const thaw_markov_settings *settings;
    size_t pairs;
    thaw_status *status; /* [piece of work] */
    thaw_fault *faults;
} batch;

static void solve_pair(batch *b, size_t k)
{
    thaw_pool *pool = b->pool;
    size_t columns = (size_t)pool->count[1];
    const thaw_strategy *sides[2] = {pool->side[0][k / columns], pool->side[1][k % columns]};
    thaw_pair_answer answer;
    b->status[k] = thaw_pair_solve(b->setting, sides, b->request, &answer, &b->faults[k]);
    if (b->status[k] != THAW_OK)
        return;
    memcpy(pool->value[k], answer.value, sizeof answer.value);
    for (int f = 0; f < THAW_POOL_FEATURES; f++)
        pool->forecast[k][f] = f < b->request->features ? answer.forecast[f] : (double)NAN;
    thaw_pair_clear(&answer);
}

static void solve_piece(size_t k, void *context)
{
    batch *b = context;
    thaw_pool *pool = b->pool;
    b->status[k] =
        thaw_check_stop(b->settings, "the strategies were not all compared", &b->faults[k]);
    if (b->status[k] != THAW_OK)
        return;
    if (k < b->pairs) {
        solve_pair(b, k);
        return;
    }
    size_t strategy = k - b->pairs, us = (size_t)pool->count[0];
    int owner = strategy < us ? 0 : 1;
    size_t index = owner == 0 ? strategy : strategy - us;
    b->status[k] = thaw_reply_solve(b->setting->game, pool->side[owner][index],
                                    &pool->reply[1 - owner][index], &b->faults[k]);
}

static thaw_status solve_pieces(batch *b, int threads, thaw_fault *fault)
{
    size_t pieces = b->pairs + (size_t)(b->pool->count[0] + b->pool->count[1]);
    b->status = calloc(pieces, sizeof *b->status);
    b->faults = calloc(pieces, sizeof *b->faults);
    thaw_status status = THAW_OK;
    if (b->status && b->faults) {
        thaw_parallel_for(pieces, threads, solve_piece, b);
        for (size_t k = 0; k < pieces && status == THAW_OK; k++)
            if ((status = b->status[k]) != THAW_OK && fault)
                *fault = b->faults[k];
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu pairs", b->pairs);
    }
    free(b->status);
    free(b->faults);
    return status;
}

/* The game of the pool: one month, nothing after it. */
static thaw_status solve_stage(thaw_pool *pool, const thaw_setting *setting,
                               const thaw_markov_settings *settings, thaw_fault *fault)
{
    thaw_game *game = NULL;
    thaw_status status = thaw_game_new(2, 1, pool->count, 0, false, &game, fault);
    if (status != THAW_OK)
        return status;
    size_t pairs = thaw_game_rows(game);
    for (size_t k = 0; k < pairs; k++)
        game->next[k] = 1;
    memcpy(game->payoff, pool->value, pairs * sizeof *pool->value);
    status = thaw_game_name(&game->state_name[0], "pool", fault);
    for (int i = 0; i < 2 && status == THAW_OK; i++) {
        status = thaw_game_name(&game->player_name[i], setting->game->player_name[i], fault);
        for (int a = 0; a < pool->count[i] && status == THAW_OK; a++)
            status = thaw_game_name(&game->action_name[i][a], pool->side[i][a]->name, fault);
    }
    if (status == THAW_OK)
        status = thaw_stage_solve(game, 0, settings, &pool->stage, fault);
    thaw_game_free(game);
    return status;
}

static bool adopt(thaw_pool *pool, thaw_strategy **const side[2])
{
    size_t pairs = (size_t)pool->count[0] * (size_t)pool->count[1];
    bool fits = true;
    for (int i = 0; i < 2; i++) {
        size_t own = (size_t)pool->count[i], others = (size_t)pool->count[1 - i];
        pool->side[i] = calloc(own, sizeof *pool->side[i]);
        pool->reply[i] = calloc(others, sizeof *pool->reply[i]);
        for (size_t k = 0; k < own; k++)
            if (pool->side[i])
                pool->side[i][k] = side[i][k];
            else
                thaw_strategy_free(side[i][k]);
        fits = fits && pool->side[i] && pool->reply[i];
    }
    pool->value = calloc(pairs, sizeof *pool->value);
    pool->forecast = calloc(pairs, sizeof *pool->forecast);
    return fits && pool->value && pool->forecast;
}

static void measure_ties(thaw_pool *pool)
{
    size_t pairs = (size_t)pool->count[0] * (size_t)pool->count[1];
    for (int i = 0; i < 2; i++) {
        double least = HUGE_VAL, most = -HUGE_VAL;
        for (size_t k = 0; k < pairs; k++) {
            least = fmin(least, pool->value[k][i]);
            most = fmax(most, pool->value[k][i]);
        }
        pool->tie[i] = thaw_stage_tie(least, most);
    }
}

thaw_status thaw_pool_solve(const thaw_setting *setting, thaw_strategy **const side[2],
                            const int count[2], const thaw_markov_settings *settings, int threads,
                            thaw_pool *pool, thaw_fault *fault)
{
    *pool = (thaw_pool){.count = {count[0], count[1]}};
    thaw_forecast_request request = {0};
    thaw_status status = adopt(pool, side) ? thaw_forecast_of(setting, &request, fault)
                                           : thaw_fail(fault, THAW_ENOMEM, "no memory for a pool");
    batch b = {.setting = setting,
               .pool = pool,
               .request = &request,
               .settings = settings,
               .pairs = (size_t)count[0] * (size_t)count[1]};
    if (status == THAW_OK)
        status = solve_pieces(&b, threads, fault);
    if (status == THAW_OK) {
        measure_ties(pool);
        status = solve_stage(pool, setting, settings, fault);
    }
    free((double *)request.feature);
    if (status != THAW_OK)
        thaw_pool_clear(pool);
    return status;
}

void thaw_pool_clear(thaw_pool *pool)
{
    for (int i = 0; i < 2; i++) {
        for (int k = 0; pool->side[i] && k < pool->count[i]; k++)
            thaw_strategy_free(pool->side[i][k]);
        for (int k = 0; pool->reply[i] && k < pool->count[1 - i]; k++)
            thaw_reply_clear(&pool->reply[i][k]);
        free(pool->side[i]);
        free(pool->reply[i]);
    }
    free(pool->value);
    free(pool->forecast);
    thaw_stage_free(pool->stage);
    *pool = (thaw_pool){0};
}

/* ---- reading it ---- */

/* The value to `whose` when `player` plays strategy k and the other side strategy `other`. */
static double value_of(const thaw_pool *pool, int player, int k, int other, int whose)
{
    int us = player == 0 ? k : other, china = player == 0 ? other : k;
    return pool->value[us * pool->count[1] + china][whose];
}

/* What a player chooses from: its strategies, against one of the other side's, or (against -1)
 * against what the other side then does best. */
typedef struct menu {
    const thaw_pool *pool;
    int player, against;
} menu;

static double worth(const menu *m, int k, int whose)
{
    int other = m->against >= 0 ? m->against : thaw_pool_best(m->pool, m->player, k);
    return value_of(m->pool, m->player, k, other, whose);
}

/* Of what is worth the most to the player that which is worth the most to the other side, and of
 * that the first by name: what is chosen does not hang on the order in which strategies stand. */
static int choose(const menu *m)
{
    const thaw_pool *pool = m->pool;
    int mine = m->player, theirs = 1 - m->player, count = pool->count[m->player], best = -1;
    double most[2] = {-HUGE_VAL, -HUGE_VAL};
    for (int k = 0; k < count; k++)
        most[mine] = fmax(most[mine], worth(m, k, mine));
    for (int k = 0; k < count; k++)
        if (worth(m, k, mine) >= most[mine] - pool->tie[mine])
            most[theirs] = fmax(most[theirs], worth(m, k, theirs));
    for (int k = 0; k < count; k++)
        if (worth(m, k, mine) >= most[mine] - pool->tie[mine] &&
            worth(m, k, theirs) >= most[theirs] - pool->tie[theirs] &&
            (best < 0 || strcmp(pool->side[mine][k]->name, pool->side[mine][best]->name) < 0))
            best = k;
    return best;
}

int thaw_pool_best(const thaw_pool *pool, int player, int k)
{
    return choose(&(menu){pool, 1 - player, k});
}

int thaw_pool_lead(const thaw_pool *pool, int player)
{
    return choose(&(menu){pool, player, -1});
}

double thaw_pool_worst(const thaw_pool *pool, int player, int k, int *against)
{
    *against = 0;
    for (int other = 1; other < pool->count[1 - player]; other++)
        if (value_of(pool, player, k, other, player) < value_of(pool, player, k, *against, player))
            *against = other;
    return value_of(pool, player, k, *against, player);
}

double thaw_pool_regret(const thaw_pool *pool, int player, int k, int *against)
{
    double regret = -1;
    for (int other = 0; other < pool->count[1 - player]; other++) {
        double best = value_of(pool, player, 0, other, player);
        for (int own = 1; own < pool->count[player]; own++)
            best = fmax(best, value_of(pool, player, own, other, player));
        double lost = best - value_of(pool, player, k, other, player);
        if (lost > regret) {
            regret = lost;
            *against = other;
        }
    }
    return regret;
}

double thaw_pool_gain(const thaw_pool *pool, const thaw_setting *setting, const double *chance,
                      int player)
{
    const double *mine = chance + (player == 0 ? 0 : pool->count[0]);
    const double *others = chance + (player == 0 ? pool->count[0] : 0);
    double best = 0, kept = 0;
    for (int other = 0; other < pool->count[1 - player]; other++) {
        if (others[other] == 0)
            continue;
        best += others[other] * pool->reply[player][other].values[setting->initial];
        for (int k = 0; k < pool->count[player]; k++)
            kept += others[other] * mine[k] * value_of(pool, player, k, other, player);
    }
    double gain = best - kept;
    return gain > THAW_POOL_NOTHING * thaw_game_range(setting->game, player) ? gain : 0;
}
