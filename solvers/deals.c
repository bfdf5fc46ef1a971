/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of deals: solved side by side, compared. */
#include "solvers/deals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/forecast.h"
#include "solvers/harshest.h"
#include "solvers/parallel.h"
#include "solvers/settings.h"

enum { ASKED = THAW_FORECAST_ON_PLAN }; /* features that are asked for of the game's rows */

static void fill_features(const thaw_setting *setting, double *feature)
{
    const thaw_game *game = setting->game;
    for (int s = 0; s < game->states; s++) {
        int state = setting->fentanyl_state[s];
        thaw_move moves[THAW_MOVES];
        thaw_fentanyl_china_actions(state, moves);
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            int actions[2];
            thaw_game_actions(game, s, row, actions);
            thaw_move move = moves[actions[THAW_CHINA]];
            double *of = feature + row * ASKED;
            of[THAW_FORECAST_FROZEN] = thaw_fentanyl_frozen(state) || move == THAW_FREEZE;
            of[THAW_FORECAST_PARTIAL] = move == THAW_PARTIAL;
            of[THAW_FORECAST_FULL] = move == THAW_FULL;
            of[THAW_FORECAST_LIVES] = thaw_fentanyl_lives(setting->scenario, move);
        }
    }
}

thaw_status thaw_forecast_of(const thaw_setting *setting, thaw_forecast_request *request,
                             thaw_fault *fault)
{
    *request = (thaw_forecast_request){0};
    double *feature = calloc(thaw_game_rows(setting->game) * ASKED, sizeof *feature);
    if (!feature)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a forecast");
    if (setting->scenario)
        fill_features(setting, feature);
    *request =
        (thaw_forecast_request){THAW_FORECAST_MONTHS, setting->scenario ? ASKED : 0, feature};
    return THAW_OK;
}

thaw_status thaw_no_deal_forecast(const thaw_setting *setting, const thaw_no_deal *no_deal,
                                  double forecast[THAW_FORECAST_FEATURES], thaw_fault *fault)
{
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        forecast[k] = k == THAW_FORECAST_ON_PLAN ? 0 : NAN;
    if (!setting->scenario)
        return THAW_OK;
    thaw_forecast_request request = {0};
    thaw_status status = thaw_forecast_of(setting, &request, fault);
    if (status != THAW_OK)
        return status;
    status = thaw_forecast(setting->game, no_deal->profile, setting->initial, request.months,
                           request.feature, request.features, forecast, fault);
    free((double *)request.feature);
    return status;
}

/* ---- many at once ---- */

typedef struct batch {
    const thaw_setting *setting;
    const thaw_deals *deals;
    const thaw_no_deal *no_deal;
    const thaw_forecast_request *request;
    const thaw_markov_settings *settings;
    const thaw_perfect *perfect; /* for harshest */
    thaw_deal_answer *answers;
    thaw_status *status; /* [deal] */
    thaw_fault *faults;  /* [deal] */
} batch;

static void solve_one(size_t k, void *context)
{
    batch *b = context;
    b->status[k] = thaw_deal_solve(b->setting, b->perfect, &b->deals->items[k], b->no_deal,
                                   b->request, b->settings, &b->answers[k], &b->faults[k]);
}

thaw_status thaw_deals_solve(const thaw_setting *setting, const thaw_deals *deals,
                             const thaw_no_deal *no_deal, const thaw_forecast_request *request,
                             const thaw_markov_settings *settings, int threads,
                             thaw_deal_answer *answers, thaw_fault *fault)
{
    if (deals->count == 0)
        return THAW_OK;
    batch b = {setting,
               deals,
               no_deal,
               request,
               settings,
               NULL,
               answers,
               calloc(deals->count, sizeof *b.status),
               calloc(deals->count, sizeof *b.faults)};
    thaw_status status = THAW_OK;
    memset(answers, 0, deals->count * sizeof *answers);
    thaw_perfect perfect = {0};
    for (size_t k = 0; k < deals->count && !b.perfect; k++)
        if (deals->items[k].punishment.kind == THAW_HARSHEST) {
            status = thaw_perfect_solve(setting, 0, settings, &perfect, fault);
            b.perfect = &perfect;
        }
    if (status == THAW_OK && b.status && b.faults) {
        thaw_parallel_for(deals->count, threads, solve_one, &b);
        for (size_t k = 0; k < deals->count && status == THAW_OK; k++)
            if ((status = b.status[k]) != THAW_OK && fault)
                *fault = b.faults[k];
    } else if (status == THAW_OK) {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", deals->count);
    }
    for (size_t k = 0; status != THAW_OK && k < deals->count; k++)
        thaw_deal_answer_clear(&answers[k]);
    thaw_perfect_clear(&perfect);
    free(b.status);
    free(b.faults);
    return status;
}

