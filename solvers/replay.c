/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of conduct held against recorded months. */
#include "solvers/replay.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/dirichlet.h"
#include "solvers/statistics.h"

enum { US_ACTS = 3, OPEN_ACTS = 4, FROZEN_ACTS = 2, PHASES_MOST = 2 };

/* Of acts as likely as this the one is no likelier than the other. */
static const double AS_LIKELY = 1e-9;

/* ---- acts ---- */

static int act_of_stance(thaw_stance stance)
{
    return stance == THAW_PRESSURE ? 0 : stance == THAW_STEADY || stance == THAW_DELIST ? 1 : 2;
}

static int act_of_move(thaw_move move)
{
    return move >= THAW_STAY ? (int)move - THAW_STAY : (int)move - THAW_FREEZE;
}

int thaw_act_count(int player, bool frozen)
{
    return player == THAW_US ? US_ACTS : frozen ? FROZEN_ACTS : OPEN_ACTS;
}

const char *thaw_act_name(int player, bool frozen, int act)
{
    static const thaw_stance stances[US_ACTS] = {THAW_PRESSURE, THAW_STEADY, THAW_RELIEF};
    return player == THAW_US
               ? thaw_stance_name(stances[act])
               : thaw_move_name((thaw_move)((frozen ? THAW_STAY : THAW_FREEZE) + act));
}

int thaw_record_act(const thaw_record *record, size_t k, int player)
{
    return player == THAW_US ? act_of_stance(record->months[k].stance)
                             : act_of_move(thaw_record_move(record, k));
}

/* The state of the setting's game that is that state of the fentanyl game. */
static int game_state(const thaw_setting *setting, int state)
{
    int s = 0;
    while (s + 1 < setting->game->states && setting->fentanyl_state[s] != state)
        s++;
    return s;
}

void thaw_rule_acts(const thaw_setting *setting, const thaw_rule *rule, int phase, int state,
                    int player, double acts[THAW_ACTS_MOST])
{
    const thaw_game *game = setting->game;
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    int count = thaw_act_count(player, thaw_fentanyl_frozen(state));
    for (int act = 0; act < THAW_ACTS_MOST; act++)
        acts[act] = rule->profile || act >= count ? 0 : 1.0 / count;
    if (!rule->profile)
        return;
    const double *chance = rule->profile + (size_t)phase * thaw_game_action_total(game) +
                           thaw_game_action_offset(game, game_state(setting, state), player);
    int actions = player == THAW_US ? thaw_fentanyl_us_actions(setting->scenario, state, stances)
                                    : thaw_fentanyl_china_actions(state, moves);
    for (int a = 0; a < actions; a++)
        acts[player == THAW_US ? act_of_stance(stances[a]) : act_of_move(moves[a])] += chance[a];
}

void thaw_rule_of_plan(const thaw_setting *setting, const thaw_deal *deal, double *profile)
{
    const thaw_game *game = setting->game;
    memset(profile, 0, thaw_game_action_total(game) * sizeof *profile);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            profile[thaw_game_action_offset(game, s, i) +
                    (size_t)deal->play[s * game->players + i]] = 1;
}

thaw_status thaw_rule_false_alarms(const thaw_setting *setting, const thaw_deal *deal,
                                   double *leave, thaw_fault *fault)
{
    enum { PLAN, PUNISHMENT };
    const thaw_game *game = setting->game;
    thaw_machine *machine = NULL;
    thaw_status status = thaw_deal_machine(game, deal, &machine, fault);
    if (status != THAW_OK)
        return status;
    for (int s = 0; s < game->states; s++) {
        size_t row = thaw_game_row(game, s, deal->play + s * game->players);
        leave[s] = 0;
        for (int k = 0; k < game->signals; k++)
            leave[s] += game->signal[row * (size_t)game->signals + (size_t)k] *
                        thaw_machine_move(machine, PLAN, s, k)[PUNISHMENT];
    }
    thaw_machine_free(machine);
    return THAW_OK;
}

/* ---- agreement ---- */

static bool agrees(const double acts[THAW_ACTS_MOST], int act)
{
    for (int other = 0; other < THAW_ACTS_MOST; other++)
        if (acts[other] > acts[act] + AS_LIKELY)
            return false;
    return true;
}

/* Whether the efforts that China may have made in month k agree: one of them, all of them. */
static void agree_in_band(const thaw_record *record, size_t k, const double acts[THAW_ACTS_MOST],
                          bool *one, bool *all)
{
    thaw_move least, most, move = thaw_record_move(record, k);
    thaw_recorded_band(&record->months[k], &least, &most);
    if (move != record->months[k].effort)
        least = most = move;
    *one = false;
    *all = true;
    for (int m = least; m <= (int)most; m++) {
        bool agree = agrees(acts, act_of_move((thaw_move)m));
        *one = *one || agree;
        *all = *all && agree;
    }
}

