/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library without the command: does a deal hold in a scenario?
 *
 *     cc -std=c17 deal.c $(pkg-config --cflags --libs thaw) -o deal
 *     ./deal /usr/local/share/thaw/scenarios/baseline.ini full_calm+delist@grim
 *
 * Every call is checked, and all that was filled is released. */
#include <stdio.h>

#include <thaw/thaw.h>

static int complain(const thaw_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        const thaw_fault *fault = &faults->items[i];
        fprintf(stderr, "%s:%d: %s\n", fault->file, fault->line, fault->text);
    }
    return 1;
}

static int complain_once(const thaw_fault *fault)
{
    fprintf(stderr, "%s\n%s\n", fault->text, fault->help);
    return 1;
}

/* One side of an answer: its slack in points a month, the price of departing once, where it binds.
 */
static void print_side(const thaw_setting *setting, const thaw_deal_answer *answer, int player)
{
    const thaw_game *game = setting->game;
    const thaw_departure *breach = &answer->breach[player];
    double slack = thaw_slack(answer, player);
    printf("%-5s  slack %7.4f, price %6.3f", game->player_name[player], slack,
           thaw_price(slack, game->discount[player]));
    if (breach->state >= 0)
        printf(", binds in %s by %s", game->state_name[breach->state],
               thaw_game_action_name(game, breach->state, player, breach->action));
    printf("\n");
}

/* Solves the deals that a text means, and says what was found. */
static int judge(const thaw_setting *setting, const thaw_no_deal *no_deal, const char *text)
{
    thaw_deals deals = {0};
    thaw_fault fault;
    int failed = 0;
    if (thaw_deals_read(setting, text, &deals, &fault) != THAW_OK)
        failed = complain_once(&fault);
    for (size_t k = 0; k < deals.count && !failed; k++) {
        thaw_deal_answer answer;
        char name[THAW_DEAL_NAME_MAX];
        if (thaw_trigger_solve(setting, &deals.items[k], no_deal, NULL, NULL, &answer, &fault) !=
            THAW_OK) {
            failed = complain_once(&fault);
            break;
        }
        thaw_deal_format(&deals.items[k], name, sizeof name);
        printf("%s: %s%s\n", name, thaw_verdict_text(answer.verdict), answer.tied ? ", tied" : "");
        for (int player = 0; player < setting->game->players; player++)
            print_side(setting, &answer, player);
        thaw_deal_answer_clear(&answer);
    }
    thaw_deals_clear(&deals);
    return failed;
}

/* No deal first: it is what the deal is compared with, and the punishment under grim. */
static int answer(const thaw_setting *setting, const char *deal)
{
    const thaw_game *game = setting->game;
    const double *value;
    thaw_no_deal no_deal;
    thaw_fault fault;
    if (thaw_no_deal_solve(setting, NULL, &no_deal, &fault) != THAW_OK)
        return complain_once(&fault);
    if (no_deal.result.outcome != THAW_OUTCOME_CONVERGED) {
        fprintf(stderr, "no deal: %s\n", thaw_outcome_text(no_deal.result.outcome));
        thaw_no_deal_clear(&no_deal);
        return 1;
    }
    value = no_deal.values + setting->initial * game->players;
    printf("no deal in %s: us %.3f, china %.3f points a month\n",
           game->state_name[setting->initial], value[0], value[1]);
    int failed = judge(setting, &no_deal, deal);
    thaw_no_deal_clear(&no_deal);
    return failed;
}

int main(int count, char **arguments)
{
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_faults faults = {0};
    thaw_fault fault;
    int failed;
    if (count != 3) {
        fprintf(stderr, "usage: deal FILE.ini DEAL\n");
        return 2;
    }
    if (thaw_scenario_read(arguments[1], NULL, 0, &scenario, NULL, &faults) != THAW_OK)
        failed = complain(&faults);
    else if (thaw_setting_of_scenario(&scenario, false, &setting, &fault) != THAW_OK)
        failed = complain_once(&fault);
    else {
        failed = answer(&setting, arguments[2]);
        thaw_setting_clear(&setting);
    }
    thaw_scenario_clear(&scenario);
    thaw_faults_clear(&faults);
    return failed;
}
