/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of strategies and best replies, both on the product of game and automata. */
#include "solvers/reply.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/chain.h"
#include "solvers/forecast.h"
#include "solvers/settings.h"

/* ---- the best reply ---- */

/* The decision problem: the other's automaton crossed with the game, the player free. */
typedef struct problem {
    const thaw_game *game;
    const thaw_strategy *other;
    int player;
    thaw_machine *machine;
    int *memory_of;
    thaw_game *product;
    size_t *row;    /* [product state]: the row played */
    double *values; /* [product state]: the player's */
    double *both;   /* [product state * 2 + player] */
    double *profile, *loss;
} problem;

static void problem_clear(problem *p)
{
    thaw_machine_free(p->machine);
    thaw_game_free(p->product);
    free(p->memory_of);
    free(p->row);
    free(p->values);
    free(p->both);
    free(p->profile);
    free(p->loss);
}

static thaw_status problem_init(problem *p, thaw_fault *fault)
{
    const thaw_strategy *sides[2] = {NULL, NULL};
    sides[1 - p->player] = p->other;
    thaw_status status = thaw_strategy_machine(p->game, sides, &p->machine, &p->memory_of, fault);
    if (status == THAW_OK)
        status = thaw_product(p->game, p->machine, true, &p->product, NULL, fault);
    if (status != THAW_OK)
        return status;
    size_t states = (size_t)p->product->states, actions = thaw_game_action_total(p->product);
    if ((p->row = calloc(states, sizeof *p->row)) &&
        (p->values = calloc(states, sizeof *p->values)) &&
        (p->both = calloc(2 * states, sizeof *p->both)) &&
        (p->profile = calloc(actions, sizeof *p->profile)) &&
        (p->loss = calloc(actions, sizeof *p->loss)))
        return THAW_OK;
    return thaw_fail(fault, THAW_ENOMEM, "no memory for a best reply over %zu states", states);
}

/* What a row is worth to the player when `values` follow. */
static double worth(const problem *p, size_t row, const double *values)
{
    size_t states = (size_t)p->product->states;
    double d = p->product->discount[p->player], ahead = 0;
    const double *next = p->product->next + row * states;
    for (size_t s = 0; s < states; s++)
        ahead += next[s] * values[s];
    return (1 - d) * p->product->payoff[row * 2 + (size_t)p->player] + d * ahead;
}

/* Turns to better rows, where there are any; a gain below `least` is rounding. */
static bool improve(problem *p, double least)
{
    bool changed = false;
    for (int s = 0; s < p->product->states; s++) {
        size_t best = p->row[s];
        double most = worth(p, best, p->values) + least;
        for (size_t r = p->product->first_row[s]; r < p->product->first_row[s + 1]; r++) {
            double value = worth(p, r, p->values);
            if (value > most) {
                most = value;
                best = r;
            }
        }
        changed = changed || best != p->row[s];
        p->row[s] = best;
    }
    return changed;
}

/* The largest payoff, and with it the largest rounding error of a value, times what adds up. */
static double rounding(const thaw_game *game, int player)
{
    double largest = 0;
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        largest = fmax(largest, fabs(game->payoff[row * 2 + (size_t)player]));
    return THAW_REPLY_ROUNDINGS * DBL_EPSILON * largest;
}

/* Policy iteration: each round's values are at least the last one's, so that it ends. */
static thaw_status iterate(problem *p, thaw_reply *reply, thaw_fault *fault)
{
    double least = rounding(p->game, p->player);
    for (int s = 0; s < p->product->states; s++)
        p->row[s] = p->product->first_row[s];
    for (reply->rounds = 1; reply->rounds <= THAW_REPLY_ROUNDS; reply->rounds++) {
        thaw_status status = thaw_chain_values(p->product, p->row, p->player, p->values, fault);
        if (status != THAW_OK || !improve(p, least))
            return status;
    }
    return thaw_fail(fault, THAW_ENUMERIC, "the best reply to %s did not settle", p->other->name);
}

/* The reply as a profile with everybody's values, and what the judge says. */
static thaw_status judge(problem *p, thaw_reply *reply, thaw_fault *fault)
{
    thaw_game *product = p->product;
    double *others = calloc((size_t)product->states, sizeof *others);
    thaw_status status = others ? thaw_chain_values(product, p->row, 1 - p->player, others, fault)
                                : thaw_fail(fault, THAW_ENOMEM, "no memory to judge a best reply");
    for (int s = 0; status == THAW_OK && s < product->states; s++) {
        int actions[2];
        thaw_game_actions(product, s, p->row[s], actions);
        for (int i = 0; i < 2; i++)
            p->profile[thaw_game_action_offset(product, s, i) + (size_t)actions[i]] = 1;
        p->both[2 * s + p->player] = p->values[s];
        p->both[2 * s + 1 - p->player] = others[s];
    }
    free(others);
    if (status == THAW_OK)
        status = thaw_judge(product, p->profile, p->both, NULL, p->loss, &reply->judgement, fault);
    if (status == THAW_OK &&
        reply->judgement.regret >
            THAW_REGRET * thaw_game_range(p->game, p->player) + rounding(p->game, p->player))
        status = thaw_fail(fault, THAW_ENUMERIC, "the best reply to %s still gains %.3g",
                           p->other->name, reply->judgement.regret);
    return status;
}