thaw_agreement thaw_replay_agree(const thaw_setting *setting, const thaw_record *record,
                                 thaw_window window, const thaw_rule *rule, int player)
{
    thaw_agreement sum = {.months = window.count};
    for (size_t k = window.first; k < window.first + window.count; k++) {
        double us[THAW_ACTS_MOST], china[THAW_ACTS_MOST];
        bool agree = true, one = true, all = true;
        int state = thaw_record_state(record, k);
        thaw_rule_acts(setting, rule, 0, state, THAW_US, us);
        thaw_rule_acts(setting, rule, 0, state, THAW_CHINA, china);
        if (player != THAW_US) {
            agree = agrees(china, thaw_record_act(record, k, THAW_CHINA));
            agree_in_band(record, k, china, &one, &all);
        }
        if (player != THAW_CHINA && !agrees(us, thaw_record_act(record, k, THAW_US)))
            agree = one = all = false;
        sum.agree += agree;
        sum.least += all;
        sum.most += one;
    }
    thaw_band share = thaw_wilson(sum.agree, sum.months);
    sum.interval[0] = share.low;
    sum.interval[1] = share.high;
    return sum;
}

double thaw_replay_idle(const thaw_setting *setting, const thaw_record *record, thaw_window window,
                        const thaw_rule *rule)
{
    double sum = 0;
    for (size_t k = window.first; k < window.first + window.count; k++) {
        double acts[THAW_ACTS_MOST];
        int state = thaw_record_state(record, k);
        thaw_rule_acts(setting, rule, 0, state, THAW_CHINA, acts);
        sum += thaw_fentanyl_frozen(state)
                   ? 1
                   : acts[act_of_move(THAW_FREEZE)] + acts[act_of_move(THAW_NONE)];
    }
    return sum;
}

/* ---- likelihood ---- */

void thaw_slips(double size, double slip[THAW_CONFIDENCES])
{
    slip[THAW_CONFIDENCE_LOW] = 2 * size;
    slip[THAW_CONFIDENCE_MED] = size;
    slip[THAW_CONFIDENCE_HIGH] = size / 2;
}

double thaw_seen_chance(const double *acts, int count, int recorded, double slip)
{
    return (1 - slip) * acts[recorded] + slip / (count - 1) * (1 - acts[recorded]);
}

void thaw_fit_clear(thaw_fit *fit)
{
    free(fit->chance);
    free(fit->away);
    *fit = (thaw_fit){0};
}

/* How likely what is recorded of month k is in a phase. */
static double emission(const thaw_setting *setting, const thaw_record *record, size_t k,
                       const thaw_rule *rule, int phase, int player,
                       const double slip[THAW_CONFIDENCES])
{
    double product = 1;
    int state = thaw_record_state(record, k);
    for (int i = 0; i < 2; i++) {
        double acts[THAW_ACTS_MOST];
        if (player != THAW_BOTH && player != i)
            continue;
        thaw_rule_acts(setting, rule, phase, state, i, acts);
        product *=
            thaw_seen_chance(acts, thaw_act_count(i, thaw_fentanyl_frozen(state)),
                             thaw_record_act(record, k, i), slip[record->months[k].confidence]);
    }
    return product;
}

/* Chances of the next phase, from phase and state of month k. */
static void move_on(const thaw_setting *setting, const thaw_record *record, size_t k,
                    const thaw_rule *rule, const double now[PHASES_MOST], double then[PHASES_MOST])
{
    double leave = rule->phases < PHASES_MOST
                       ? 0
                       : rule->leave[game_state(setting, thaw_record_state(record, k))];
    then[0] = now[0] * (1 - leave) + now[1] * rule->back;
    then[1] = now[0] * leave + now[1] * (1 - rule->back);
}

/* Forward: chance[t] of each month, filtered[t] the phases after it was seen. */
static void filter(const thaw_setting *setting, const thaw_record *record, thaw_window window,
                   const thaw_rule *rule, int player, const double slip[THAW_CONFIDENCES],
                   thaw_fit *fit, double (*seen)[PHASES_MOST], double (*filtered)[PHASES_MOST])
{
    double phase[PHASES_MOST] = {1, 0};
    for (size_t t = 0; t < window.count; t++) {
        size_t k = window.first + t;
        double chance = 0;
        for (int q = 0; q < rule->phases; q++) {
            seen[t][q] = emission(setting, record, k, rule, q, player, slip);
            filtered[t][q] = phase[q] * seen[t][q];
            chance += filtered[t][q];
        }
        fit->chance[t] = chance;
        fit->log_likelihood += chance > 0 ? log(chance) : -(double)INFINITY;
        for (int q = 0; q < rule->phases; q++)
            filtered[t][q] = chance > 0 ? filtered[t][q] / chance : phase[q];
        move_on(setting, record, k, rule, filtered[t], phase);
    }
}

