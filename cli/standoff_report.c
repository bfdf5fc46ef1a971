/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gives way in a freeze, how fast, and what waiting costs. */
#include "cli/standoff_report.h"

#include <math.h>

#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"

enum { CHANCE_DIGITS = 3, MONTH_DIGITS = 1, COST_DIGITS = 2 };

static const char *const first_names[THAW_FIRSTS] = {"us", "china", "both", "neither"};
static const char *const end_names[THAW_REOPENINGS] = {"exchange", "unpaid", "neither"};

/* What waiting costs a side, in points at once: the open state's value less the frozen one's. */
static double cost(const thaw_study *study, const thaw_standoff *w, int player)
{
    return thaw_study_price(study, player, w->cost[player]);
}

/* ---- sentences ---- */

/* "never gives relief", "gives relief with chance 17.1%". */
static const char *yield_text(const thaw_standoff *w, int player, char *buffer)
{
    char chance[THAW_WORDS_MAX];
    const char *verb = player == THAW_US ? "gives relief" : "resumes";
    double p = w->yields[player];
    buffer[0] = '\0';
    if (p <= 0 || p >= 1)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s %s", p <= 0 ? "never" : "always", verb);
    else
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s with chance %s", verb,
                       thaw_words_chance(p, chance));
    return buffer;
}

static void say_pace(const thaw_study *study, const thaw_standoff *w, thaw_answer *answer)
{
    char state[THAW_PHRASE_MAX], months[THAW_WORDS_MAX], us[THAW_PHRASE_MAX],
        china[THAW_PHRASE_MAX];
    thaw_say(answer, THAW_SENTENCE,
             "With no deal, a freeze that stands in %s lasts %s%s. In such a month Washington %s "
             "and Beijing %s.",
             thaw_phrase_state(study, w->state, state), thaw_words_months(w->months, months),
             isfinite(w->months) ? " on average" : "", yield_text(w, THAW_US, us),
             yield_text(w, THAW_CHINA, china));
}

/* Who gives way first, the likeliest first; what hardly ever comes about is left out. */
static void say_first(const thaw_study *study, const thaw_standoff *w, thaw_answer *answer)
{
    static const double SELDOM = 5e-5;
    char text[THAW_PHRASE_MAX] = "", chance[THAW_WORDS_MAX];
    int likelier = w->first[THAW_FIRST_US] > w->first[THAW_FIRST_CHINA] ? THAW_US : THAW_CHINA;
    const int order[] = {likelier, 1 - likelier};
    for (int k = 0; k < 2; k++) {
        double share = w->first[order[k]];
        if (share < SELDOM)
            continue;
        thaw_words_add(text, sizeof text, "%s%s%s %s%s", *text ? ", " : "",
                       thaw_phrase_capital(study, order[k]), *text ? "" : " gives way first",
                       share > 1 - SELDOM ? "" : "in ", thaw_words_chance(share, chance));
        if (k == 0 && share <= 1 - SELDOM)
            thaw_words_add(text, sizeof text, " of freezes");
    }
    double both = w->first[THAW_FIRST_BOTH];
    if (both > 1 - SELDOM)
        thaw_words_add(text, sizeof text, "Both give way in the same month");
    else if (both >= SELDOM)
        thaw_words_add(text, sizeof text, "%s in %s",
                       *text ? ", both in the same month" : "Both give way in the same month",
                       thaw_words_chance(both, chance));
    if (*text)
        thaw_say(answer, THAW_SENTENCE, "%s.", text);
}

/* "costs Washington US$ 2.17 bn", "brings Beijing US$ 0.14 bn", "costs Beijing nothing". */
static const char *cost_text(const thaw_study *study, const thaw_standoff *w, int player,
                             char *buffer)
{
    static const double NOTHING = 0.005;
    char money[THAW_PHRASE_MAX];
    double points = cost(study, w, player);
    bool nothing = fabs(points) < NOTHING;
    buffer[0] = '\0';
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%s %s %s", points < 0 && !nothing ? "brings" : "costs",
                   thaw_phrase_capital(study, player),
                   nothing ? "nothing" : thaw_phrase_money(study, fabs(points), money));
    return buffer;
}

