/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dials: found by name, turned on a copy of the case. */
#include "model/dial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"

enum { MONTHS_MAX = 1000000 }; /* of trigger.months: beyond it, grim is meant */

double thaw_dial_to_scale(const thaw_dial *dial, double value)
{
    return dial->kind == THAW_DIAL_DISCOUNT                                     ? -log(1 - value)
           : dial->kind == THAW_DIAL_PATIENCE || dial->kind == THAW_DIAL_MONTHS ? log(value)
                                                                                : value;
}

double thaw_dial_from_scale(const thaw_dial *dial, double position)
{
    return dial->kind == THAW_DIAL_DISCOUNT                                     ? 1 - exp(-position)
           : dial->kind == THAW_DIAL_PATIENCE || dial->kind == THAW_DIAL_MONTHS ? exp(position)
                                                                                : position;
}

/* ---- how far ---- */

static void find_patience(const thaw_setting *setting, thaw_dial *dial)
{
    dial->kind = THAW_DIAL_PATIENCE;
    dial->baseline = 1;
    dial->unit = "factor";
    dial->low = 0;
    dial->high = INFINITY;
    for (int i = 0; i < setting->game->players; i++) {
        double impatience = 1 - setting->game->discount[i];
        dial->low = fmax(dial->low, (1 - THAW_DISCOUNT_MAX) / impatience);
        dial->high = fmin(dial->high, 1 / impatience);
    }
    dial->low = fmin(dial->low, 1); /* a game file may have more patient players than that */
}

static void find_discount(const thaw_setting *setting, int player, thaw_dial *dial)
{
    const double *d = setting->game->discount;
    dial->kind = THAW_DIAL_DISCOUNT;
    dial->player = player;
    dial->low = 0;
    dial->high = THAW_DISCOUNT_MAX;
    dial->unit = "per month";
    dial->baseline = player >= 0 ? d[player] : d[0];
    for (int i = 0; i < setting->game->players; i++)
        if (player < 0 || player == i) {
            dial->high = fmax(dial->high, d[i]);
            if (d[i] != dial->baseline)
                dial->baseline = (double)NAN;
        }
}

/* Whether a discount factor, a patience or a number of months is within what thaw_dial_find gives
 * for the setting, but for what scales round; the interval in hand may be narrower. Parameters are
 * checked together, when all are turned. */
static thaw_status check_value(const thaw_setting *setting, const thaw_dial *dial, double value,
                               thaw_fault *fault)
{
    const double rounding = 1e-12;
    thaw_dial own = {.low = 1, .high = MONTHS_MAX};
    if (dial->kind == THAW_DIAL_PARAMETER)
        return THAW_OK;
    if (dial->kind == THAW_DIAL_PATIENCE)
        find_patience(setting, &own);
    if (dial->kind == THAW_DIAL_DISCOUNT)
        find_discount(setting, dial->player, &own);
    if (value >= own.low * (1 - rounding) && value <= own.high * (1 + rounding))
        return THAW_OK;
    return thaw_fail_key(fault, THAW_ERANGE, dial->key, "%s = %g is outside [%g, %g]", dial->key,
                         value, own.low, own.high);
}

/* ---- turning ---- */

void thaw_turned_clear(thaw_turned *turned)
{
    thaw_deals_clear(&turned->deals);
    thaw_setting_clear(&turned->setting);
    thaw_scenario_clear(&turned->scenario);
}

/* Within bounds: what scales round, and patience where another dial has changed the discount
 * factor.
 */
static double turned_discount(const thaw_dial *dial, double value, double now)
{
    double d = dial->kind == THAW_DIAL_PATIENCE ? 1 - value * (1 - now) : value;
    return fmin(fmax(d, 0), fmax(now, THAW_DISCOUNT_MAX));
}

