/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bargain in words, tables and JSON. */
#include "cli/bargain_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/phrases.h"
#include "cli/words.h"

enum { DIGITS = 2 };

/* A payment below this prints as none. */
static const double NOTHING = 0.005;

/* ---- what is bargained over ---- */

void thaw_bargaining_clear(thaw_bargaining *b)
{
    free(b->offers);
    thaw_bargain_clear(&b->set);
    thaw_bargain_clear(&b->with);
    *b = (thaw_bargaining){0};
}

static double no_deal_value(const thaw_bargaining *b, int i)
{
    return b->study->no_deal.values[b->study->setting.initial * 2 + i];
}

/* Points a month beyond no deal, for ever, in points at signing; and back. */
static double at_signing(const thaw_bargaining *b, int i, double value)
{
    return thaw_study_price(b->study, i, value - no_deal_value(b, i));
}

static double a_month(const thaw_bargaining *b, int i, double gain)
{
    return no_deal_value(b, i) + gain * (1 - b->study->setting.game->discount[i]);
}

/* Whether the same is promised, and punished alike, under another name. */
static bool is_offered(const thaw_bargaining *b, const thaw_deal *deal)
{
    for (size_t k = 0; k < b->count; k++)
        if (b->offers[k].deal->punishment.months == deal->punishment.months &&
            b->offers[k].deal->punishment.kind == deal->punishment.kind &&
            thaw_deals_same_play(&b->study->setting, b->offers[k].deal, deal))
            return true;
    return false;
}

static void add_offers(thaw_bargaining *b, const thaw_deals *deals, const thaw_deal_answer *answers)
{
    for (size_t k = 0; k < deals->count; k++)
        if (answers[k].verdict == THAW_HOLDS && !is_offered(b, &deals->items[k]))
            b->offers[b->count++] = (thaw_offer){&deals->items[k], &answers[k]};
}

static size_t count_undecided(const thaw_study *study, const thaw_search *search)
{
    size_t undecided = search ? search->undecided : 0;
    for (size_t k = 0; k < study->deals.count; k++)
        undecided += study->answers[k].verdict == THAW_UNDECIDED;
    return undecided;
}

/* What each offer is worth at signing, and how many are better for both. */
static void weigh_offers(thaw_bargaining *b, double (*worth)[2])
{
    for (size_t k = 0; k < b->count; k++) {
        const thaw_deal_answer *answer = b->offers[k].answer;
        bool better = true;
        for (int i = 0; i < 2; i++) {
            double value = answer->values[b->study->setting.initial * 2 + i];
            worth[k][i] = at_signing(b, i, value);
            better = better && value > no_deal_value(b, i) + 2 * answer->error;
        }
        b->better += better;
    }
}

thaw_status thaw_bargaining_begin(const thaw_study *study, bool standard, const thaw_search *search,
                                  double round, thaw_bargaining *b, thaw_fault *fault)
{
    static const double nothing[2] = {0, 0};
    size_t most = study->deals.count + (search ? search->deals.count : 0);
    *b = (thaw_bargaining){.study = study,
                           .standard = standard,
                           .round = round,
                           .considered = study->deals.count + (search ? search->searched : 0),
                           .undecided = count_undecided(study, search)};
    double(*worth)[2] = calloc(most + 1, sizeof *worth);
    b->offers = calloc(most + 1, sizeof *b->offers);
    thaw_status status = THAW_OK;
    if (worth && b->offers) {
        add_offers(b, &study->deals, study->answers);
        if (search)
            add_offers(b, &search->deals, search->answers);
        weigh_offers(b, worth);
        status = thaw_bargain_new((const double(*)[2])worth, b->count, nothing, &b->set, fault);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to bargain over %zu deals", most);
    }
    free(worth);
    if (status == THAW_OK)
        status = thaw_bargain_with_payments(&b->set, &b->with, &b->richest, fault);
    return status;
}

/* ---- splits ---- */

typedef enum split_kind {
    NASH,
    KALAI_SMORODINSKY,
    EGALITARIAN,
    UTILITARIAN,
    FIRST_PROPOSES,
    SECOND_PROPOSES,
    SHORT_ROUNDS,
    SPLITS
} split_kind;

