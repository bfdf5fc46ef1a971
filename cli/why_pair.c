/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw why FILE US/CHINA`: the best departure of any kind from a pair of strategies, itemised.
 *
 * Where it begins, with u the month's payoff, V the pair's values and W those of the best reply,
 * points a month, what departing for good brings splits exactly into
 *
 *     u' - u  +  d/(1-d) (E' V - E V)  +  d/(1-d) E' (W - V)     (the primed ones after departing)
 *
 * today, what follows when it then goes back to its strategy, and what further departures bring. */
#include <stdlib.h>
#include <string.h>

#include "cli/story.h"
#include "cli/strategy_words.h"
#include "cli/why_pair.h"
#include "cli/words.h"
#include "model/fentanyl.h"
#include "model/strategies.h"

enum { ITEM_DIGITS = 3 };

/* One way of playing the month. */
typedef struct month {
    double payoff;  /* points */
    double back;    /* expected value of next month on the strategy: points a month */
    double further; /* what the best reply gains on that from next month on */
} month;

typedef struct question {
    const thaw_study *study;
    const thaw_pair_study *pair;
    int player;
    const thaw_exit *exit;
    month month[2]; /* the strategy's, the departure's */
} question;

/* The chances of the game's rows in the state, the player's action given (-1: as the strategy has
 * it), in the phase where the departure begins. */
static void row_chances(const question *q, int action, double *chance)
{
    const thaw_game *game = q->study->setting.game;
    int state = q->exit->state;
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        int actions[2];
        thaw_game_actions(game, state, row, actions);
        double weight = 1;
        for (int i = 0; i < 2; i++) {
            int memory = q->pair->pair.memory_of[2 * q->exit->phase + i];
            bool given = i == q->player && action >= 0;
            weight *= given ? (actions[i] == action ? 1.0 : 0.0)
                            : thaw_strategy_mix(q->pair->sides[i], memory, state)[actions[i]];
        }
        chance[row - game->first_row[state]] = weight;
    }
}

/* What follows a row of the product in which only the player is free. */
static void look_ahead(const question *q, const thaw_game *product, size_t row, month *m)
{
    size_t states = (size_t)product->states;
    int game_states = q->pair->pair.states, other = 1 - q->player;
    m->payoff = product->payoff[row * 2 + (size_t)q->player];
    for (size_t s = 0; s < states; s++) {
        double chance = product->next[row * states + s];
        if (chance == 0)
            continue;
        int phase = (int)s / game_states, state = (int)s % game_states;
        int memory = q->pair->pair.memory_of[2 * phase + other];
        double value = q->pair->pair.values[2 * s + (size_t)q->player];
        m->back += chance * value;
        m->further +=
            chance * (q->pair->reply[q->player].values[memory * game_states + state] - value);
    }
}

/* The months of the strategy and of the departure, from products in which the player is committed
 * and free. */
static thaw_status look(question *q, thaw_fault *fault)
{
    thaw_machine *machine = q->pair->pair.machine;
    const thaw_game *game = q->study->setting.game;
    for (int k = 0; k < 2; k++) {
        thaw_game *product = NULL;
        int *play = malloc((size_t)machine->phases * (size_t)machine->states * sizeof *play);
        if (!play)
            return thaw_fail(fault, THAW_ENOMEM, "no memory for a departure");
        for (int c = 0; c < machine->phases * machine->states; c++) {
            play[c] = machine->play[2 * c + q->player];
            if (k == 1)
                machine->play[2 * c + q->player] = THAW_FREE;
        }
        thaw_status status = thaw_product(game, machine, true, &product, NULL, fault);
        for (int c = 0; c < machine->phases * machine->states; c++)
            machine->play[2 * c + q->player] = play[c];
        free(play);
        if (status != THAW_OK)
            return status;
        int actions[2] = {0, 0}, at = q->exit->phase * machine->states + q->exit->state;
        actions[q->player] = k == 1 ? q->exit->action : 0;
        look_ahead(q, product, thaw_game_row(product, at, actions), &q->month[k]);
        thaw_game_free(product);
    }
    return THAW_OK;
}

/* ---- today, term by term ---- */

enum { TERMS = 2 * THAW_TERMS_MAX };

typedef struct sums {
    int count;
    const char *name[TERMS];
    double amount[TERMS][2];
} sums;

static void add_term(sums *s, const char *name, int k, double amount)
{
    int t = 0;
    while (t < s->count && strcmp(s->name[t], name) != 0)
        t++;
    if (t == s->count && s->count < TERMS)
        s->name[s->count++] = name;
    s->amount[t][k] += amount;
}

static thaw_status sum_terms(const question *q, sums *s, thaw_fault *fault)
{
    const thaw_setting *setting = &q->study->setting;
    size_t rows = thaw_game_state_rows(setting->game, q->exit->state);
    double *chance = calloc(rows, sizeof *chance);
    if (!chance)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a departure");
    int fentanyl = setting->fentanyl_state[q->exit->state];
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    thaw_fentanyl_us_actions(setting->scenario, fentanyl, stances);
    thaw_fentanyl_china_actions(fentanyl, moves);
    for (int k = 0; k < 2; k++) {
        row_chances(q, k == 0 ? -1 : q->exit->action, chance);
        for (size_t r = 0; r < rows; r++) {
            int actions[2];
            thaw_term terms[THAW_TERMS_MAX];
            thaw_game_actions(setting->game, q->exit->state,
                              setting->game->first_row[q->exit->state] + r, actions);
            int count =
                thaw_fentanyl_terms(setting->scenario, fentanyl,
                                    (thaw_pair){stances[actions[0]], moves[actions[1]]}, terms);
            for (int t = 0; chance[r] > 0 && t < count; t++)
                if (terms[t].player == q->player)
                    add_term(s, terms[t].name, k, chance[r] * terms[t].amount);
        }
    }
    free(chance);
    return THAW_OK;
}

/* ---- saying it ---- */

static double weight_of(const question *q)
{
    double d = q->study->setting.game->discount[q->player];
    return d / (1 - d);
}

static void item(thaw_table *table, const char *name, const double amount[2], unsigned flags)
{
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", name);
    thaw_cell_number(table, amount[0]);
    thaw_cell_number(table, amount[1]);
    thaw_cell_number(table, amount[1] - amount[0]);
}

static json_t *say_items(const question *q, const sums *s, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "items", "WHAT DEPARTING FOR GOOD BRINGS %s",
                                          q->player == THAW_US ? "THE US" : "CHINA");
    thaw_table_aside(table, "US$ bn");
    thaw_table_text(table, "item", "");
    thaw_table_number(table, "strategy", "strategy", ITEM_DIGITS);
    thaw_table_number(table, "departing", "departing", ITEM_DIGITS);
    thaw_table_number(table, "gained", "gained", ITEM_DIGITS);
    json_t *today = json_array();
    for (int t = 0; t < s->count; t++) {
        if (s->amount[t][0] == 0 && s->amount[t][1] == 0)
            continue;
        item(table, s->name[t], s->amount[t], 0);
        json_array_append_new(today, json_pack("{s:s, s:o, s:o}", "term", s->name[t], "strategy",
                                               thaw_json_number(s->amount[t][0]), "departing",
                                               thaw_json_number(s->amount[t][1])));
    }
    double weight = weight_of(q);
    item(table, "today", (double[]){q->month[0].payoff, q->month[1].payoff}, THAW_ROW_TOTAL);
    item(table, "later, back on the strategy",
         (double[]){weight * q->month[0].back, weight * q->month[1].back}, 0);
    item(table, "later, by departing again", (double[]){0, weight * q->month[1].further}, 0);
    thaw_table_row(table, THAW_ROW_TOTAL);
    thaw_cell_text(table, "gained by departing for good");
    thaw_cell_missing(table);
    thaw_cell_missing(table);
    thaw_cell_number(table, thaw_study_price(q->study, q->player, q->exit->ahead));
    thaw_table_note(table,
                    "All months from where it begins, in that month's points: later ones weigh "
                    "d/(1 - d) = %.4g times points a month.",
                    weight);
    return today;
}

static void departure_json(const question *q, json_t *today, thaw_answer *answer)
{
    double weight = weight_of(q);
    json_t *of = thaw_exit_json(q->study, q->pair->sides, &q->pair->pair, q->exit);
    json_object_set_new(of, "player",
                        thaw_json_text(q->study->setting.game->player_name[q->player]));
    json_object_set_new(of, "chance", thaw_json_number(q->exit->chance));
    json_object_set_new(of, "ahead", thaw_json_number(q->exit->ahead));
    json_object_set_new(of, "today", today);
    json_object_set_new(of, "later_back",
                        json_pack("[o, o]", thaw_json_number(weight * q->month[0].back),
                                  thaw_json_number(weight * q->month[1].back)));
    json_object_set_new(of, "later_further", thaw_json_number(weight * q->month[1].further));
    thaw_answer_set(answer, answer->json, "departure", of);
}

static void say_side(const question *q, int player, thaw_answer *answer)
{
    const thaw_exit *exit = &q->pair->exit[player];
    char gain[THAW_WORDS_MAX], how[THAW_EXIT_MAX];
    if (exit->gain == 0)
        thaw_say(answer, THAW_SENTENCE, "%s gains nothing by any departure at all.",
                 thaw_phrase_capital(q->study, player));
    else
        thaw_say(answer, THAW_SENTENCE,
                 "The best departure of any kind brings %s %s. It begins %s.",
                 thaw_phrase_country(q->study, player), thaw_gain_words(exit->gain, gain),
                 thaw_exit_words(q->study, q->pair->sides, &q->pair->pair, exit, how));
}

static void pair_json(const question *q, thaw_answer *answer)
{
    const thaw_pair_study *p = q->pair;
    json_t *of = json_object();
    double gain[2] = {p->exit[0].gain, p->exit[1].gain};
    double reply[2] = {p->reply[0].values[q->study->setting.initial],
                       p->reply[1].values[q->study->setting.initial]};
    json_object_set_new(of, "us", thaw_json_text(p->sides[0]->name));
    json_object_set_new(of, "china", thaw_json_text(p->sides[1]->name));
    json_object_set_new(of, "value", thaw_json_pair(p->pair.value));
    json_object_set_new(of, "reply", thaw_json_pair(reply));
    json_object_set_new(of, "gain", thaw_json_pair(gain));
    thaw_answer_set(answer, answer->json, "pair", of);
}

static thaw_status say(question *q, thaw_answer *answer, thaw_fault *fault)
{
    char us[THAW_WORDS_MAX], china[THAW_WORDS_MAX];
    thaw_answer_json(answer, "why");
    thaw_subject_json(&q->study->subject, answer);
    thaw_story_header(q->study, answer);
    thaw_say(answer, THAW_SENTENCE, "%s/%s is worth %s a month to the US and %s to China.",
             q->pair->sides[0]->name, q->pair->sides[1]->name,
             thaw_words_money(q->pair->pair.value[0], us),
             thaw_words_money(q->pair->pair.value[1], china));
    pair_json(q, answer);
    for (int i = 0; i < 2; i++)
        say_side(q, i, answer);
    if (q->exit->month < 0) {
        thaw_answer_set(answer, answer->json, "departure", json_null());
        return THAW_OK;
    }
    sums s = {0};
    thaw_status status = look(q, fault);
    if (status == THAW_OK)
        status = sum_terms(q, &s, fault);
    if (status == THAW_OK)
        departure_json(q, say_items(q, &s, answer), answer);
    return status;
}

/* The side whose departure is worth more to it, in points. */
static int tempted(const thaw_study *study, const thaw_pair_study *pair)
{
    double us = thaw_study_price(study, THAW_US, pair->exit[THAW_US].gain),
           china = thaw_study_price(study, THAW_CHINA, pair->exit[THAW_CHINA].gain);
    return china > us ? THAW_CHINA : THAW_US;
}

thaw_status thaw_why_pair(const thaw_study *study, const char *text, thaw_answer *answer,
                          thaw_faults *faults)
{
    thaw_fault fault;
    thaw_strategy *sides[2] = {NULL, NULL};
    thaw_pair_study pair = {0};
    thaw_status status = thaw_strategies_read(&study->setting, text, sides, &fault);
    if (status == THAW_OK)
        status = thaw_pair_study_begin(study, (const thaw_strategy *[2]){sides[0], sides[1]}, &pair,
                                       &fault);
    if (status == THAW_OK) {
        question q = {.study = study, .pair = &pair, .player = tempted(study, &pair)};
        q.exit = &pair.exit[q.player];
        status = say(&q, answer, &fault);
    }
    thaw_pair_study_clear(&pair);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}