/* The open state is missing from a setting whose channel never reopens. */
static void say_cost(const thaw_study *study, const thaw_standoff *w, thaw_answer *answer)
{
    char us[THAW_PHRASE_MAX], china[THAW_PHRASE_MAX];
    if (!isnan(w->cost[THAW_US]))
        thaw_say(answer, THAW_SENTENCE, "In all, beside an open channel, the freeze %s and %s.",
                 cost_text(study, w, THAW_US, us), cost_text(study, w, THAW_CHINA, china));
}

void thaw_standoff_say(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                       thaw_answer *answer)
{
    int nearest = thaw_story_state(study, true);
    for (size_t k = 0; k < count; k++)
        if (standoffs[k].state == nearest) {
            say_pace(study, &standoffs[k], answer);
            say_first(study, &standoffs[k], answer);
            say_cost(study, &standoffs[k], answer);
            return;
        }
    thaw_say(answer, THAW_SENTENCE, "Here the channel never freezes: nobody has to wait.");
}

/* ---- table and JSON ---- */

void thaw_standoff_table(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                         thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "waiting", "WAITING IN A FREEZE, NO DEAL");
    thaw_table_aside(table, "costs in US$ bn, in all");
    thaw_table_text(table, "state", "");
    thaw_table_number(table, "relief", "relief", CHANCE_DIGITS);
    thaw_table_number(table, "resume", "resume", CHANCE_DIGITS);
    thaw_table_number(table, "reopens", "reopens", CHANCE_DIGITS);
    thaw_table_hide(table);
    thaw_table_number(table, "months", "months", MONTH_DIGITS);
    static const char *const heads[THAW_FIRSTS] = {"us 1st", "china 1st", "both", "neither"};
    for (int i = 0; i < THAW_FIRSTS; i++) {
        char name[THAW_NAME_MAX] = "first_";
        thaw_words_add(name, sizeof name, "%s", first_names[i]);
        thaw_table_number(table, name, heads[i], 2);
        if (i >= THAW_FIRST_BOTH)
            thaw_table_hide(table);
    }
    thaw_table_number(table, "cost_us", "us", COST_DIGITS);
    thaw_table_number(table, "cost_china", "china", COST_DIGITS);
    for (size_t k = 0; k < count; k++) {
        const thaw_standoff *w = &standoffs[k];
        const double numbers[] = {w->yields[THAW_US], w->yields[THAW_CHINA], w->reopens,
                                  w->months,          w->first[0],           w->first[1],
                                  w->first[2],        w->first[3],           cost(study, w, 0),
                                  cost(study, w, 1)};
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", study->setting.game->state_name[w->state]);
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            thaw_cell_number(table, numbers[i]);
    }
    thaw_table_note(table, "relief, resume: chance in such a month. us 1st, china 1st: who gives "
                           "way first, in the end. us, china: what the freeze costs each beside an "
                           "open channel.");
}

static json_t *chances_json(const double *chances, const char *const *names, int count)
{
    json_t *object = json_object();
    for (int i = 0; i < count; i++)
        json_object_set_new(object, names[i], thaw_json_number(chances[i]));
    return object;
}

void thaw_standoff_json(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                        thaw_answer *answer)
{
    json_t *list = json_array();
    for (size_t k = 0; k < count; k++) {
        const thaw_standoff *w = &standoffs[k];
        const double costs[2] = {cost(study, w, 0), cost(study, w, 1)};
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "state",
                            study->setting.game->state_name[w->state], "relief",
                            thaw_json_number(w->yields[THAW_US]), "resume",
                            thaw_json_number(w->yields[THAW_CHINA]), "reopens",
                            thaw_json_number(w->reopens), "months", thaw_json_number(w->months),
                            "first", chances_json(w->first, first_names, THAW_FIRSTS), "ends",
                            chances_json(w->ends, end_names, THAW_REOPENINGS), "cost",
                            thaw_json_pair(costs)));
    }
    thaw_answer_set(answer, answer->json, "waiting", list);
}