static const char *const split_names[SPLITS] = {
    "nash",       "kalai-smorodinsky",       "egalitarian", "utilitarian", "rubinstein",
    "rubinstein", "rubinstein, short rounds"};

/* Who makes the first offer, or -1. */
static int proposer_of(split_kind kind)
{
    return kind == FIRST_PROPOSES ? 0 : kind == SECOND_PROPOSES ? 1 : -1;
}

/* "nash", "rubinstein, us first". */
static const char *split_label(const thaw_bargaining *b, split_kind kind, char *buffer)
{
    int proposer = proposer_of(kind);
    buffer[0] = '\0';
    thaw_words_add(buffer, THAW_WORDS_MAX, "%s", split_names[kind]);
    if (proposer >= 0)
        thaw_words_add(buffer, THAW_WORDS_MAX, ", %.60s first",
                       b->study->setting.game->player_name[proposer]);
    return buffer;
}

static void split(const thaw_bargaining *b, const thaw_bargain *set, split_kind kind,
                  double gain[2])
{
    const double *discount = b->study->setting.game->discount;
    const double impatience[2] = {thaw_bargain_impatience(discount[0], b->round),
                                  thaw_bargain_impatience(discount[1], b->round)};
    switch (kind) {
    case NASH:
        thaw_bargain_nash(set, 0.5, gain);
        break;
    case KALAI_SMORODINSKY:
        thaw_bargain_kalai_smorodinsky(set, gain);
        break;
    case EGALITARIAN:
        thaw_bargain_egalitarian(set, gain);
        break;
    case UTILITARIAN:
        thaw_bargain_utilitarian(set, gain);
        break;
    case SHORT_ROUNDS:
        thaw_bargain_nash(set, thaw_bargain_patience_weight(discount), gain);
        break;
    default:
        thaw_bargain_rubinstein(set, impatience, proposer_of(kind), gain);
    }
}

/* With payments every split takes the largest sum, so that "utilitarian" says nothing of who pays.
 */
static bool shown(split_kind kind, bool payments)
{
    return !(payments && kind == UTILITARIAN);
}

/* What the US (the first player) pays the other at signing in a split with payments. */
static double payment(const thaw_bargaining *b, const double gain[2])
{
    if (b->richest == THAW_BARGAIN_NONE)
        return 0;
    const thaw_offer *offer = &b->offers[b->richest];
    return at_signing(b, 0, offer->answer->values[b->study->setting.initial * 2]) - gain[0];
}

/* ---- coins ---- */

static const char *offer_name(const thaw_bargaining *b, size_t k, char *buffer)
{
    if (k == THAW_BARGAIN_NONE)
        thaw_copy_text(buffer, THAW_DEAL_NAME_MAX, "no-deal");
    else
        thaw_deal_format(b->offers[k].deal, buffer, THAW_DEAL_NAME_MAX);
    return buffer;
}

/* "partial@grim", "62.0% partial@grim, else no-deal". */
static const char *coin_text(const thaw_bargaining *b, const double gain[2], char *buffer)
{
    char name[THAW_DEAL_NAME_MAX], chance[THAW_WORDS_MAX];
    thaw_bargain_coin coin = thaw_bargain_lottery(&b->set, gain);
    buffer[0] = '\0';
    if (coin.first == coin.second) {
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s", offer_name(b, coin.first, name));
        return buffer;
    }
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%s %s", thaw_words_chance(coin.chance, chance),
                   offer_name(b, coin.first, name));
    thaw_words_add(buffer, THAW_PHRASE_MAX, ", else %s", offer_name(b, coin.second, name));
    return buffer;
}

static bool is_coin(const thaw_bargaining *b, const double gain[2])
{
    thaw_bargain_coin coin = thaw_bargain_lottery(&b->set, gain);
    return coin.first != coin.second;
}

/* ---- sentences ---- */

