/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals: product, Markov equilibrium of the punishment phase, losses from every departure. */
#include "solvers/trigger.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/judge.h"
#include "solvers/forecast.h"
#include "solvers/harshest.h"
#include "solvers/settings.h"
#include "solvers/ties.h"

enum { PLAN, PUNISHMENT, PHASES };

const char *thaw_verdict_text(thaw_verdict verdict)
{
    static const char *const texts[] = {"holds", "breaks", "undecided"};
    return texts[verdict];
}

double thaw_price(double loss, double discount)
{
    return loss / (1 - discount);
}

const thaw_departure *thaw_binding_departure(const thaw_game *game, const thaw_deal_answer *answer,
                                             int *player, bool *more)
{
    const thaw_departure *least = NULL;
    double lowest = INFINITY;
    for (int i = 0; i < answer->players; i++)
        for (int kind = 0; kind < 2; kind++) {
            const thaw_departure *departure = kind ? &answer->more[i] : &answer->breach[i];
            double price = thaw_price(departure->loss, game->discount[i]);
            if (departure->state >= 0 && price < lowest) {
                lowest = price;
                least = departure;
                *player = i;
                *more = kind != 0;
            }
        }
    return least;
}

double thaw_slack(const thaw_deal_answer *answer, int player)
{
    return answer->breach[player].loss;
}

void thaw_deal_answer_clear(thaw_deal_answer *answer)
{
    free(answer->breach);
    free(answer->more);
    free(answer->loss);
    free(answer->doubt);
    free(answer->values);
    free(answer->profile);
    free(answer->reachable);
    free(answer->forecast);
    *answer = (thaw_deal_answer){0};
}

void thaw_no_deal_clear(thaw_no_deal *no_deal)
{
    free(no_deal->profile);
    free(no_deal->values);
    *no_deal = (thaw_no_deal){0};
}

