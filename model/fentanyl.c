/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fentanyl game: named terms, chances of the next month, signals (docs/model.md sections 2 to
 * 6). */
#include "model/fentanyl.h"

#include <math.h>
#include <stdio.h>

/* The value of a key_calm, key_tense, key_crisis triple at a tension. */
#define BY_TENSION(values, field, tension)                                                         \
    ((tension) == THAW_CALM    ? (values)->field##_calm                                            \
     : (tension) == THAW_TENSE ? (values)->field##_tense                                           \
                               : (values)->field##_crisis)

/* The value of a key_partial, key_full pair at an effort; 0 at none. */
#define BY_EFFORT(values, field, effort)                                                           \
    ((effort) == THAW_FULL      ? (values)->field##_full                                           \
     : (effort) == THAW_PARTIAL ? (values)->field##_partial                                        \
                                : 0.0)

/* Deaths, and with them China's leverage, fall by this share at stakes.demand_reduction = 1 (the
 * definition of that index: docs/model.md section 4). */
static const double demand_share = 0.4;
/* Mexico's own effort at which mexico.gain is zero, and the way from there to full effort (ibid.).
 */
static const double mexico_reference = 0.3, mexico_span = 0.7;

enum { RULE_DECIDED, RULE_CONDITIONAL, RULE_FIXED };

static int word(double value)
{
    return (int)value;
}

int thaw_fentanyl_state(thaw_tension tension, bool listed, bool frozen)
{
    return (int)tension * 4 + (listed ? 2 : 0) + (frozen ? 1 : 0);
}

thaw_tension thaw_fentanyl_tension(int state)
{
    return (thaw_tension)(state / 4);
}

bool thaw_fentanyl_listed(int state)
{
    return (state & 2) != 0;
}

bool thaw_fentanyl_frozen(int state)
{
    return (state & 1) != 0;
}

const char *thaw_fentanyl_state_name(int state)
{
    static const char *const names[THAW_FENTANYL_STATES] = {
        "calm",   "calm+frozen",   "calm+listed",   "calm+listed+frozen",
        "tense",  "tense+frozen",  "tense+listed",  "tense+listed+frozen",
        "crisis", "crisis+frozen", "crisis+listed", "crisis+listed+frozen"};
    return state >= 0 && state < THAW_FENTANYL_STATES ? names[state] : NULL;
}

int thaw_fentanyl_initial(const thaw_scenario *scenario)
{
    const thaw_values *v = &scenario->values;
    return thaw_fentanyl_state((thaw_tension)word(v->initial_tension), v->initial_listed != 0,
                               v->initial_channel != 0);
}

thaw_move thaw_fentanyl_effort(thaw_move move)
{
    return move == THAW_PARTIAL || move == THAW_FULL ? move : THAW_NONE;
}

/* ---- payoffs ---- */

double thaw_fentanyl_lives(const thaw_scenario *scenario, thaw_move move)
{
    const thaw_values *v = &scenario->values;
    thaw_move effort = thaw_fentanyl_effort(move);
    double deaths =
        v->stakes_deaths_per_year * (1 - demand_share * v->stakes_demand_reduction) / 12;
    double mexico = 1 + v->mexico_gain * (v->mexico_effort - mexico_reference) / mexico_span;
    return deaths * BY_EFFORT(v, stakes_averted, effort) *
           (1 - BY_EFFORT(v, substitution_eroded, effort)) * mexico;
}

static void add(thaw_term *terms, int *count, int player, const char *name, double amount)
{
    terms[(*count)++] = (thaw_term){name, player, amount};
}

static bool gives_relief(thaw_stance stance)
{
    return stance == THAW_RELIEF || stance == THAW_RELIEF_DELIST;
}

static bool announces_delisting(thaw_stance stance)
{
    return stance == THAW_DELIST || stance == THAW_RELIEF_DELIST;
}

static void us_terms(const thaw_scenario *scenario, int state, thaw_pair pair, thaw_term *terms,
                     int *count)
{
    const thaw_values *v = &scenario->values;
    thaw_tension t = thaw_fentanyl_tension(state);
    bool election = v->election_year != 0;
    double dearer = election ? v->election_relief : 1, louder = election ? v->election_pressure : 1;
    if (!thaw_fentanyl_frozen(state) && pair.china != THAW_FREEZE)
        add(terms, count, THAW_US, "lives averted",
            thaw_fentanyl_lives(scenario, pair.china) * v->stakes_vsl * v->stakes_political_weight /
                1000 * (1 - v->perception_gap_us));
    if (gives_relief(pair.us))
        add(terms, count, THAW_US, "relief: cost at home",
            -BY_TENSION(v, relief_cost_us, t) * dearer);
    if (pair.us == THAW_PRESSURE) {
        add(terms, count, THAW_US, "pressure: reward at home",
            BY_TENSION(v, pressure_gain_us, t) * louder);
        add(terms, count, THAW_US, "pressure: its cost", -v->pressure_cost_us);
    }
    if (thaw_fentanyl_listed(state))
        add(terms, count, THAW_US, "listing: reward at home", v->listing_gain_us * louder);
    if (thaw_fentanyl_frozen(state) || pair.china == THAW_FREEZE)
        add(terms, count, THAW_US, "frozen channel", -v->freeze_cost_us);
}

static void china_terms(const thaw_scenario *scenario, int state, thaw_pair pair, thaw_term *terms,
                        int *count)
{
    const thaw_values *v = &scenario->values;
    thaw_tension t = thaw_fentanyl_tension(state);
    thaw_move e = thaw_fentanyl_effort(pair.china);
    double w = v->economy_weakness;
    if (e != THAW_NONE) {
        add(terms, count, THAW_CHINA, "enforcement", -BY_EFFORT(v, enforcement_cost, e));
        add(terms, count, THAW_CHINA, "image", BY_EFFORT(v, image, e));
        add(terms, count, THAW_CHINA, "stability",
            BY_EFFORT(v, stability, e) * BY_TENSION(v, stability_weight, t) * w);
        add(terms, count, THAW_CHINA, "leverage given up",
            -v->leverage_linkage * BY_TENSION(v, leverage_value, t) *
                BY_EFFORT(v, leverage_spent, e) * (1 - demand_share * v->stakes_demand_reduction));
    }
    add(terms, count, THAW_CHINA, "coalition",
        -v->coalition_cost_china * (e == THAW_NONE      ? 1.0
                                    : e == THAW_PARTIAL ? 0.5
                                                        : 0.0));
    if (gives_relief(pair.us))
        add(terms, count, THAW_CHINA, "relief",
            v->relief_value_china * w * (1 - v->relief_disbelief));
    if (pair.us == THAW_PRESSURE)
        add(terms, count, THAW_CHINA, "pressure", -v->pressure_harm_china * w);
    if (thaw_fentanyl_listed(state))
        add(terms, count, THAW_CHINA, "listing", -v->listing_cost_china);
    if (thaw_fentanyl_frozen(state) || pair.china == THAW_FREEZE)
        add(terms, count, THAW_CHINA, "frozen channel", -v->freeze_cost_china);
    if (pair.china == THAW_FREEZE)
        add(terms, count, THAW_CHINA, "applause for freezing", BY_TENSION(v, freeze_audience, t));
}

int thaw_fentanyl_terms(const thaw_scenario *scenario, int state, thaw_pair pair, thaw_term *terms)
{
    int count = 0;
    us_terms(scenario, state, pair, terms, &count);
    china_terms(scenario, state, pair, terms, &count);
    return count;
}

/* ---- actions ---- */

int thaw_fentanyl_us_actions(const thaw_scenario *scenario, int state, thaw_stance *stances)
{
    static const thaw_stance order[] = {THAW_RELIEF, THAW_STEADY, THAW_PRESSURE, THAW_DELIST,
                                        THAW_RELIEF_DELIST};
    bool announces =
        thaw_fentanyl_listed(state) && word(scenario->values.listing_rule) == RULE_DECIDED;
    int count = announces ? 5 : 3;
    for (int a = 0; a < count; a++)
        stances[a] = order[a];
    return count;
}

int thaw_fentanyl_china_actions(int state, thaw_move *moves)
{
    static const thaw_move open[] = {THAW_NONE, THAW_PARTIAL, THAW_FULL, THAW_FREEZE};
    static const thaw_move frozen[] = {THAW_STAY, THAW_RESUME};
    int count = thaw_fentanyl_frozen(state) ? 2 : 4;
    for (int a = 0; a < count; a++)
        moves[a] = thaw_fentanyl_frozen(state) ? frozen[a] : open[a];
    return count;
}

int thaw_fentanyl_us_index(const thaw_scenario *scenario, int state, thaw_stance stance)
{
    thaw_stance stances[THAW_STANCES];
    int count = thaw_fentanyl_us_actions(scenario, state, stances);
    for (int a = 0; a < count; a++)
        if (stances[a] == stance)
            return a;
    return -1;
}

int thaw_fentanyl_china_index(int state, thaw_move move)
{
    thaw_move moves[THAW_MOVES];
    int count = thaw_fentanyl_china_actions(state, moves);
    for (int a = 0; a < count; a++)
        if (moves[a] == move)
            return a;
    return -1;
}

/* ---- from month to month ---- */

/* The joint law of "a shock raised tension" and "a shock froze the channel":
 * chance[raised][struck]. */
static void shock_law(const thaw_scenario *scenario, bool pressure, double chance[2][2])
{
    double unraised = pressure ? 1 - scenario->values.tension_pressure_raises : 1;
    double unstruck = 1, neither = unraised;
    for (size_t k = 0; k < scenario->shock_count; k++) {
        const thaw_shock *shock = &scenario->shocks[k];
        unraised *= 1 - shock->rate * shock->severity;
        unstruck *= 1 - shock->rate * shock->freeze;
        neither *= 1 - shock->rate * (1 - (1 - shock->severity) * (1 - shock->freeze));
    }
    chance[0][0] = neither;
    chance[0][1] = fmax(0, unraised - neither);
    chance[1][0] = fmax(0, unstruck - neither);
    chance[1][1] = fmax(0, 1 - unraised - unstruck + neither);
}

/* Next tension when nothing raised it: the drift, with cooperation moving tense months towards
 * calm. */
static void drift(const thaw_values *v, thaw_tension tension, bool effort, double *to)
{
    double up[THAW_TENSIONS] = {0};
    switch (tension) {
    case THAW_CALM:
        up[THAW_TENSE] = v->tension_calm_to_tense;
        up[THAW_CRISIS] = v->tension_calm_to_crisis;
        break;
    case THAW_TENSE:
        up[THAW_CALM] = v->tension_tense_to_calm;
        up[THAW_CRISIS] = v->tension_tense_to_crisis;
        break;
    default:
        up[THAW_CALM] = v->tension_crisis_to_calm;
        up[THAW_TENSE] = v->tension_crisis_to_tense;
    }
    double stay = fmax(0, 1 - up[THAW_CALM] - up[THAW_TENSE] - up[THAW_CRISIS]);
    double calmed = tension == THAW_TENSE && effort ? fmin(stay, v->tension_cooperation_calms) : 0;
    for (int t = 0; t < THAW_TENSIONS; t++)
        to[t] = up[t];
    to[tension] = stay - calmed;
    to[THAW_CALM] += calmed;
}

/* Chance that the channel is frozen next month. */
static double frozen_next(const thaw_values *v, int state, thaw_pair pair, bool struck)
{
    if (struck)
        return 1;
    if (!thaw_fentanyl_frozen(state))
        return pair.china == THAW_FREEZE ? 1 : 0;
    double resumes = pair.china != THAW_RESUME ? 0
                     : gives_relief(pair.us)   ? 1
                                               : v->freeze_resume_alone;
    return (1 - resumes) * (1 - v->freeze_summit);
}

/* Chance of the review's own good signal about a month (perfect monitoring: effort was full). */
static double good_chance(const thaw_values *v, int state, thaw_move move)
{
    if (thaw_fentanyl_frozen(state) || move == THAW_FREEZE)
        return 0;
    if (v->monitoring_kind != 0)
        return move == THAW_FULL ? 1 : 0;
    switch (move) {
    case THAW_FULL:
        return 1 - v->monitoring_bad_full - v->monitoring_mixed_full;
    case THAW_PARTIAL:
        return 1 - v->monitoring_bad_partial - v->monitoring_mixed_partial;
    default:
        return 1 - v->monitoring_bad_none - v->monitoring_mixed_none;
    }
}

/* Chance that China is listed next month. */
static double listed_next(const thaw_values *v, int state, thaw_pair pair)
{
    double now = thaw_fentanyl_listed(state) ? 1 : 0, reviewed = now;
    switch (word(v->listing_rule)) {
    case RULE_DECIDED:
        if (announces_delisting(pair.us))
            reviewed = 0;
        else if (pair.us == THAW_PRESSURE)
            reviewed = 1;
        break;
    case RULE_CONDITIONAL:
        reviewed = fmax(0, 1 - good_chance(v, state, pair.china));
        break;
    default:
        break;
    }
    return now + v->listing_review * (reviewed - now);
}

/* Adds to chance[] `weight` times the chances of tension and channel of a month in which tension
 * was raised or not and the channel struck or not. */
static void add_given(const thaw_values *v, int state, thaw_pair pair, bool raised, bool struck,
                      double weight, double *chance)
{
    thaw_tension now = thaw_fentanyl_tension(state);
    double to[THAW_TENSIONS] = {0}, frozen = frozen_next(v, state, pair, struck);
    bool effort = !thaw_fentanyl_frozen(state) && thaw_fentanyl_effort(pair.china) != THAW_NONE;
    if (raised)
        to[now == THAW_CRISIS ? THAW_CRISIS : now + 1] = 1;
    else
        drift(v, now, effort, to);
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        chance[s] +=
            weight * to[thaw_fentanyl_tension(s)] * (thaw_fentanyl_frozen(s) ? frozen : 1 - frozen);
}

/* The listing draws by itself. */
static void multiply_listing(const thaw_values *v, int state, thaw_pair pair, double *chance)
{
    double listed = listed_next(v, state, pair);
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        chance[s] *= thaw_fentanyl_listed(s) ? listed : 1 - listed;
}

void thaw_fentanyl_next(const thaw_scenario *scenario, int state, thaw_pair pair, bool raised,
                        bool struck, double next[THAW_FENTANYL_STATES])
{
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        next[s] = 0;
    add_given(&scenario->values, state, pair, raised, struck, 1, next);
    multiply_listing(&scenario->values, state, pair, next);
}

/* Tension, listing and channel draw independently given (raised, struck) and the actions. */
static void next_chances(const thaw_scenario *scenario, int state, thaw_pair pair, double *next)
{
    double law[2][2];
    shock_law(scenario, pair.us == THAW_PRESSURE, law);
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        next[s] = 0;
    for (int raised = 0; raised < 2; raised++)
        for (int struck = 0; struck < 2; struck++)
            add_given(&scenario->values, state, pair, raised, struck, law[raised][struck], next);
    multiply_listing(&scenario->values, state, pair, next);
}

/* ---- signals ---- */

/* A signal is a stance and what is seen of China's move. */
enum { SIGNALS = THAW_STANCES * THAW_SEEN };

static int signal_index(thaw_stance stance, thaw_seen what)
{
    return (int)stance * THAW_SEEN + (int)what;
}

static void see(const thaw_values *v, thaw_move move, double *chance)
{
    for (int k = 0; k < THAW_SEEN; k++)
        chance[k] = 0;
    if (move == THAW_FREEZE || move == THAW_STAY || move == THAW_RESUME) {
        chance[move == THAW_FREEZE ? THAW_SEEN_FREEZE
               : move == THAW_STAY ? THAW_SEEN_STAY
                                   : THAW_SEEN_RESUME] = 1;
    } else if (v->monitoring_kind != 0) {
        chance[move == THAW_FULL      ? THAW_SEEN_GOOD
               : move == THAW_PARTIAL ? THAW_SEEN_MIXED
                                      : THAW_SEEN_BAD] = 1;
    } else {
        chance[THAW_SEEN_BAD] = move == THAW_FULL      ? v->monitoring_bad_full
                                : move == THAW_PARTIAL ? v->monitoring_bad_partial
                                                       : v->monitoring_bad_none;
        chance[THAW_SEEN_MIXED] = move == THAW_FULL      ? v->monitoring_mixed_full
                                  : move == THAW_PARTIAL ? v->monitoring_mixed_partial
                                                         : v->monitoring_mixed_none;
        chance[THAW_SEEN_GOOD] = fmax(0, 1 - chance[THAW_SEEN_BAD] - chance[THAW_SEEN_MIXED]);
    }
}

/* The worst that promised effort may look like without falling short: under noise full at good,
 * partial at mixed, none always; seen as it is, each at itself, which the shared reading of
 * THAW_SEEN makes the same rule. */
static thaw_seen worst_faithful(thaw_move promised)
{
    return promised == THAW_FULL      ? THAW_SEEN_GOOD
           : promised == THAW_PARTIAL ? THAW_SEEN_MIXED
                                      : THAW_SEEN_BAD;
}

void thaw_fentanyl_signal(int signal, thaw_stance *stance, thaw_seen *seen)
{
    *stance = (thaw_stance)(signal / THAW_SEEN);
    *seen = (thaw_seen)(signal % THAW_SEEN);
}

bool thaw_fentanyl_keeps(thaw_pair promised, int signal)
{
    if (signal / THAW_SEEN != (int)promised.us)
        return false;
    thaw_seen what = (thaw_seen)(signal % THAW_SEEN);
    switch (promised.china) {
    case THAW_FREEZE:
        return what == THAW_SEEN_FREEZE;
    case THAW_STAY:
        return what == THAW_SEEN_STAY;
    case THAW_RESUME:
        return what == THAW_SEEN_RESUME;
    default:
        return what <= worst_faithful(promised.china);
    }
}

/* ---- the game ---- */

thaw_pair thaw_fentanyl_pair(const thaw_scenario *scenario, const thaw_plan *plan, int state)
{
    thaw_tension t = thaw_fentanyl_tension(state);
    thaw_pair pair = thaw_fentanyl_frozen(state) ? plan->frozen[t] : plan->open[t];
    if (thaw_fentanyl_us_index(scenario, state, pair.us) < 0)
        pair.us = pair.us == THAW_RELIEF_DELIST ? THAW_RELIEF : THAW_STEADY;
    return pair;
}

static thaw_status name_signals(thaw_game *game, bool perfect, thaw_fault *fault)
{
    static const char *const noisy[] = {"good", "mixed", "bad", "freeze", "stay", "resume"};
    static const char *const clear[] = {"full", "partial", "none", "freeze", "stay", "resume"};
    for (int stance = 0; stance < THAW_STANCES; stance++)
        for (int k = 0; k < THAW_SEEN; k++) {
            char name[64];
            snprintf(name, sizeof name, "%s/%s", thaw_stance_name((thaw_stance)stance),
                     perfect ? clear[k] : noisy[k]);
            thaw_status status = thaw_game_name(
                &game->signal_name[signal_index((thaw_stance)stance, (thaw_seen)k)], name, fault);
            if (status != THAW_OK)
                return status;
        }
    return THAW_OK;
}

static thaw_status name_state(const thaw_scenario *scenario, thaw_game *game, int state,
                              thaw_fault *fault)
{
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    int us = thaw_fentanyl_us_actions(scenario, state, stances),
        china = thaw_fentanyl_china_actions(state, moves);
    thaw_status status =
        thaw_game_name(&game->state_name[state], thaw_fentanyl_state_name(state), fault);
    int cell = state * 2;
    for (int a = 0; status == THAW_OK && a < us; a++) {
        status = thaw_game_name(&game->action_name[cell + THAW_US][a], thaw_stance_name(stances[a]),
                                fault);
        game->action_rank[cell + THAW_US][a] = (int)stances[a];
    }
    for (int a = 0; status == THAW_OK && a < china; a++) {
        status = thaw_game_name(&game->action_name[cell + THAW_CHINA][a], thaw_move_name(moves[a]),
                                fault);
        game->action_rank[cell + THAW_CHINA][a] = (int)moves[a];
    }
    return status;
}

static void fill_row(const thaw_scenario *scenario, thaw_game *game, int state, size_t row,
                     thaw_pair pair)
{
    thaw_term terms[THAW_TERMS_MAX];
    int count = thaw_fentanyl_terms(scenario, state, pair, terms);
    for (int k = 0; k < count; k++)
        game->payoff[row * 2 + (size_t)terms[k].player] += terms[k].amount;
    next_chances(scenario, state, pair, game->next + row * THAW_FENTANYL_STATES);
    double chance[THAW_SEEN];
    see(&scenario->values, pair.china, chance);
    for (int k = 0; k < THAW_SEEN; k++)
        game->signal[row * SIGNALS + (size_t)signal_index(pair.us, (thaw_seen)k)] = chance[k];
}

static thaw_status fill(const thaw_scenario *scenario, thaw_game *game, thaw_fault *fault)
{
    game->discount[THAW_US] = scenario->values.us_discount;
    game->discount[THAW_CHINA] = scenario->values.china_discount;
    thaw_status status = thaw_game_name(&game->player_name[THAW_US], "us", fault);
    if (status == THAW_OK)
        status = thaw_game_name(&game->player_name[THAW_CHINA], "china", fault);
    if (status == THAW_OK)
        status = name_signals(game, scenario->values.monitoring_kind != 0, fault);
    for (int s = 0; status == THAW_OK && s < THAW_FENTANYL_STATES; s++) {
        thaw_stance stances[THAW_STANCES];
        thaw_move moves[THAW_MOVES];
        int us = thaw_fentanyl_us_actions(scenario, s, stances),
            china = thaw_fentanyl_china_actions(s, moves);
        for (int a = 0; a < us; a++)
            for (int b = 0; b < china; b++) {
                size_t row = thaw_game_row(game, s, (int[]){a, b});
                fill_row(scenario, game, s, row, (thaw_pair){stances[a], moves[b]});
            }
        status = name_state(scenario, game, s, fault);
    }
    return status;
}

thaw_status thaw_fentanyl_game(const thaw_scenario *scenario, thaw_game **out, thaw_fault *fault)
{
    int counts[THAW_FENTANYL_STATES * 2];
    for (int s = 0; s < THAW_FENTANYL_STATES; s++) {
        thaw_stance stances[THAW_STANCES];
        thaw_move moves[THAW_MOVES];
        counts[s * 2 + THAW_US] = thaw_fentanyl_us_actions(scenario, s, stances);
        counts[s * 2 + THAW_CHINA] = thaw_fentanyl_china_actions(s, moves);
    }
    thaw_game *game = NULL;
    thaw_status status =
        thaw_game_new(2, THAW_FENTANYL_STATES, counts, SIGNALS, true, &game, fault);
    if (status != THAW_OK)
        return status;
    status = fill(scenario, game, fault);
    if (status != THAW_OK) {
        thaw_game_free(game);
        return status;
    }
    *out = game;
    return THAW_OK;
}