static void say_needs(const thaw_bargaining *b, thaw_answer *answer)
{
    const thaw_study *s = b->study;
    char one[THAW_PHRASE_MAX], two[THAW_PHRASE_MAX];
    thaw_say(answer, THAW_SENTENCE,
             "With no deal %s gets %s a month and %s %s: a deal must give each side more than "
             "that.",
             thaw_phrase_capital(s, 0), thaw_phrase_money(s, no_deal_value(b, 0), one),
             thaw_phrase_capital(s, 1), thaw_phrase_money(s, no_deal_value(b, 1), two));
}

static void say_offers(const thaw_bargaining *b, thaw_answer *answer)
{
    char count[THAW_WORDS_MAX], holds[THAW_WORDS_MAX], better[THAW_WORDS_MAX];
    if (b->count == 0) {
        thaw_say(answer, THAW_SENTENCE, "Of %s none holds%s.%s",
                 thaw_words_count(b->considered, "deal", "deals", count),
                 thaw_words_undecided(b->undecided, b->considered, holds),
                 b->standard ? " (--search looks among all plans of thaw plans.)" : "");
        return;
    }
    if (b->count == 1)
        thaw_say(answer, THAW_SENTENCE, "Of %s one holds, %s better than no deal for both.",
                 thaw_words_count(b->considered, "deal", "deals", count),
                 b->better == 1 ? "and it is" : "but it is no");
    else
        thaw_say(answer, THAW_SENTENCE,
                 "Of %s %s, %s better than no deal for both. Before the first month a public coin "
                 "may choose between deals that hold.",
                 thaw_words_count(b->considered, "deal", "deals", count),
                 thaw_words_count(b->count, "holds", "hold", holds),
                 b->better == b->count ? "all"
                 : b->better == 0      ? "none of them"
                                       : thaw_words_count(b->better, "of them", "of them", better));
}

/* Deals that may hold are not bargained over: say so where others are. */
static void say_undecided(const thaw_bargaining *b, thaw_answer *answer)
{
    char count[THAW_WORDS_MAX];
    if (b->count > 0 && b->undecided > 0)
        thaw_say(answer, THAW_SENTENCE, "Of the others %s undecided and left out: %s may hold too.",
                 thaw_words_count(b->undecided, "is", "are", count),
                 b->undecided == 1 ? "it" : "they");
}

/* Whether each pair of actions gives rise to signals of its own: all is seen as it is. */
static bool is_open(const thaw_game *game)
{
    size_t signals = (size_t)game->signals;
    for (int s = 0; s < game->states; s++)
        for (size_t y = 0; y < signals; y++) {
            int rows = 0;
            for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
                rows += game->signal[row * signals + y] > 0;
            if (rows > 1)
                return false;
        }
    return true;
}

/* Deals under harshest suppose another world than those under noise. */
static void say_worlds(const thaw_bargaining *b, thaw_answer *answer)
{
    size_t harshest = 0;
    for (size_t k = 0; k < b->count; k++)
        harshest += b->offers[k].deal->punishment.kind == THAW_HARSHEST;
    if (harshest > 0 && harshest < b->count && !is_open(b->study->setting.game))
        thaw_say(answer, THAW_SENTENCE,
                 "Under harshest every departure is supposed to be seen, under other punishments "
                 "there is noise: these deals do not hold in the same world, and what follows "
                 "compares them as if they did.");
}

/* Why there is nothing to split. */
static void say_nothing(const thaw_bargaining *b, thaw_answer *answer)
{
    double gain[2];
    thaw_bargain_nash(&b->set, 0.5, gain);
    if (b->count == 0)
        thaw_say(answer, THAW_SENTENCE, "There is nothing %sto bargain over.",
                 b->undecided > 0 ? "certain " : "");
    else if (thaw_bargain_helps(&b->set))
        thaw_say(answer, THAW_SENTENCE,
                 "Nothing that holds%s is better for both: the best gives %s more and %s no less.",
                 b->undecided > 0 ? " for certain" : "",
                 thaw_phrase_capital(b->study, gain[0] > gain[1] ? 0 : 1),
                 thaw_phrase_capital(b->study, gain[0] > gain[1] ? 1 : 0));
    else
        thaw_say(answer, THAW_SENTENCE,
                 "Nothing that holds%s, nor any coin between such deals, is better than no deal "
                 "for both: there is nothing %sto bargain over.",
                 b->undecided > 0 ? " for certain" : "", b->undecided > 0 ? "certain " : "");
}

