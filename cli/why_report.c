/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The departure that binds a deal, itemised.
 *
 * The cost of departing once, in points, is what is lost today plus d/(1-d) times what is lost
 * tomorrow, values being points a month. With V the values on plan, D >= 0 those less the values
 * when punished, and l the chance of being taken for a lapse, tomorrow splits exactly into
 *
 *     [l' E' D - l E D]  +  [E V - E' V]       (the primed ones after departing)
 *
 * what being punished costs, and a different next month. */
#include "cli/why_report.h"

#include <math.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"
#include "model/fentanyl.h"

enum { ITEM_DIGITS = 3 };

/* Points that read as nothing: rounding, not money. */
static const double NOTHING = 1e-9;

/* One month of a state: faithful to the plan, or after one departure. */
typedef struct month {
    double payoff; /* points */
    double lapse;  /* chance of being taken for a lapse; where departures are seen 0 or 1 */
    double
        damage; /* expected cost of being punished from next month on, if it is: points a month */
    double on_plan; /* expected value of next month on plan: points a month */
} month;

/* A departure, and everything the itemisation needs. */
typedef struct question {
    const thaw_study *study;
    const thaw_deal *deal;
    const thaw_deal_answer *answer;
    int player, promised;
    thaw_departure departure;
    bool more;
    size_t row[2]; /* of the game: faithful, departed */
    month month[2];
} question;

/* Under harshest the game's signals count for nothing (docs/model.md section 7.5). */
static bool is_seen(const question *q)
{
    return q->deal->punishment.kind == THAW_HARSHEST;
}

static double lapse_chance(const question *q, size_t row)
{
    const thaw_game *game = q->study->setting.game;
    if (is_seen(q))
        return row == q->row[0] ? 0 : 1;
    int state = q->departure.state, signals = thaw_machine_signals(game);
    const bool *keeps = q->deal->keeps + state * signals;
    if (game->signals == 0)
        return keeps[row - game->first_row[state]] ? 0 : 1;
    double lapse = 0;
    for (int y = 0; y < signals; y++)
        if (!keeps[y])
            lapse += game->signal[row * (size_t)signals + (size_t)y];
    return lapse;
}

static month look_at(const question *q, size_t row)
{
    const thaw_game *game = q->study->setting.game;
    int players = game->players, states = game->states;
    month m = {game->payoff[row * (size_t)players + (size_t)q->player], lapse_chance(q, row), 0, 0};
    for (int s = 0; s < states; s++) {
        double chance = game->next[row * (size_t)states + (size_t)s];
        double plan = q->answer->values[s * players + q->player];
        double punished = q->answer->values[(states + s) * players + q->player];
        m.on_plan += chance * plan;
        m.damage += chance * (plan - punished);
    }
    return m;
}

static void consider(question *q, const thaw_departure *departure, int player, bool more)
{
    const thaw_game *game = q->study->setting.game;
    int actions[2 * THAW_TERMS_MAX];
    q->departure = *departure;
    q->player = player;
    q->more = more;
    const int *play = q->deal->play + departure->state * game->players;
    q->promised = play[player];
    memcpy(actions, play, (size_t)game->players * sizeof *play);
    q->row[0] = thaw_game_row(game, departure->state, actions);
    actions[player] = departure->action;
    q->row[1] = thaw_game_row(game, departure->state, actions);
    for (int k = 0; k < 2; k++)
        q->month[k] = look_at(q, q->row[k]);
}

/* What tomorrow's points a month are worth in points, once. */
static double tomorrow(const question *q)
{
    double d = q->study->setting.game->discount[q->player];
    return d / (1 - d);
}

static double punishment_cost(const question *q, int k)
{
    return tomorrow(q) * q->month[k].lapse * q->month[k].damage;
}

/* ---- saying it ---- */

static void item(thaw_table *table, const char *name, double faithful, double departed,
                 unsigned flags)
{
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", name);
    thaw_cell_number(table, faithful);
    thaw_cell_number(table, departed);
    thaw_cell_number(table, faithful - departed);
}

/* The named terms of one side's payoff for a pair of actions of the game's row. */
static int terms_of(const question *q, size_t row, thaw_term *terms)
{
    const thaw_setting *setting = &q->study->setting;
    int state = setting->fentanyl_state[q->departure.state], actions[2], count = 0;
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    thaw_term all[THAW_TERMS_MAX];
    thaw_game_actions(setting->game, q->departure.state, row, actions);
    thaw_fentanyl_us_actions(setting->scenario, state, stances);
    thaw_fentanyl_china_actions(state, moves);
    int total = thaw_fentanyl_terms(setting->scenario, state,
                                    (thaw_pair){stances[actions[0]], moves[actions[1]]}, all);
    for (int k = 0; k < total; k++)
        if (all[k].player == q->player)
            terms[count++] = all[k];
    return count;
}

static double amount_of(const thaw_term *terms, int count, const char *name)
{
    for (int k = 0; k < count; k++)
        if (strcmp(terms[k].name, name) == 0)
            return terms[k].amount;
    return 0;
}

static json_t *term_json(const char *name, double faithful, double departed)
{
    return json_pack("{s:s, s:o, s:o, s:o}", "term", name, "faithful", thaw_json_number(faithful),
                     "departing", thaw_json_number(departed), "difference",
                     thaw_json_number(faithful - departed));
}

/* Today's terms that are not zero on either side. */
static void say_terms(const question *q, thaw_table *table, json_t *list)
{
    if (!q->study->setting.scenario) {
        item(table, "payoff", q->month[0].payoff, q->month[1].payoff, 0);
        json_array_append_new(list, term_json("payoff", q->month[0].payoff, q->month[1].payoff));
        return;
    }
    thaw_term faithful[THAW_TERMS_MAX], departed[THAW_TERMS_MAX];
    int ours = terms_of(q, q->row[0], faithful), theirs = terms_of(q, q->row[1], departed);
    for (int k = 0; k < ours + theirs; k++) {
        const char *name = k < ours ? faithful[k].name : departed[k - ours].name;
        bool repeated = false;
        for (int j = 0; k >= ours && j < ours; j++)
            repeated = repeated || strcmp(faithful[j].name, name) == 0;
        double one = amount_of(faithful, ours, name), two = amount_of(departed, theirs, name);
        if (repeated || (one == 0 && two == 0))
            continue;
        item(table, name, one, two, 0);
        json_array_append_new(list, term_json(name, one, two));
    }
}

static json_t *say_items(const question *q, thaw_answer *answer)
{
    double weight = tomorrow(q);
    json_t *today = json_array();
    const char *who = q->study->setting.game->player_name[q->player];
    thaw_table *table = thaw_answer_table(answer, "items", "WHAT DEPARTING ONCE COSTS %s",
                                          !q->study->setting.scenario ? who
                                          : q->player == THAW_US      ? "THE US"
                                                                      : "CHINA");
    thaw_table_aside(table, q->study->setting.scenario ? "US$ bn" : "points");
    thaw_table_text(table, "item", "");
    thaw_table_number(table, "faithful", "faithful", ITEM_DIGITS);
    thaw_table_number(table, "departing", "departing", ITEM_DIGITS);
    thaw_table_number(table, "difference", "lost by departing", ITEM_DIGITS);
    say_terms(q, table, today);
    item(table, "today", q->month[0].payoff, q->month[1].payoff, THAW_ROW_TOTAL);
    item(table, is_seen(q) ? "punished for departing" : "punished, if taken for a lapse",
         0 - punishment_cost(q, 0), 0 - punishment_cost(q, 1), 0);
    item(table, "a different next month", weight * q->month[0].on_plan,
         weight * q->month[1].on_plan, 0);
    double cost = thaw_study_price(q->study, q->player, q->departure.loss);
    thaw_table_row(table, THAW_ROW_TOTAL);
    thaw_cell_text(table, "cost of departing once");
    thaw_cell_missing(table);
    thaw_cell_missing(table);
    thaw_cell_number(table, cost);
    thaw_table_note(table,
                    "The items below today's are of all later months: d/(1 - d) = %.4g times "
                    "points a month.",
                    weight);
    return today;
}

static json_t *tomorrow_json(const question *q)
{
    return json_pack("{s:[o, o], s:[o, o], s:[o, o], s:[o, o]}", "lapse_chance",
                     thaw_json_number(q->month[0].lapse), thaw_json_number(q->month[1].lapse),
                     "punishment_cost", thaw_json_number(punishment_cost(q, 0)),
                     thaw_json_number(punishment_cost(q, 1)), "if_punished",
                     thaw_json_number(tomorrow(q) * q->month[0].damage),
                     thaw_json_number(tomorrow(q) * q->month[1].damage), "on_plan",
                     thaw_json_number(tomorrow(q) * q->month[0].on_plan),
                     thaw_json_number(tomorrow(q) * q->month[1].on_plan));
}

static void question_json(const question *q, thaw_answer *answer, json_t *today)
{
    const thaw_game *game = q->study->setting.game;
    int state = q->departure.state;
    json_t *of = json_object();
    json_object_set_new(of, "player", thaw_json_text(game->player_name[q->player]));
    json_object_set_new(of, "state", thaw_json_text(game->state_name[state]));
    json_object_set_new(of, "promised",
                        thaw_json_text(thaw_game_action_name(game, state, q->player, q->promised)));
    json_object_set_new(
        of, "action",
        thaw_json_text(thaw_game_action_name(game, state, q->player, q->departure.action)));
    json_object_set_new(of, "kind", thaw_json_text(q->more ? "more" : "breach"));
    json_object_set_new(of, "loss", thaw_json_number(q->departure.loss));
    json_object_set_new(of, "cost",
                        thaw_json_number(thaw_study_price(q->study, q->player, q->departure.loss)));
    json_object_set_new(of, "today", today);
    json_object_set_new(of, "tomorrow", tomorrow_json(q));
    thaw_answer_set(answer, answer->json, "departure", of);
}

/* "it is always taken for a lapse", "it is taken for a lapse in 25.0% of cases". */
static const char *taken_for_a_lapse(double chance, char *buffer)
{
    char words[THAW_WORDS_MAX];
    thaw_words_chance(chance, words);
    if (strchr(words, '%'))
        snprintf(buffer, THAW_PHRASE_MAX, "It is taken for a lapse in %s of cases", words);
    else
        snprintf(buffer, THAW_PHRASE_MAX, "It is %s taken for a lapse", words);
    return buffer;
}

static void say_lapse(const question *q, thaw_answer *answer)
{
    char before[THAW_WORDS_MAX], after[THAW_PHRASE_MAX], money[THAW_WORDS_MAX];
    char punished[THAW_PHRASE_MAX];
    const char *who = thaw_phrase_country(q->study, q->player);
    double damage = tomorrow(q) * q->month[1].damage;
    if (fabs(damage) < NOTHING)
        snprintf(money, sizeof money, "nothing");
    else
        thaw_phrase_money(q->study, fabs(damage), money);
    thaw_words_chance(q->month[0].lapse, before);
    if (damage > -NOTHING)
        snprintf(punished, sizeof punished, "costs %.60s %s", who, money);
    else
        snprintf(punished, sizeof punished, "is worth %s to %.60s", money, who);
    if (is_seen(q)) {
        thaw_say(answer, THAW_SENTENCE,
                 "Under harshest every departure is seen: it is always punished, what was promised "
                 "never. To be punished %s.",
                 punished);
        return;
    }
    taken_for_a_lapse(q->month[1].lapse, after);
    bool in = strchr(before, '%') != NULL, of = in && !strchr(after, '%');
    thaw_say(answer, THAW_SENTENCE, "%s, what was promised %s%s%s. To be punished %s.", after,
             in ? "in " : "", before, of ? " of cases" : "", punished);
}

static void say_departure(const question *q, thaw_answer *answer, const char *opening)
{
    char where[THAW_PHRASE_MAX], what[THAW_PHRASE_MAX], money[THAW_WORDS_MAX];
    double cost = thaw_study_price(q->study, q->player, q->departure.loss);
    bool free = fabs(cost) < NOTHING;
    thaw_say(answer, THAW_SENTENCE, "%s is in %s: %s %s %s by %s.", opening,
             thaw_phrase_state(q->study, q->departure.state, where),
             thaw_phrase_country(q->study, q->player), cost < 0 && !free ? "gains" : "would lose",
             free ? "nothing" : thaw_phrase_money(q->study, fabs(cost), money),
             thaw_phrase_departure(q->study, q->departure.state, q->player, q->promised,
                                   q->departure.action, what));
}

/* The breach that costs least, whoever's it is. */
static const thaw_departure *least_breach(const question *q, int *player)
{
    const thaw_departure *least = NULL;
    double lowest = INFINITY;
    for (int i = 0; i < q->answer->players; i++) {
        double price = thaw_study_price(q->study, i, q->answer->breach[i].loss);
        if (q->answer->breach[i].state >= 0 && price < lowest) {
            lowest = price;
            least = &q->answer->breach[i];
            *player = i;
        }
    }
    return least;
}

static void say_verdict(const question *q, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(q->deal, name, sizeof name);
    const thaw_deal_answer *a = q->answer;
    thaw_say(answer, THAW_SENTENCE, "%s %s%s.", name,
             a->verdict == THAW_HOLDS    ? "holds"
             : a->verdict == THAW_BREAKS ? "breaks"
                                         : "is undecided: the error of the computation is too "
                                           "large for a departure that costs so little",
             a->tied              ? ", tied: some departure costs exactly nothing"
             : a->asks_too_little ? ": it asks too little"
                                  : "");
    if (thaw_deal_has_rivals(q->deal, a))
        thaw_say(
            answer, THAW_SENTENCE,
            "For what is played as punishment others are as good a choice (ties or symmetry).");
}

/* Where the departure considered gives more than was promised: the cheapest that gives less. */
static void say_lesser(const question *q, thaw_answer *answer)
{
    int player = 0;
    const thaw_departure *breach = least_breach(q, &player);
    if (!breach)
        return;
    question lesser = *q;
    consider(&lesser, breach, player, false);
    say_departure(&lesser, answer, "The cheapest that gives less");
}

static void say_all(question *q, thaw_answer *answer)
{
    say_verdict(q, answer);
    int player = 0;
    bool more = false;
    const thaw_departure *binding = thaw_study_binding(q->study, q->answer, &player, &more);
    if (!binding) {
        thaw_say(answer, THAW_SENTENCE, "Nobody has another action in any state.");
        thaw_answer_set(answer, answer->json, "departure", json_null());
        return;
    }
    consider(q, binding, player, more);
    say_departure(q, answer,
                  more                ? "The cheapest departure gives more than was promised; it"
                  : binding->loss < 0 ? "The most tempting departure"
                                      : "The cheapest departure");
    say_lapse(q, answer);
    if (more)
        say_lesser(q, answer);
    question_json(q, answer, say_items(q, answer));
}

void thaw_why_say(const thaw_study *study, size_t k, bool chosen, thaw_answer *answer)
{
    question q = {.study = study, .deal = &study->deals.items[k], .answer = &study->answers[k]};
    char name[THAW_DEAL_NAME_MAX];
    thaw_answer_json(answer, "why");
    thaw_subject_json(&study->subject, answer);
    thaw_story_header(study, answer);
    thaw_deal_format(q.deal, name, sizeof name);
    if (chosen)
        thaw_say(answer, THAW_LINE, "Of the deals that hold, %s is the best by the Nash product.",
                 name);
    thaw_answer_set(
        answer, answer->json, "deal",
        thaw_deal_json(study, q.deal, q.answer, study->true_value ? study->true_value[k] : NULL));
    say_all(&q, answer);
}