static thaw_status turn_scenario(const thaw_dial *dial, double value, thaw_scenario *scenario,
                                 thaw_fault *fault)
{
    thaw_values *v = &scenario->values;
    thaw_place place;
    thaw_status status = THAW_OK;
    switch (dial->kind) {
    case THAW_DIAL_PARAMETER:
        status = thaw_scenario_find(scenario, dial->key, &place, fault);
        if (status == THAW_OK)
            *place.value = value;
        return status;
    case THAW_DIAL_DISCOUNT:
    case THAW_DIAL_PATIENCE:
        if (dial->player != THAW_CHINA)
            v->us_discount = turned_discount(dial, value, v->us_discount);
        if (dial->player != THAW_US)
            v->china_discount = turned_discount(dial, value, v->china_discount);
        return THAW_OK;
    default:
        return THAW_OK;
    }
}

static void turn_game(const thaw_dial *dial, double value, thaw_game *game)
{
    if (dial->kind == THAW_DIAL_MONTHS)
        return;
    for (int i = 0; i < game->players; i++)
        if (dial->player < 0 || dial->player == i)
            game->discount[i] = turned_discount(dial, value, game->discount[i]);
}

static thaw_status first_fault(const thaw_scenario *scenario, thaw_fault *fault)
{
    thaw_faults faults = {0};
    thaw_status status = thaw_scenario_validate(scenario, &faults);
    if (status != THAW_OK && fault && faults.count > 0)
        *fault = faults.items[0];
    thaw_faults_clear(&faults);
    return status;
}

static thaw_status turn_fentanyl(const thaw_setting *setting, const thaw_dial *dials,
                                 const double *values, size_t count, thaw_turned *turned,
                                 thaw_fault *fault)
{
    thaw_status status = thaw_scenario_copy(setting->scenario, &turned->scenario, fault);
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = turn_scenario(&dials[k], values[k], &turned->scenario, fault);
    if (status == THAW_OK)
        status = first_fault(&turned->scenario, fault);
    if (status == THAW_OK)
        status = thaw_setting_of_scenario(&turned->scenario, false, &turned->setting, fault);
    return status;
}

static thaw_status turn_file(const thaw_setting *setting, const thaw_dial *dials,
                             const double *values, size_t count, thaw_turned *turned,
                             thaw_fault *fault)
{
    size_t states = (size_t)setting->game->states;
    bool *keep = malloc(states * sizeof *keep);
    if (!keep)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a game of %zu states", states);
    for (size_t s = 0; s < states; s++)
        keep[s] = true;
    thaw_game *copy = NULL;
    thaw_status status = thaw_game_restrict(setting->game, keep, NULL, &copy, fault);
    free(keep);
    if (status != THAW_OK)
        return status;
    for (size_t k = 0; k < count; k++)
        turn_game(&dials[k], values[k], copy);
    return thaw_setting_of_game(copy, setting->initial, &turned->setting, fault);
}

thaw_status thaw_turned_add(const thaw_deal *deal, const thaw_dial *dials, const double *values,
                            size_t count, thaw_turned *turned, thaw_fault *fault)
{
    thaw_punishment punishment = deal->punishment;
    for (size_t k = 0; k < count; k++)
        if (dials[k].kind == THAW_DIAL_MONTHS)
            punishment = (thaw_punishment){THAW_TRIGGER, values[k]};
    if (!turned->setting.scenario)
        return thaw_deals_add_play(&turned->setting, deal->plan, deal->play, &punishment,
                                   &turned->deals, fault);
    char text[THAW_DEAL_NAME_MAX];
    snprintf(text, sizeof text, "%s@grim", deal->plan);
    thaw_status status = thaw_deals_read(&turned->setting, text, &turned->deals, fault);
    if (status == THAW_OK)
        turned->deals.items[turned->deals.count - 1].punishment = punishment;
    return status;
}

thaw_status thaw_dials_turn(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dials, const double *values, size_t count,
                            thaw_turned *turned, thaw_fault *fault)
{
    *turned = (thaw_turned){0};
    thaw_scenario_init(&turned->scenario);
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = check_value(setting, &dials[k], values[k], fault);
    if (status == THAW_OK)
        status = setting->scenario ? turn_fentanyl(setting, dials, values, count, turned, fault)
                                   : turn_file(setting, dials, values, count, turned, fault);
    if (status == THAW_OK && deal)
        status = thaw_turned_add(deal, dials, values, count, turned, fault);
    if (status != THAW_OK)
        thaw_turned_clear(turned);
    return status;
}