static void say_nash(const thaw_bargaining *b, thaw_answer *answer)
{
    const thaw_study *s = b->study;
    char one[THAW_PHRASE_MAX], two[THAW_PHRASE_MAX], coin[THAW_PHRASE_MAX];
    double gain[2];
    split(b, &b->set, NASH, gain);
    thaw_say(answer, THAW_SENTENCE,
             "By the Nash product: %s%s. Beyond no deal that is worth %s at signing to %s and %s "
             "to %s.",
             is_coin(b, gain) ? "a coin, " : "", coin_text(b, gain, coin),
             thaw_phrase_money(s, gain[0], one), thaw_phrase_capital(s, 0),
             thaw_phrase_money(s, gain[1], two), thaw_phrase_capital(s, 1));
}

static void say_offers_in_turn(const thaw_bargaining *b, thaw_answer *answer)
{
    const thaw_study *s = b->study;
    const double *discount = s->setting.game->discount;
    double weight = thaw_bargain_patience_weight(discount), first[2], second[2];
    char months[THAW_WORDS_MAX], one[THAW_PHRASE_MAX], two[THAW_PHRASE_MAX];
    split(b, &b->set, FIRST_PROPOSES, first);
    split(b, &b->set, SECOND_PROPOSES, second);
    thaw_say(answer, THAW_SENTENCE,
             "In alternating offers, %s a round, %s gets %s if it moves first and %s if %s does. "
             "The shorter the rounds, the nearer to the Nash product with weights %.2f and %.2f%s.",
             thaw_words_months(b->round, months), thaw_phrase_capital(s, 0),
             thaw_phrase_money(s, first[0], one), thaw_phrase_money(s, second[0], two),
             thaw_phrase_capital(s, 1), weight, 1 - weight,
             discount[0] == discount[1] ? "" : ": the side that can wait weighs more");
}

static void say_payments(const thaw_bargaining *b, thaw_answer *answer)
{
    const thaw_study *s = b->study;
    char name[THAW_DEAL_NAME_MAX], one[THAW_PHRASE_MAX], two[THAW_PHRASE_MAX];
    double gain[2];
    if (b->richest == THAW_BARGAIN_NONE || !thaw_bargain_helps(&b->with))
        return;
    split(b, &b->with, NASH, gain);
    double pays = payment(b, gain);
    int payer = pays >= 0 ? 0 : 1;
    char equal[THAW_PHRASE_MAX] = "gains are then equal as they are";
    if (fabs(pays) >= NOTHING)
        snprintf(equal, sizeof equal, "for equal gains %.80s pays %.80s %.80s",
                 thaw_phrase_capital(s, payer), thaw_phrase_capital(s, 1 - payer),
                 thaw_phrase_money(s, fabs(pays), two));
    thaw_say(answer, THAW_SENTENCE,
             "With a payment at signing they would take %s, worth %s to both together; %s.",
             offer_name(b, b->richest, name), thaw_phrase_money(s, gain[0] + gain[1], one), equal);
}

void thaw_bargaining_say(const thaw_bargaining *b, thaw_answer *answer)
{
    say_needs(b, answer);
    say_offers(b, answer);
    say_undecided(b, answer);
    say_worlds(b, answer);
    if (thaw_bargain_helps_both(&b->set)) {
        say_nash(b, answer);
        if (b->set.count > 1)
            say_offers_in_turn(b, answer);
        else
            thaw_say(
                answer, THAW_SENTENCE,
                "Nothing else%s is as good for either, so without payments every split is that.",
                b->undecided > 0 ? " that holds for certain" : "");
    } else {
        say_nothing(b, answer);
    }
    say_payments(b, answer);
}

/* ---- tables ---- */

/* Two numbers under the players' names, `prefix` before them for programs. */
static void side_columns(const thaw_bargaining *b, const char *prefix, const char *suffix,
                         thaw_table *table)
{
    for (int i = 0; i < 2; i++) {
        char name[THAW_WORDS_MAX] = "", head[THAW_WORDS_MAX] = "";
        const char *player = b->study->setting.game->player_name[i];
        thaw_words_add(name, sizeof name, "%s_%.80s", prefix, player);
        thaw_words_add(head, sizeof head, "%.80s%s", player, suffix);
        thaw_table_number(table, name, head, DIGITS);
    }
}