thaw_status thaw_no_deal_solve(const thaw_setting *setting, const thaw_markov_settings *settings,
                               thaw_no_deal *no_deal, thaw_fault *fault)
{
    const thaw_game *game = setting->game;
    *no_deal = (thaw_no_deal){0};
    no_deal->profile = calloc(thaw_game_action_total(game), sizeof *no_deal->profile);
    no_deal->values = calloc((size_t)game->states * (size_t)game->players, sizeof *no_deal->values);
    thaw_status status = THAW_ENOMEM;
    if (no_deal->profile && no_deal->values)
        status = thaw_markov_solve(game, settings, no_deal->profile, no_deal->values,
                                   &no_deal->result, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for %d states", game->states);
    if (status != THAW_OK)
        thaw_no_deal_clear(no_deal);
    return status;
}

/* A deal being solved. */
typedef struct trial {
    const thaw_setting *setting;
    const thaw_game *game;
    const thaw_deal *deal;
    thaw_machine *machine;
    thaw_game *open;  /* the product with every action in both phases */
    size_t *base_row; /* of its rows */
    double *loss;     /* of its actions, by the judge */
    double *most;     /* of its actions: what they lose at most; NULL where that is loss */
    thaw_ties ties;   /* of its rows */
    thaw_deal_answer *answer;
} trial;

static void trial_clear(trial *t)
{
    thaw_machine_free(t->machine);
    thaw_game_free(t->open);
    free(t->base_row);
    free(t->loss);
    free(t->most);
    thaw_ties_clear(&t->ties);
}

static bool allocate(trial *t)
{
    thaw_deal_answer *a = t->answer;
    size_t states = (size_t)t->game->states, players = (size_t)t->game->players;
    *a = (thaw_deal_answer){.states = t->game->states, .players = t->game->players};
    return (a->breach = calloc(players, sizeof *a->breach)) &&
           (a->more = calloc(players, sizeof *a->more)) &&
           (a->doubt = calloc(players, sizeof *a->doubt)) &&
           (a->loss = calloc(PHASES * thaw_game_action_total(t->game), sizeof *a->loss)) &&
           (a->values = calloc(PHASES * states * players, sizeof *a->values)) &&
           (a->profile = calloc(PHASES * thaw_game_action_total(t->game), sizeof *a->profile)) &&
           (a->reachable = calloc(states, sizeof *a->reachable)) &&
           (t->loss = calloc(PHASES * thaw_game_action_total(t->game), sizeof *t->loss));
}

/* The plan's phase of the profile: what is promised, for sure. */
static void promise(trial *t)
{
    for (int s = 0; s < t->game->states; s++)
        for (int i = 0; i < t->game->players; i++)
            t->answer->profile[thaw_game_action_offset(t->game, s, i) +
                               (size_t)t->deal->play[s * t->game->players + i]] = 1;
}

/* The punishment phase under grim is no deal, which is known; the plan's values follow from it. */
static thaw_status reuse_no_deal(trial *t, const thaw_no_deal *no_deal, thaw_fault *fault)
{
    size_t actions = thaw_game_action_total(t->game);
    t->answer->punishment = no_deal->result;
    memcpy(t->answer->profile + actions, no_deal->profile, actions * sizeof *no_deal->profile);
    return thaw_evaluate(t->open, t->answer->profile, t->answer->values, fault);
}

static thaw_status solve_punishment(trial *t, const thaw_markov_settings *settings,
                                    thaw_fault *fault)
{
    thaw_game *committed = NULL;
    thaw_status status = thaw_product(t->game, t->machine, true, &committed, NULL, fault);
    if (status != THAW_OK)
        return status;
    size_t total = thaw_game_action_total(committed), actions = thaw_game_action_total(t->game);
    double *profile = calloc(total, sizeof *profile);
    if (profile) {
        status = thaw_markov_solve(committed, settings, profile, t->answer->values,
                                   &t->answer->punishment, fault);
        memcpy(t->answer->profile + actions, profile + (total - actions),
               actions * sizeof *profile);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a punishment phase");
    }
    free(profile);
    thaw_game_free(committed);
    return status;
}

/* ---- departures ---- */

/* The rows of the open product, in the plan's phase, of the plan and of one departure from it. */
static void rows_of(const trial *t, int state, int player, int action, int *actions,
                    size_t *faithful, size_t *departed)
{
    memcpy(actions, t->deal->play + state * t->game->players,
           (size_t)t->game->players * sizeof *actions);
    *faithful = thaw_game_row(t->open, state, actions);
    actions[player] = action;
    *departed = thaw_game_row(t->open, state, actions);
}

/* Of losses that are the same as far as can be told the first counts, in the order of states: which
 * one rounding makes the least is no news. */
static void keep_least(thaw_departure *least, int state, int action, double loss, double doubt)
{
    if (least->state < 0 || loss < least->loss - doubt)
        *least = (thaw_departure){state, action, loss};
}

/* What the departures found so far say. */
typedef struct tally {
    bool breach_gains, more_gains, unclear, tied;
} tally;

static void weigh_departure(trial *t, int state, int player, int action, int *actions, tally *sum)
{
    int promised = t->deal->play[state * t->game->players + player];
    size_t faithful, departed;
    rows_of(t, state, player, action, actions, &faithful, &departed);
    if (thaw_is_duplicate(&t->ties, player, faithful, departed))
        return;
    const int *rank =
        t->game->action_rank ? t->game->action_rank[state * t->game->players + player] : NULL;
    bool more = rank && rank[action] > rank[promised];
    bool tie = thaw_is_tie(&t->ties, state, player, faithful, departed);
    size_t departure = thaw_game_action_offset(t->open, state, player) + (size_t)action;
    double loss = tie ? 0 : t->loss[departure];
    double most = tie || !t->most ? loss : fmax(loss, t->most[departure]);
    double doubt = t->answer->doubt[player];
    t->answer->error = fmax(t->answer->error, (doubt + (most - loss)) / THAW_DOUBT);
    tie = tie || (loss == 0 && doubt == 0); /* 0 for certain, as where all payoffs are */
    t->answer->loss[thaw_game_action_offset(t->game, state, player) + (size_t)action] = loss;
    keep_least(more ? &t->answer->more[player] : &t->answer->breach[player], state, action, loss,
               doubt);
    if (tie)
        sum->tied = true;
    else if (most < -doubt)
        *(more ? &sum->more_gains : &sum->breach_gains) = true;
    else if (!(loss > doubt))
        sum->unclear = true;
}

/* Whether somebody gains, and not by rounding, from other actions in the punishment phase: where
 * equilibria are no isolated points the one found holds to the solver's tolerance only, and what
 * rests on it is not proved. */
static bool punishment_moves(const trial *t)
{
    for (int s = 0; s < t->game->states; s++)
        for (int i = 0; t->answer->reachable[s] && i < t->game->players; i++) {
            const double *lost = t->loss + thaw_game_action_offset(t->open, t->game->states + s, i);
            for (int a = 0; a < thaw_game_action_count(t->game, s, i); a++)
                if (lost[a] < -t->answer->doubt[i])
                    return true;
        }
    return false;
}

/* No departures yet; the punishment phase's losses as the judge found them. */
static void clear_losses(trial *t)
{
    size_t actions = thaw_game_action_total(t->game);
    for (size_t k = 0; k < PHASES * actions; k++)
        t->answer->loss[k] = (double)NAN;
    for (int s = 0; s < t->game->states; s++)
        for (int i = 0; t->answer->reachable[s] && i < t->game->players; i++) {
            size_t first = actions + thaw_game_action_offset(t->game, s, i);
            memcpy(t->answer->loss + first, t->loss + first,
                   (size_t)thaw_game_action_count(t->game, s, i) * sizeof *t->loss);
        }
}

static thaw_status weigh(trial *t, bool steady, thaw_fault *fault)
{
    thaw_deal_answer *a = t->answer;
    tally sum = {false, false, false, false};
    thaw_status status = thaw_ties_find(t->setting, t->deal, t->open, t->base_row, &t->ties, fault);
    if (status != THAW_OK)
        return status;
    int *actions = calloc((size_t)t->game->players, sizeof *actions);
    if (!actions)
        return thaw_fail(fault, THAW_ENOMEM, "no memory to weigh departures");
    for (int i = 0; i < t->game->players; i++)
        a->breach[i] = a->more[i] = (thaw_departure){-1, -1, NAN};
    clear_losses(t);
    for (int s = 0; s < t->game->states; s++)
        for (int i = 0; a->reachable[s] && i < t->game->players; i++)
            for (int action = 0; action < thaw_game_action_count(t->game, s, i); action++)
                if (action != t->deal->play[s * t->game->players + i])
                    weigh_departure(t, s, i, action, actions, &sum);
    free(actions);
    bool gains = sum.breach_gains || sum.more_gains;
    a->verdict = gains ? THAW_BREAKS : sum.unclear ? THAW_UNDECIDED : THAW_HOLDS;
    a->tied = a->verdict == THAW_HOLDS && sum.tied;
    a->asks_too_little = sum.more_gains && !sum.breach_gains && !sum.unclear;
    if (a->punishment.outcome != THAW_OUTCOME_CONVERGED || !steady)
        a->verdict = THAW_UNDECIDED;
    return THAW_OK;
}

/* The judge's losses, and how far they can be from the truth. */
static thaw_status judge(trial *t, thaw_fault *fault)
{
    thaw_judgement judgement;
    thaw_deal_answer *a = t->answer;
    thaw_status status = thaw_judge_each(t->open, a->profile, a->values, NULL,
                                         t->game->signals + THAW_PRODUCT_ROUNDINGS, t->loss,
                                         a->doubt, &judgement, fault);
    if (status != THAW_OK)
        return status;
    a->error = judgement.error;
    for (int i = 0; i < t->game->players; i++)
        a->doubt[i] *= THAW_DOUBT;
    return status;
}

static bool worse_for_all(const trial *t, int state)
{
    int players = t->game->players;
    const double *plan = t->answer->values + state * players;
    const double *punished = t->answer->values + (t->game->states + state) * players;
    for (int i = 0; i < players; i++)
        if (!(punished[i] < plan[i] - t->answer->doubt[i]))
            return false;
    return true;
}

/* ---- the whole ---- */

/* The request's features on the product's rows, and one more that counts months of the plan's
 * phase. */
static thaw_status forecast(trial *t, const thaw_forecast_request *request, thaw_fault *fault)
{
    size_t rows = thaw_game_rows(t->open), width = (size_t)request->features + 1;
    double *feature = calloc(rows * width, sizeof *feature);
    t->answer->forecast = calloc(width, sizeof *t->answer->forecast);
    thaw_status status = THAW_ENOMEM;
    if (feature && t->answer->forecast) {
        for (size_t row = 0; row < rows; row++) {
            memcpy(feature + row * width, request->feature + t->base_row[row] * (width - 1),
                   (width - 1) * sizeof *feature);
            feature[row * width + width - 1] = row < t->open->first_row[t->game->states] ? 1 : 0;
        }
        status = thaw_forecast(t->open, t->answer->profile, t->setting->initial, request->months,
                               feature, (int)width, t->answer->forecast, fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for a forecast");
    }
    free(feature);
    return status;
}

/* Machine, product, promises and what can be reached. */
static thaw_status prepare(trial *t, thaw_fault *fault)
{
    if (!allocate(t))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a deal over %d states",
                         t->game->states);
    thaw_status status = thaw_deal_machine(t->game, t->deal, &t->machine, fault);
    if (status == THAW_OK)
        status = thaw_product(t->game, t->machine, false, &t->open, &t->base_row, fault);
    if (status != THAW_OK)
        return status;
    promise(t);
    thaw_game_reachable(t->game, t->setting->initial, t->answer->reachable);
    return THAW_OK;
}

static thaw_status solve(trial *t, const thaw_no_deal *no_deal,
                         const thaw_forecast_request *request, const thaw_markov_settings *settings,
                         thaw_fault *fault)
{
    thaw_status status = prepare(t, fault);
    if (status != THAW_OK)
        return status;
    status = no_deal && t->deal->punishment.kind == THAW_GRIM
                 ? reuse_no_deal(t, no_deal, fault)
                 : solve_punishment(t, settings, fault);
    if (status == THAW_OK)
        status = judge(t, fault);
    if (status == THAW_OK)
        status = weigh(t, !punishment_moves(t), fault);
    if (status == THAW_OK && request)
        status = forecast(t, request, fault);
    t->answer->both_would_return = worse_for_all(t, t->setting->initial);
    return status;
}

/* Alone: the sets of payoffs are found for this deal only, finer ones where coarse ones leave it
 * undecided. */
static thaw_status solve_harshest(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_forecast_request *request,
                                  const thaw_markov_settings *settings, thaw_deal_answer *answer,
                                  thaw_fault *fault)
{
    thaw_perfect perfect;
    thaw_status status =
        thaw_perfect_solve(setting, THAW_PERFECT_COARSE, settings, &perfect, fault);
    *answer = (thaw_deal_answer){0};
    if (status == THAW_OK)
        status = thaw_harshest_solve(&perfect, deal, request, answer, fault);
    if (status == THAW_OK && answer->verdict == THAW_UNDECIDED) {
        thaw_deal_answer_clear(answer);
        status = thaw_perfect_refine(&perfect, 0, settings, fault);
        if (status == THAW_OK)
            status = thaw_harshest_solve(&perfect, deal, request, answer, fault);
    }
    thaw_perfect_clear(&perfect);
    return status;
}

thaw_status thaw_trigger_solve(const thaw_setting *setting, const thaw_deal *deal,
                               const thaw_no_deal *no_deal, const thaw_forecast_request *request,
                               const thaw_markov_settings *settings, thaw_deal_answer *answer,
                               thaw_fault *fault)
{
    if (deal->punishment.kind == THAW_HARSHEST)
        return solve_harshest(setting, deal, request, settings, answer, fault);
    trial t = {.setting = setting, .game = setting->game, .deal = deal, .answer = answer};
    thaw_status status = solve(&t, no_deal, request, settings, fault);
    trial_clear(&t);
    if (status != THAW_OK)
        thaw_deal_answer_clear(answer);
    return status;
}

/* What actions lose where phase 1 gives these values. */
static thaw_status judge_against(trial *t, const double *values, double *loss, thaw_fault *fault)
{
    size_t numbers = (size_t)t->game->states * (size_t)t->game->players;
    thaw_judgement judgement;
    memcpy(t->answer->values + numbers, values, numbers * sizeof *values);
    return thaw_judge(t->open, t->answer->profile, t->answer->values, NULL, loss, &judgement,
                      fault);
}

/* Phase 1 stands for what answers a departure: its values are given, each player's own, and solve
 * no equations, so that no loss is shown there and the residual is that of the plan's phase. */
static thaw_status weigh_given(trial *t, const thaw_answers *answers, const thaw_no_deal *no_deal,
                               const thaw_forecast_request *request, thaw_fault *fault)
{
    size_t actions = thaw_game_action_total(t->game);
    thaw_status status = prepare(t, fault);
    if (status == THAW_OK && !(t->most = calloc(PHASES * actions, sizeof *t->most)))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for the losses of a deal");
    if (status == THAW_OK)
        status = reuse_no_deal(t, no_deal, fault);
    if (status == THAW_OK && request)
        status = forecast(t, request, fault);
    if (status == THAW_OK)
        status = judge(t, fault); /* no deal's values in phase 1: right ones, for the error */
    for (int i = 0; i < t->game->players && status == THAW_OK; i++)
        t->answer->doubt[i] += THAW_DOUBT * answers->error;
    if (status == THAW_OK)
        status = judge_against(t, answers->least, t->most, fault);
    if (status == THAW_OK)
        status = judge_against(t, answers->known, t->loss, fault);
    if (status == THAW_OK)
        status = weigh(t, true, fault); /* its play is known to be one */
    for (size_t k = actions; k < 2 * actions && status == THAW_OK; k++)
        t->answer->loss[k] = (double)NAN;
    return status;
}

thaw_status thaw_trigger_weigh(const thaw_setting *setting, const thaw_deal *deal,
                               const thaw_answers *answers, const thaw_no_deal *no_deal,
                               const thaw_forecast_request *request, thaw_deal_answer *answer,
                               thaw_fault *fault)
{
    trial t = {.setting = setting, .game = setting->game, .deal = deal, .answer = answer};
    thaw_status status = weigh_given(&t, answers, no_deal, request, fault);
    trial_clear(&t);
    if (status != THAW_OK)
        thaw_deal_answer_clear(answer);
    return status;
}