/* ---- finding ---- */

/* Whether the scenario is still in order with the dial at a value. Fails with THAW_ENOMEM. */
static thaw_status allow(const thaw_setting *setting, const thaw_dial *dial, double value,
                         bool *allowed, thaw_fault *fault)
{
    thaw_scenario copy;
    thaw_status status = thaw_scenario_copy(setting->scenario, &copy, fault);
    if (status != THAW_OK)
        return status;
    status = turn_scenario(dial, value, &copy, NULL);
    if (status == THAW_OK)
        status = first_fault(&copy, NULL);
    thaw_scenario_clear(&copy);
    *allowed = status == THAW_OK;
    return status == THAW_ENOMEM
               ? thaw_fail(fault, THAW_ENOMEM, "no memory to find the bounds of %s", dial->key)
               : THAW_OK;
}

/* Moves *bound to the one nearest to it that other inputs allow, between it and the baseline:
 * allowed values make an interval. */
static thaw_status tighten(const thaw_setting *setting, const thaw_dial *dial, double *bound,
                           thaw_fault *fault)
{
    enum { HALVINGS = 60 };
    bool allowed = false;
    thaw_status status = allow(setting, dial, *bound, &allowed, fault);
    if (status != THAW_OK || allowed)
        return status;
    double good = dial->baseline, bad = *bound;
    for (int k = 0; k < HALVINGS && status == THAW_OK; k++) {
        double middle = 0.5 * (good + bad);
        status = allow(setting, dial, middle, &allowed, fault);
        *(allowed ? &good : &bad) = middle;
    }
    *bound = good;
    return status;
}

static thaw_status find_parameter(const thaw_setting *setting, const char *key, thaw_dial *dial,
                                  thaw_fault *fault)
{
    thaw_scenario copy;
    thaw_place place;
    thaw_status status = thaw_scenario_copy(setting->scenario, &copy, fault);
    if (status != THAW_OK)
        return status;
    status = thaw_scenario_find(&copy, key, &place, fault);
    if (status == THAW_OK && place.row->words) {
        status = thaw_fail_key(fault, THAW_EARG, key, "%s is a word, not a number", key);
        thaw_fault_help(fault, "only numbers can be varied; use --set to try another word");
    }
    if (status == THAW_OK) {
        bool patience = strcmp(place.row->key, "discount") == 0;
        dial->kind = patience ? THAW_DIAL_DISCOUNT : THAW_DIAL_PARAMETER;
        dial->player = !patience                               ? -1
                       : strcmp(place.row->section, "us") == 0 ? THAW_US
                                                               : THAW_CHINA;
        dial->low = place.row->low;
        dial->high = place.row->high;
        dial->unit = place.row->unit;
        dial->baseline = *place.value;
    }
    thaw_scenario_clear(&copy);
    if (status != THAW_OK)
        return status;
    thaw_dial plain = *dial;
    plain.kind = THAW_DIAL_PARAMETER;
    status = tighten(setting, &plain, &dial->low, fault);
    if (status == THAW_OK)
        status = tighten(setting, &plain, &dial->high, fault);
    return status;
}

static thaw_status find_months(const thaw_deal *deal, thaw_dial *dial, thaw_fault *fault)
{
    if (!deal || deal->punishment.kind != THAW_TRIGGER)
        return thaw_fail(fault, THAW_EARG,
                         "trigger.months is the T of a deal under trigger:T, and this deal is not");
    dial->kind = THAW_DIAL_MONTHS;
    dial->low = 1;
    dial->high = MONTHS_MAX;
    dial->unit = "months";
    dial->baseline = deal->punishment.months;
    return THAW_OK;
}