static void gain_cells(const thaw_bargaining *b, const double gain[2], bool monthly,
                       thaw_table *table)
{
    for (int i = 0; monthly && i < 2; i++)
        thaw_cell_number(table, a_month(b, i, gain[i]));
    for (int i = 0; i < 2; i++)
        thaw_cell_number(table, gain[i]);
}

static thaw_table *frontier_table(const thaw_bargaining *b, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "frontier", "THE FRONTIER");
    thaw_table_aside(table, "%sa month; gains beyond no deal at signing",
                     b->study->setting.scenario ? "US$ bn " : "points ");
    thaw_table_text(table, "deal", "");
    side_columns(b, "value", "", table);
    side_columns(b, "gain", " gains", table);
    for (size_t k = 0; k < b->set.count; k++) {
        char coin[THAW_PHRASE_MAX];
        const double *gain = b->set.frontier[k];
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", coin_text(b, gain, coin));
        gain_cells(b, gain, true, table);
    }
    return table;
}

static void add_no_deal(const thaw_bargaining *b, thaw_table *table)
{
    thaw_table_row(table, THAW_ROW_TOTAL);
    thaw_cell_text(table, "no-deal");
    gain_cells(b, (const double[]){0, 0}, true, table);
    if (b->set.count > 1)
        thaw_table_note(table, "Between neighbours on this list a coin reaches every split%s.",
                        b->study->misperceived ? "; values are as the two see them" : "");
}

static void splits_table(const thaw_bargaining *b, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "splits", "SPLITS");
    thaw_table_aside(table, "%sa month; gains beyond no deal at signing",
                     b->study->setting.scenario ? "US$ bn " : "points ");
    thaw_table_text(table, "split", "");
    side_columns(b, "value", "", table);
    side_columns(b, "gain", " gains", table);
    thaw_table_detail(table, "deal", "deal");
    for (int kind = 0; kind < SPLITS; kind++) {
        char label[THAW_WORDS_MAX], coin[THAW_PHRASE_MAX];
        double gain[2];
        split(b, &b->set, (split_kind)kind, gain);
        thaw_table_row(table, THAW_ROW_DETAIL);
        thaw_cell_text(table, "%s", split_label(b, (split_kind)kind, label));
        gain_cells(b, gain, true, table);
        thaw_cell_text(table, "%s", coin_text(b, gain, coin));
    }
}

static void payments_table(const thaw_bargaining *b, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX], pays[THAW_WORDS_MAX] = "";
    thaw_table *table = thaw_answer_table(answer, "payments", "WITH A PAYMENT AT SIGNING");
    thaw_table_aside(table, "%s", b->study->setting.scenario ? "US$ bn at signing" : "points");
    thaw_table_text(table, "split", "");
    side_columns(b, "gain", " gains", table);
    thaw_words_add(pays, sizeof pays, "%.80s pays", b->study->setting.game->player_name[0]);
    thaw_table_number(table, "payment", pays, DIGITS);
    for (int kind = 0; kind < SPLITS; kind++) {
        char label[THAW_WORDS_MAX];
        double gain[2];
        if (!shown((split_kind)kind, true))
            continue;
        split(b, &b->with, (split_kind)kind, gain);
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", split_label(b, (split_kind)kind, label));
        gain_cells(b, gain, false, table);
        thaw_cell_number(table, payment(b, gain));
    }
    thaw_table_note(table, "All take %s; below 0 the other side pays.",
                    offer_name(b, b->richest, name));
}

void thaw_bargaining_tables(const thaw_bargaining *b, thaw_answer *answer)
{
    thaw_table *frontier = frontier_table(b, answer);
    if (thaw_bargain_helps(&b->set)) {
        add_no_deal(b, frontier);
        splits_table(b, answer);
    }
    if (thaw_bargain_helps(&b->with) && b->richest != THAW_BARGAIN_NONE)
        payments_table(b, answer);
}