static void hand_over(const problem *p, thaw_reply *reply)
{
    int states = p->game->states, other = 1 - p->player;
    for (int k = 0; k < reply->memories * states; k++) {
        reply->action[k] = -1;
        reply->values[k] = (double)NAN;
    }
    for (int s = 0; s < p->product->states; s++) {
        int cell = p->memory_of[2 * (s / states) + other] * states + s % states, actions[2];
        thaw_game_actions(p->product, s, p->row[s], actions);
        reply->action[cell] = actions[p->player];
        reply->values[cell] = p->values[s];
        size_t offset = thaw_game_action_offset(p->product, s, p->player);
        int count = thaw_game_action_count(p->product, s, p->player);
        for (int a = 0; a < count; a++)
            reply->loss[cell * reply->most + a] = fmax(0, p->loss[offset + (size_t)a]);
    }
}

thaw_status thaw_reply_solve(const thaw_game *game, const thaw_strategy *other, thaw_reply *reply,
                             thaw_fault *fault)
{
    *reply = (thaw_reply){0};
    thaw_status status = thaw_strategy_check(game, other, fault);
    if (status != THAW_OK)
        return status;
    *reply = (thaw_reply){.player = 1 - other->player,
                          .memories = other->memories,
                          .states = game->states,
                          .most = other->most};
    size_t cells = (size_t)other->memories * (size_t)game->states;
    problem p = {.game = game, .other = other, .player = reply->player};
    status = problem_init(&p, fault);
    if (status == THAW_OK &&
        !((reply->action = calloc(cells, sizeof *reply->action)) &&
          (reply->values = calloc(cells, sizeof *reply->values)) &&
          (reply->loss = calloc(cells * (size_t)other->most, sizeof *reply->loss))))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a best reply");
    if (status == THAW_OK)
        status = iterate(&p, reply, fault);
    if (status == THAW_OK)
        status = judge(&p, reply, fault);
    if (status == THAW_OK)
        hand_over(&p, reply);
    else
        thaw_reply_clear(reply);
    problem_clear(&p);
    return status;
}

void thaw_reply_clear(thaw_reply *reply)
{
    free(reply->action);
    free(reply->values);
    free(reply->loss);
    *reply = (thaw_reply){0};
}

/* ---- a pair ---- */

static thaw_status pair_values(const thaw_game *product, thaw_pair_answer *answer,
                               thaw_fault *fault)
{
    size_t states = (size_t)product->states, rows = thaw_game_rows(product);
    double *one = calloc(states, sizeof *one), *profile = malloc(2 * rows * sizeof *profile);
    thaw_status status =
        one && profile ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a pair's values");
    for (int i = 0; i < 2 && status == THAW_OK; i++) {
        status = thaw_chain_values(product, product->first_row, i, one, fault);
        for (size_t s = 0; s < states; s++)
            answer->values[2 * s + (size_t)i] = one[s];
    }
    if (status == THAW_OK) { /* one row a state: everybody plays it for sure */
        thaw_judgement judgement;
        for (size_t k = 0; k < 2 * rows; k++)
            profile[k] = 1;
        status = thaw_judge(product, profile, answer->values, NULL, NULL, &judgement, fault);
        answer->residual = judgement.residual;
    }
    free(one);
    free(profile);
    return status;
}