/* "discount.2" of a game file: player 1; -1 for anything else. */
static int player_of(const thaw_setting *setting, const char *key)
{
    char name[THAW_KEY_MAX];
    for (int i = 0; i < setting->game->players; i++) {
        snprintf(name, sizeof name, "discount.%d", i + 1);
        if (strcmp(key, name) == 0)
            return i;
    }
    return -1;
}

/* For keys that are neither parameters nor one of the names above. */
static void suggest(const char *key, thaw_fault *fault)
{
    static const char *const names[] = {"discount", "patience", "trigger.months"};
    const char *near = thaw_nearest(key, names, sizeof names / sizeof *names);
    if (near)
        thaw_fault_help(fault, "did you mean %s?", near);
}

thaw_status thaw_dial_find(const thaw_setting *setting, const thaw_deal *deal, const char *key,
                           thaw_dial *dial, thaw_fault *fault)
{
    *dial = (thaw_dial){.player = -1};
    thaw_copy_text(dial->key, sizeof dial->key, key);
    thaw_status status = THAW_OK;
    if (strcmp(key, "patience") == 0)
        find_patience(setting, dial);
    else if (strcmp(key, "discount") == 0)
        find_discount(setting, -1, dial);
    else if (strcmp(key, "trigger.months") == 0)
        status = find_months(deal, dial, fault);
    else if (setting->scenario)
        status = find_parameter(setting, key, dial, fault);
    else if (player_of(setting, key) >= 0)
        find_discount(setting, player_of(setting, key), dial);
    else {
        status = thaw_fail(fault, THAW_EUNKNOWN, "a game file has no input '%.80s'", key);
        thaw_fault_help(fault,
                        "of a game file discount, discount.1 to discount.%d, patience and "
                        "trigger.months can be varied",
                        setting->game->players);
    }
    if (status == THAW_EUNKNOWN)
        suggest(key, fault);
    dial->plausible[0] = dial->from = dial->low;
    dial->plausible[1] = dial->to = dial->high;
    return status;
}

/* ---- all of them ---- */

typedef struct key_list {
    char (*keys)[THAW_KEY_MAX];
    size_t count;
} key_list;

static void add_key(key_list *list, const char *first, const char *second, const char *third)
{
    snprintf(list->keys[list->count++], THAW_KEY_MAX, "%s%s%s%s%s", first, second ? "." : "",
             second ? second : "", third ? "." : "", third ? third : "");
}

static void list_scenario(const thaw_scenario *scenario, key_list *list)
{
    size_t rows = 0, shock_rows = 0;
    const thaw_parameter *row = thaw_parameters(&rows);
    const thaw_parameter *shock_row = thaw_shock_parameters(&shock_rows);
    for (size_t k = 0; k < rows; k++)
        if (!row[k].words)
            add_key(list, row[k].section, row[k].key, NULL);
    for (size_t s = 0; s < scenario->shock_count; s++)
        for (size_t k = 0; k < shock_rows; k++)
            add_key(list, "shock", scenario->shocks[s].name, shock_row[k].key);
}

thaw_status thaw_dial_keys(const thaw_setting *setting, const thaw_deal *deal,
                           char (**keys)[THAW_KEY_MAX], size_t *count, thaw_fault *fault)
{
    size_t rows = 0, shock_rows = 0;
    thaw_parameters(&rows);
    thaw_shock_parameters(&shock_rows);
    size_t shocks = setting->scenario ? setting->scenario->shock_count : 0;
    size_t most = rows + shocks * shock_rows + (size_t)setting->game->players + 2;
    key_list list = {calloc(most, THAW_KEY_MAX), 0};
    if (!list.keys)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a list of inputs");
    if (setting->scenario)
        list_scenario(setting->scenario, &list);
    for (int i = 0; !setting->scenario && i < setting->game->players; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i + 1);
        add_key(&list, "discount", number, NULL);
    }
    add_key(&list, "patience", NULL, NULL);
    if (deal && deal->punishment.kind == THAW_TRIGGER)
        add_key(&list, "trigger", "months", NULL);
    *keys = list.keys;
    *count = list.count;
    return THAW_OK;
}