/* ---- JSON ---- */

static json_t *chance_json(const thaw_bargaining *b, size_t k, double chance)
{
    char punishment[THAW_NAME_MAX];
    const thaw_deal *deal = k == THAW_BARGAIN_NONE ? NULL : b->offers[k].deal;
    if (deal)
        thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    return json_pack("{s:o, s:o, s:o}", "plan", thaw_json_text(deal ? deal->plan : NULL),
                     "punishment", thaw_json_text(deal ? punishment : NULL), "chance",
                     thaw_json_number(chance));
}

static json_t *coin_json(const thaw_bargaining *b, const double gain[2])
{
    thaw_bargain_coin coin = thaw_bargain_lottery(&b->set, gain);
    json_t *list = json_array();
    json_array_append_new(list, chance_json(b, coin.first, coin.chance));
    if (coin.first != coin.second)
        json_array_append_new(list, chance_json(b, coin.second, 1 - coin.chance));
    return list;
}

/* A point of the frontier: a month, at signing, and the coin that reaches it. */
static json_t *point_json(const thaw_bargaining *b, const double gain[2])
{
    const double value[2] = {a_month(b, 0, gain[0]), a_month(b, 1, gain[1])};
    return json_pack("{s:o, s:o, s:o}", "value", thaw_json_pair(value), "gain",
                     thaw_json_pair(gain), "coin", coin_json(b, gain));
}

static json_t *split_json(const thaw_bargaining *b, split_kind kind, bool payments)
{
    double gain[2];
    int proposer = proposer_of(kind);
    split(b, payments ? &b->with : &b->set, kind, gain);
    json_t *object = payments ? json_object() : point_json(b, gain);
    json_object_set_new(object, "solution", json_string(split_names[kind]));
    json_object_set_new(
        object, "proposer",
        thaw_json_text(proposer < 0 ? NULL : b->study->setting.game->player_name[proposer]));
    if (payments) {
        json_object_set_new(object, "gain", thaw_json_pair(gain));
        json_object_set_new(object, "payment", thaw_json_number(payment(b, gain)));
    }
    return object;
}

static json_t *splits_json(const thaw_bargaining *b, bool payments)
{
    json_t *list = json_array();
    for (int kind = 0; kind < SPLITS; kind++)
        if (shown((split_kind)kind, payments))
            json_array_append_new(list, split_json(b, (split_kind)kind, payments));
    return list;
}

void thaw_bargaining_json(const thaw_bargaining *b, thaw_answer *answer)
{
    const double none[2] = {no_deal_value(b, 0), no_deal_value(b, 1)};
    bool pays = thaw_bargain_helps(&b->with) && b->richest != THAW_BARGAIN_NONE;
    double weight = thaw_bargain_patience_weight(b->study->setting.game->discount);
    json_t *object = answer->json, *frontier = json_array();
    for (size_t k = 0; k < b->set.count; k++)
        json_array_append_new(frontier, point_json(b, b->set.frontier[k]));
    thaw_answer_set(answer, object, "no_deal", thaw_json_pair(none));
    thaw_answer_set(answer, object, "considered", json_integer((json_int_t)b->considered));
    thaw_answer_set(answer, object, "hold", json_integer((json_int_t)b->count));
    thaw_answer_set(answer, object, "undecided", json_integer((json_int_t)b->undecided));
    thaw_answer_set(answer, object, "better", json_integer((json_int_t)b->better));
    thaw_answer_set(answer, object, "frontier", frontier);
    thaw_answer_set(answer, object, "round", thaw_json_number(b->round));
    thaw_answer_set(answer, object, "weights",
                    thaw_json_pair((const double[]){weight, 1 - weight}));
    thaw_answer_set(answer, object, "splits",
                    thaw_bargain_helps(&b->set) ? splits_json(b, false) : json_array());
    json_t *payments = pays ? json_object() : json_null();
    if (pays) {
        json_object_set_new(payments, "deal", chance_json(b, b->richest, 1));
        json_object_set_new(payments, "splits", splits_json(b, true));
    }
    thaw_answer_set(answer, object, "payments", payments);
}