static thaw_status pair_forecast(const thaw_setting *setting, const thaw_game *product,
                                 const thaw_forecast_request *request, thaw_pair_answer *answer,
                                 thaw_fault *fault)
{
    size_t width = (size_t)request->features, rows = thaw_game_rows(product);
    double *carried = calloc(rows * width + 1, sizeof *carried);
    double *profile = malloc(2 * rows * sizeof *profile);
    answer->forecast = calloc(width + 1, sizeof *answer->forecast);
    thaw_status status = THAW_ENOMEM;
    if (carried && profile && answer->forecast) {
        for (size_t k = 0; k < 2 * rows; k++)
            profile[k] = 1;
        status = thaw_product_carry(setting->game, answer->machine, product, request->feature,
                                    request->features, carried, fault);
        if (status == THAW_OK)
            status = thaw_forecast(product, profile, setting->initial, request->months, carried,
                                   request->features, answer->forecast, fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for a pair's forecast");
    }
    free(carried);
    free(profile);
    return status;
}

thaw_status thaw_pair_solve(const thaw_setting *setting, const thaw_strategy *const sides[2],
                            const thaw_forecast_request *request, thaw_pair_answer *answer,
                            thaw_fault *fault)
{
    *answer = (thaw_pair_answer){.states = setting->game->states};
    thaw_game *product = NULL;
    thaw_status status =
        thaw_strategy_machine(setting->game, sides, &answer->machine, &answer->memory_of, fault);
    if (status == THAW_OK)
        status = thaw_product(setting->game, answer->machine, true, &product, NULL, fault);
    if (status == THAW_OK) {
        answer->values = calloc(2 * (size_t)product->states, sizeof *answer->values);
        status = answer->values ? pair_values(product, answer, fault)
                                : thaw_fail(fault, THAW_ENOMEM, "no memory for a pair's values");
    }
    if (status == THAW_OK && request)
        status = pair_forecast(setting, product, request, answer, fault);
    if (status == THAW_OK)
        memcpy(answer->value, answer->values + 2 * setting->initial, sizeof answer->value);
    else
        thaw_pair_clear(answer);
    thaw_game_free(product);
    return status;
}

void thaw_pair_clear(thaw_pair_answer *answer)
{
    thaw_machine_free(answer->machine);
    free(answer->memory_of);
    free(answer->values);
    free(answer->forecast);
    *answer = (thaw_pair_answer){0};
}

/* ---- where a departure begins ---- */

/* The strategy's action that is played most among those that lose; -1 where none does. */
static int losing_action(const thaw_strategy *own, int memory, int state, const double *loss,
                         double least)
{
    const double *mix = thaw_strategy_mix(own, memory, state);
    int found = -1;
    for (int a = 0; a < own->most; a++)
        if (mix[a] > 0 && loss[a] > least && (found < 0 || mix[a] > mix[found]))
            found = a;
    return found;
}

typedef struct search {
    const thaw_setting *setting;
    const thaw_strategy *own;
    const thaw_pair_answer *pair;
    const thaw_reply *reply;
    double least;
    thaw_exit *found;
} search;

/* Looks at one month, whose distribution is given: keeps the likeliest state to depart in. */
static void look(const search *q, int month, const double *now)
{
    int states = q->pair->states, player = q->reply->player;
    for (int k = 0; k < q->pair->machine->phases * states; k++) {
        if (!(now[k] > 0) || (q->found->month >= 0 && now[k] <= q->found->chance))
            continue;
        int phase = k / states, state = k % states;
        int cell = q->pair->memory_of[2 * phase + 1 - player] * states + state;
        int played = losing_action(q->own, q->pair->memory_of[2 * phase + player], state,
                                   q->reply->loss + cell * q->reply->most, q->least);
        if (played < 0)
            continue;
        *q->found = (thaw_exit){.player = player,
                                .gain = q->found->gain,
                                .month = month,
                                .phase = phase,
                                .state = state,
                                .played = played,
                                .action = q->reply->action[cell],
                                .chance = now[k],
                                .ahead = q->reply->values[cell] - q->pair->values[2 * k + player]};
    }
}

static void step(const thaw_game *product, const double *now, double *then)
{
    size_t states = (size_t)product->states;
    memset(then, 0, states * sizeof *then);
    for (size_t s = 0; s < states; s++)
        for (size_t t = 0; now[s] > 0 && t < states; t++)
            then[t] += now[s] * product->next[product->first_row[s] * states + t];
}

/* In as many months as there are states everything has been reached that can be. */
static thaw_status search_months(const search *q, thaw_fault *fault)
{
    thaw_game *product = NULL;
    thaw_status status =
        thaw_product(q->setting->game, q->pair->machine, true, &product, NULL, fault);
    if (status != THAW_OK)
        return status;
    size_t states = (size_t)product->states;
    double *now = calloc(states, sizeof *now), *then = calloc(states, sizeof *then);
    if (now && then) {
        now[q->setting->initial] = 1;
        for (int month = 0; month < product->states && q->found->month < 0; month++) {
            look(q, month, now);
            step(product, now, then);
            memcpy(now, then, states * sizeof *now);
        }
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to look for a departure");
    }
    free(now);
    free(then);
    thaw_game_free(product);
    return status;
}

thaw_status thaw_exit_find(const thaw_setting *setting, const thaw_strategy *const sides[2],
                           const thaw_pair_answer *pair, const thaw_reply *reply, thaw_exit *found,
                           thaw_fault *fault)
{
    int player = reply->player;
    double error = pair->residual / (1 - setting->game->discount[player]) + reply->judgement.error +
                   rounding(setting->game, player);
    double gain = reply->values[setting->initial] - pair->value[player];
    *found = (thaw_exit){.player = player,
                         .gain = gain > THAW_DOUBT * error ? gain : 0,
                         .month = -1,
                         .phase = -1,
                         .state = -1,
                         .played = -1,
                         .action = -1,
                         .ahead = (double)NAN};
    if (found->gain == 0)
        return THAW_OK;
    search q = {setting, sides[player], pair, reply, THAW_DOUBT * error, found};
    return search_months(&q, fault);
}