/* ---- the best ---- */

static double gain(const thaw_setting *setting, const thaw_deal_answer *answer,
                   const thaw_no_deal *no_deal, int player)
{
    int cell = setting->initial * setting->game->players + player;
    return answer->values[cell] - no_deal->values[cell];
}

static bool qualifies(const thaw_setting *setting, const thaw_deal_answer *answer,
                      const thaw_no_deal *no_deal)
{
    if (answer->verdict != THAW_HOLDS)
        return false;
    for (int i = 0; i < setting->game->players; i++)
        if (!(gain(setting, answer, no_deal, i) >= -THAW_DOUBT * answer->error))
            return false;
    return true;
}

/* A gain that is lost in the error of the values is none: no product of it and of another's gain
 * says anything. */
static double product_of_gains(const thaw_setting *setting, const thaw_deal_answer *answer,
                               const thaw_no_deal *no_deal)
{
    double product = 1;
    for (int i = 0; i < setting->game->players; i++) {
        double one = gain(setting, answer, no_deal, i);
        product *= one > answer->doubt[i] ? one : 0;
    }
    return product;
}

static bool differ(double one, double two, double doubt)
{
    return fabs(one - two) > fmax(THAW_SCORE_TIE * fmax(fabs(one), fabs(two)), doubt);
}

/* Whether a deal is worth more to somebody than another is, and whether less to somebody else. */
static void compare(const thaw_setting *setting, const thaw_deal_answer *one,
                    const thaw_deal_answer *two, const thaw_no_deal *no_deal, bool *more,
                    bool *less)
{
    *more = *less = false;
    for (int i = 0; i < setting->game->players; i++) {
        double a = gain(setting, one, no_deal, i), b = gain(setting, two, no_deal, i);
        if (differ(a, b, one->doubt[i] + two->doubt[i]))
            *(a > b ? more : less) = true;
    }
}

/* What deals are compared by: a player's gain, or the product of all. */
typedef struct score {
    double value, doubt;
} score;

enum { NASH = -1 }; /* in place of a player: the product of all gains */

static score score_of(const thaw_setting *setting, const thaw_deal_answer *answer,
                      const thaw_no_deal *no_deal, int player)
{
    return player == NASH ? (score){product_of_gains(setting, answer, no_deal), 0}
                          : (score){gain(setting, answer, no_deal, player), answer->doubt[player]};
}

/* Whether deal k beats the best so far: by its score, else because it gives nobody less and
 * somebody more, else by the milder punishment. */
static bool beats(const thaw_setting *setting, const thaw_deals *deals,
                  const thaw_deal_answer *answers, const thaw_no_deal *no_deal, int player,
                  size_t k, size_t best)
{
    bool more, less;
    if (best == THAW_NO_DEAL_BEST)
        return true;
    score one = score_of(setting, &answers[k], no_deal, player);
    score two = score_of(setting, &answers[best], no_deal, player);
    if (differ(one.value, two.value, one.doubt + two.doubt))
        return one.value > two.value;
    compare(setting, &answers[k], &answers[best], no_deal, &more, &less);
    if (more != less)
        return more;
    return deals->items[k].punishment.months < deals->items[best].punishment.months;
}

static size_t best_by(const thaw_setting *setting, const thaw_deals *deals,
                      const thaw_deal_answer *answers, const thaw_no_deal *no_deal, int player)
{
    size_t best = THAW_NO_DEAL_BEST;
    for (size_t k = 0; k < deals->count; k++)
        if (qualifies(setting, &answers[k], no_deal) &&
            beats(setting, deals, answers, no_deal, player, k, best))
            best = k;
    return best;
}

size_t thaw_deals_best_for(const thaw_setting *setting, const thaw_deals *deals,
                           const thaw_deal_answer *answers, const thaw_no_deal *no_deal, int player)
{
    bool plays = player >= 0 && player < setting->game->players;
    return plays ? best_by(setting, deals, answers, no_deal, player) : THAW_NO_DEAL_BEST;
}

thaw_best thaw_deals_best(const thaw_setting *setting, const thaw_deals *deals,
                          const thaw_deal_answer *answers, const thaw_no_deal *no_deal)
{
    return (thaw_best){best_by(setting, deals, answers, no_deal, NASH),
                       {thaw_deals_best_for(setting, deals, answers, no_deal, 0),
                        thaw_deals_best_for(setting, deals, answers, no_deal, 1)}};
}