/* Backward: away[t]. later[q]: chance of all that comes after, in units of its average. */
static void smooth(const thaw_setting *setting, const thaw_record *record, thaw_window window,
                   const thaw_rule *rule, const double (*seen)[PHASES_MOST],
                   const double (*filtered)[PHASES_MOST], thaw_fit *fit)
{
    double later[PHASES_MOST] = {1, 1};
    for (size_t t = window.count; t-- > 0;) {
        double total = filtered[t][0] * later[0] + filtered[t][1] * later[1];
        double before[PHASES_MOST];
        fit->away[t] = total > 0 ? filtered[t][1] * later[1] / total : 0;
        if (t == 0)
            return;
        for (int q = 0; q < PHASES_MOST; q++) {
            const double here[PHASES_MOST] = {q == 0, q == 1};
            double next[PHASES_MOST];
            move_on(setting, record, window.first + t - 1, rule, here, next);
            before[q] = next[0] * seen[t][0] * later[0] + next[1] * seen[t][1] * later[1];
        }
        double scale = fmax(before[0], before[1]);
        for (int q = 0; q < PHASES_MOST; q++)
            later[q] = scale > 0 ? before[q] / scale : 1;
    }
}

thaw_status thaw_replay_fit(const thaw_setting *setting, const thaw_record *record,
                            thaw_window window, const thaw_rule *rule, int player,
                            const double slip[THAW_CONFIDENCES], thaw_fit *fit, thaw_fault *fault)
{
    double(*seen)[PHASES_MOST] = calloc(window.count + 1, sizeof *seen);
    double(*filtered)[PHASES_MOST] = calloc(window.count + 1, sizeof *filtered);
    *fit = (thaw_fit){.chance = calloc(window.count + 1, sizeof *fit->chance),
                      .away = calloc(window.count + 1, sizeof *fit->away)};
    bool memory = seen && filtered && fit->chance && fit->away;
    if (memory) {
        filter(setting, record, window, rule, player, slip, fit, seen, filtered);
        if (rule->phases == PHASES_MOST)
            smooth(setting, record, window, rule, (const double(*)[PHASES_MOST])seen,
                   (const double(*)[PHASES_MOST])filtered, fit);
    } else {
        thaw_fit_clear(fit);
    }
    free(seen);
    free(filtered);
    return memory ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a likelihood");
}

void thaw_fit_weights(const double *log_likelihood, size_t rules, double *weight)
{
    double most = -INFINITY, sum = 0;
    for (size_t k = 0; k < rules; k++)
        most = fmax(most, log_likelihood[k]);
    for (size_t k = 0; k < rules; k++) {
        weight[k] = isfinite(most) ? exp(log_likelihood[k] - most) : 0;
        sum += weight[k];
    }
    for (size_t k = 0; k < rules && sum > 0; k++)
        weight[k] /= sum;
}

/* ---- tension ---- */

/* Chances of next month's tension in a state under a pair of actions. */
static void tension_row(const thaw_setting *setting, int state, thaw_stance stance, thaw_move move,
                        double row[THAW_TENSIONS])
{
    const thaw_game *game = setting->game;
    int s = game_state(setting, state);
    const int actions[2] = {thaw_fentanyl_us_index(setting->scenario, state, stance),
                            thaw_fentanyl_china_index(state, move)};
    const double *next = game->next + thaw_game_row(game, s, actions) * (size_t)game->states;
    for (int to = 0; to < THAW_TENSIONS; to++)
        row[to] = 0;
    for (int to = 0; to < game->states; to++)
        row[thaw_fentanyl_tension(setting->fentanyl_state[to])] += next[to];
}

static void tension_in_use(const thaw_setting *setting, const thaw_record *record,
                           thaw_window window, thaw_tension_moves *moves)
{
    size_t months[THAW_TENSIONS] = {0};
    double row[THAW_TENSIONS];
    memset(moves->in_use, 0, sizeof moves->in_use);
    for (size_t k = window.first; k + 1 < window.first + window.count; k++) {
        thaw_tension from = record->months[k].tension;
        tension_row(setting, thaw_record_state(record, k), record->months[k].stance,
                    thaw_record_move(record, k), row);
        months[from]++;
        for (int to = 0; to < THAW_TENSIONS; to++)
            moves->in_use[from][to] += row[to];
    }
    for (int from = 0; from < THAW_TENSIONS; from++) {
        if (months[from] == 0)
            tension_row(setting, thaw_fentanyl_state((thaw_tension)from, false, false), THAW_STEADY,
                        THAW_NONE, moves->in_use[from]);
        for (int to = 0; to < THAW_TENSIONS && months[from] > 0; to++)
            moves->in_use[from][to] /= (double)months[from];
    }
}

thaw_status thaw_replay_tension(const thaw_setting *setting, const thaw_record *record,
                                thaw_window window, thaw_tension_moves *moves, thaw_fault *fault)
{
    memset(moves->count, 0, sizeof moves->count);
    for (size_t k = window.first; k + 1 < window.first + window.count; k++)
        moves->count[record->months[k].tension][record->months[k + 1].tension]++;
    tension_in_use(setting, record, window, moves);
    thaw_status status = THAW_OK;
    for (int from = 0; from < THAW_TENSIONS && status == THAW_OK; from++)
        status = thaw_dirichlet(moves->count[from], THAW_TENSIONS, THAW_TENSION_PRIOR,
                                moves->mean[from], moves->interval[from], fault);
    return status;
}
