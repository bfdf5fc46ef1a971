/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated futures in sentences and tables. */
#include "cli/simulate_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/simulate_words.h"
#include "cli/words.h"
#include "model/fentanyl.h"

enum { SHARE_DIGITS = 3, MONTH_DIGITS = 2, VALUE_DIGITS = 3, YEAR = 12, LINES_MAX = 12 };

/* What a game file's time is counted in is no month. */
static const char *unit_of(const thaw_futures *f, size_t count)
{
    bool month = f->study->setting.scenario != NULL;
    return count == 1 ? month ? "month" : "period" : month ? "months" : "periods";
}

static const char *unit_heading(const thaw_futures *f, size_t count)
{
    bool month = f->study->setting.scenario != NULL;
    return count == 1 ? month ? "MONTH" : "PERIOD" : month ? "MONTHS" : "PERIODS";
}

/* ---- sentences ---- */

static void say_subject(const thaw_futures *f, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    char text[THAW_PHRASE_MAX] = "", runs[THAW_WORDS_MAX], months[THAW_WORDS_MAX];
    if (f->answer)
        thaw_words_add(text, sizeof text, "%.220s%s: it %s%s.", f->name,
                       f->chosen ? ", the Nash-best deal" : "",
                       f->answer->verdict == THAW_HOLDS       ? "holds"
                       : f->answer->verdict == THAW_UNDECIDED ? "may hold (undecided)"
                                                              : "breaks",
                       f->answer->verdict == THAW_HOLDS
                           ? ""
                           : ", and what follows is how it would go if both kept to it");
    else
        thaw_words_add(text, sizeof text, "%.220s.", f->name);
    thaw_words_count(s->runs, "future", "futures", runs);
    thaw_words_count((size_t)s->months, unit_of(f, 1), unit_of(f, 2), months);
    thaw_say(answer, THAW_SENTENCE, "%s %c%s of %s, seed %llu.", text,
             runs[0] >= 'a' && runs[0] <= 'z' ? runs[0] - 'a' + 'A' : runs[0], runs + 1, months,
             (unsigned long long)s->seed);
    if (s->outcome != THAW_OUTCOME_CONVERGED)
        thaw_say(answer, THAW_SENTENCE, "PARTIAL: %s; %zu futures had been asked for.",
                 s->outcome == THAW_OUTCOME_INTERRUPTED ? "interrupted"
                                                        : "stopped at the time limit",
                 f->asked);
}

/* "56.4% of them", "all of them", "none of them". */
static const char *share_of_them(double share, char *buffer)
{
    char chance[THAW_WORDS_MAX];
    if (share <= 0 || share >= 1)
        snprintf(buffer, THAW_WORDS_MAX, "%s of them", share <= 0 ? "none" : "all");
    else
        snprintf(buffer, THAW_WORDS_MAX, "%.40s of them", thaw_words_chance(share, chance));
    return buffer;
}

/* Where it stands in half of the futures. */
static void say_median(const thaw_futures *f, const thaw_lifetimes *l, char *buffer)
{
    size_t months = l->times - 1, median = isnan(l->median) ? 0 : (size_t)l->median;
    if (isnan(l->median) && months == 1)
        snprintf(buffer, THAW_PHRASE_MAX, "lasts to the end of the %s in more than half",
                 unit_of(f, 1));
    else if (isnan(l->median))
        snprintf(buffer, THAW_PHRASE_MAX, "lasts to the end of the %zu %s in more than half",
                 months, unit_of(f, months));
    else if (median == 0)
        snprintf(buffer, THAW_PHRASE_MAX, "is missing from the first %s on in half", unit_of(f, 1));
    else if (median == 1)
        snprintf(buffer, THAW_PHRASE_MAX, "has ended after one %s in half", unit_of(f, 1));
    else
        snprintf(buffer, THAW_PHRASE_MAX, "has ended after %zu %s in half", median, unit_of(f, 2));
}

static void say_lifetimes(const thaw_futures *f, const thaw_lifetimes *l, const char *what,
                          thaw_answer *answer)
{
    char median[THAW_PHRASE_MAX], year[THAW_PHRASE_MAX] = "", words[THAW_WORDS_MAX];
    if (!l->measured || l->survival[0].share <= 0)
        return;
    say_median(f, l, median);
    if (f->study->setting.scenario && l->times > YEAR)
        snprintf(year, sizeof year, " It lasts longer than a year in %s.",
                 share_of_them(l->survival[YEAR].share, words));
    thaw_say(answer, THAW_SENTENCE, "%s %s of the futures.%s", what, median, year);
}

static void say_freezes(const thaw_simulation *s, thaw_answer *answer)
{
    char median[THAW_WORDS_MAX], many[THAW_SHOWN_MAX];
    const thaw_lifetimes *l = &s->freeze;
    if (!l->measured)
        return;
    if (l->count == 0) {
        thaw_say(answer, THAW_SENTENCE, "The channel %s.",
                 !(s->freezes.exact > 0) ? "never freezes"
                 : s->runs == 1          ? "does not freeze in this future"
                                         : "freezes in none of these futures");
        return;
    }
    thaw_number_show(s->freezes.mean, 1, many, sizeof many);
    if (isnan(l->median))
        thaw_say(answer, THAW_SENTENCE,
                 "The channel freezes %s times in a future, and mostly for longer than can be "
                 "seen.",
                 many);
    else
        thaw_say(answer, THAW_SENTENCE,
                 "The channel freezes %s times in a future; half of the freezes are over after %s.",
                 many, thaw_words_months(l->median, median));
}

/* ---- survival ---- */

/* Months between rows that people are shown: the smallest in this list that gives few enough. */
static int step_of(int months)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 360, 600, 1200};
    size_t k = 0;
    while (k + 1 < sizeof steps / sizeof *steps && months / steps[k] > LINES_MAX)
        k++;
    return steps[k];
}

static unsigned flag_of(int month, int step, bool all)
{
    return all || month % step == 0 ? 0 : THAW_ROW_DATA;
}

/* A bar of up to so many signs. */
static void put_bar(double share, thaw_table *table)
{
    enum { LONGEST = 20 };
    char bar[LONGEST + 1];
    int length = isfinite(share) ? (int)lround(share * LONGEST) : 0;
    memset(bar, '#', (size_t)length);
    bar[length] = '\0';
    thaw_cell_text(table, "%s", bar);
}

/* Columns of one kind of lifetimes: the share, its standard error, its interval, the exact share.
 * The main one shows the interval too. */
static void lifetime_columns(const char *name, const char *head, bool main, thaw_table *table)
{
    char key[64];
    thaw_table_number(table, name, head, SHARE_DIGITS);
    snprintf(key, sizeof key, "%s_error", name);
    thaw_table_number(table, key, key, SHARE_DIGITS);
    thaw_table_hide(table);
    snprintf(key, sizeof key, "%s_95", name);
    thaw_table_pair(table, key, "95% interval", SHARE_DIGITS);
    if (!main)
        thaw_table_hide(table);
    snprintf(key, sizeof key, "%s_exact", name);
    thaw_table_number(table, key, "exact", SHARE_DIGITS);
}

static void lifetime_cells(const thaw_lifetimes *l, size_t t, thaw_table *table)
{
    thaw_cell_number(table, l->survival[t].share);
    thaw_cell_number(table, l->survival[t].error);
    thaw_cell_pair(table, l->survival[t].low, l->survival[t].high);
    thaw_cell_number(table, l->exact[t]);
}

static void survival_table(const thaw_futures *f, bool all, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    const thaw_lifetimes *main = s->plan.measured ? &s->plan : &s->effort;
    int step = step_of(s->months);
    if (!main->measured)
        return;
    thaw_table *table = thaw_answer_table(answer, "survival", "HOW LONG IT LASTS");
    thaw_table_aside(table, "share of futures in which it lasts longer");
    table->data_only = main->survival[0].share <= 0;
    thaw_table_sides(table, "low", "high");
    thaw_table_number(table, "months", unit_of(f, 2), 0);
    if (s->plan.measured)
        lifetime_columns("plan", "plan", true, table);
    if (s->effort.measured)
        lifetime_columns("effort", "effort", !s->plan.measured, table);
    thaw_table_text(table, "picture", s->plan.measured ? "plan" : "effort");
    thaw_table_picture(table);
    for (int t = 0; t <= s->months; t++) {
        thaw_table_row(table, flag_of(t, step, all));
        thaw_cell_number(table, t);
        if (s->plan.measured)
            lifetime_cells(&s->plan, (size_t)t, table);
        if (s->effort.measured)
            lifetime_cells(&s->effort, (size_t)t, table);
        put_bar(main->survival[t].share, table);
    }
    char every[THAW_WORDS_MAX] = "";
    if (!all && step > 1)
        snprintf(every, sizeof every, " --all shows every %s.", unit_of(f, 1));
    thaw_table_note(
        table, "%s%sKaplan-Meier; Greenwood's intervals, exact where all or none last longer.%s",
        s->plan.measured ? "Plan: until punishment first begins. " : "",
        s->effort.measured ? "Effort: until the first month that is frozen or without effort. "
                           : "",
        every);
}

/* ---- what ended it ---- */

typedef struct ending {
    int how, after;
    size_t count;
} ending;

static int by_count(const void *one, const void *two)
{
    const ending *a = one, *b = two;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->how != b->how ? a->how - b->how : a->after - b->after;
}

static void ending_rows(const thaw_futures *f, const thaw_lifetimes *l, const char *of,
                        thaw_table *table)
{
    int afters = f->simulation->afters;
    size_t most = (size_t)THAW_END_HOWS * (size_t)afters, count = 0;
    ending *endings = l->measured ? calloc(most, sizeof *endings) : NULL;
    for (size_t k = 0; endings && k < most; k++)
        if (l->ends[k] > 0)
            endings[count++] = (ending){(int)k / afters, (int)k % afters, l->ends[k]};
    if (endings)
        qsort(endings, count, sizeof *endings, by_count);
    for (size_t k = 0; k < count; k++) {
        char words[THAW_PHRASE_MAX];
        const char *shock = thaw_end_shock(f->study, endings[k].after);
        thaw_table_row(table, k == 0 && table->row_count > 0 ? THAW_ROW_TOTAL : 0);
        thaw_cell_text(table, "%s", of);
        thaw_cell_text(
            table, "%s",
            thaw_phrase_end(f->study, (thaw_end_how)endings[k].how, endings[k].after, words));
        thaw_cell_text(table, "%s", thaw_end_how_name((thaw_end_how)endings[k].how));
        thaw_cell_text(table, "%s", thaw_end_after_name(endings[k].after));
        if (shock)
            thaw_cell_text(table, "%s", shock);
        else
            thaw_cell_missing(table);
        thaw_cell_number(table, (double)endings[k].count);
        thaw_cell_number(table, (double)endings[k].count / (double)l->ended);
    }
    free(endings);
}

static void ends_table(const thaw_futures *f, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    if (!s->plan.measured && !s->effort.measured)
        return;
    thaw_table *table = thaw_answer_table(answer, "ends", "WHAT ENDED IT");
    table->data_only = !s->plan.measured && s->effort.survival[0].share <= 0;
    thaw_table_text(table, "of", "");
    thaw_table_text(table, "ended_by", "ended by");
    thaw_table_text(table, "how", "how");
    thaw_table_hide(table);
    thaw_table_text(table, "after", "after");
    thaw_table_hide(table);
    thaw_table_text(table, "shock", "shock");
    thaw_table_hide(table);
    thaw_table_number(table, "count", "futures", 0);
    thaw_table_number(table, "share", "share", SHARE_DIGITS);
    ending_rows(f, &s->plan, "plan", table);
    ending_rows(f, &s->effort, "effort", table);
}

/* ---- freezes ---- */

static bool is_round(size_t months)
{
    static const size_t shown[] = {1, 2, 3, 6, 12, 18, 24, 36, 60, 120, 240, 600};
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
        if (months == shown[k])
            return true;
    return false;
}

static void freezes_table(const thaw_simulation *s, bool all, thaw_answer *answer)
{
    const thaw_lifetimes *l = &s->freeze;
    if (!l->measured)
        return;
    thaw_table *table = thaw_answer_table(answer, "freezes", "HOW LONG FREEZES LAST");
    thaw_table_aside(table, "share of freezes that last longer");
    thaw_table_sides(table, "low", "high");
    thaw_table_number(table, "months", "months", 0);
    thaw_table_number(table, "at_risk", "lasted", 0);
    thaw_table_number(table, "ended", "ended", 0);
    thaw_table_number(table, "censored", "cut off", 0);
    thaw_table_number(table, "longer", "longer", SHARE_DIGITS);
    thaw_table_number(table, "longer_error", "error", SHARE_DIGITS);
    thaw_table_hide(table);
    thaw_table_pair(table, "longer_95", "95% interval", SHARE_DIGITS);
    thaw_table_text(table, "picture", "");
    thaw_table_picture(table);
    for (size_t t = 1; t < l->times && l->survival[t].at_risk > 0; t++) {
        const thaw_survival *p = &l->survival[t];
        thaw_table_row(table, all || is_round(t) ? 0 : THAW_ROW_DATA);
        thaw_cell_number(table, (double)t);
        thaw_cell_number(table, (double)p->at_risk);
        thaw_cell_number(table, (double)p->ended);
        thaw_cell_number(table, (double)p->censored);
        thaw_cell_number(table, p->share);
        thaw_cell_number(table, p->error);
        thaw_cell_pair(table, p->low, p->high);
        put_bar(p->share, table);
    }
    thaw_table_note(table, "Of those that lasted so many months, ended: just then. Cut off: still "
                           "frozen after the last month.");
}

/* ---- means ---- */

static void estimate_row(const char *name, const thaw_estimate *e, int digits, thaw_table *table)
{
    if (isnan(e->mean))
        return;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    const double numbers[] = {e->mean, e->error, e->exact};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        thaw_cell_number(table, numbers[k]);
        thaw_cell_digits(table, digits);
    }
    thaw_cell_number(table, e->error > 0 ? (e->mean - e->exact) / e->error : (double)NAN);
}

static void means_table(const thaw_futures *f, thaw_answer *answer)
{
    static const char *const names[THAW_FORECAST_FEATURES] = {
        "months frozen", "months of partial effort", "months of full effort", "lives averted"};
    const thaw_simulation *s = f->simulation;
    char name[THAW_PHRASE_MAX];
    thaw_table *table;
    if (s->forecast_months == 1)
        table = thaw_answer_table(answer, "means", "MEANS, FIRST %s", unit_heading(f, 1));
    else
        table = thaw_answer_table(answer, "means", "MEANS, FIRST %d %s", s->forecast_months,
                                  unit_heading(f, 2));
    table->dashes = true;
    thaw_table_text(table, "what", "");
    thaw_table_number(table, "mean", "simulated", MONTH_DIGITS);
    thaw_table_number(table, "error", "std error", MONTH_DIGITS);
    thaw_table_number(table, "exact", "exact", MONTH_DIGITS);
    thaw_table_number(table, "off", "off, std errors", 1);
    thaw_table_signed(table);
    snprintf(name, sizeof name, "%s on plan", unit_of(f, 2));
    estimate_row(name, &s->forecast[THAW_FORECAST_ON_PLAN], MONTH_DIGITS, table);
    for (int k = 0; k < THAW_FORECAST_ON_PLAN; k++)
        estimate_row(names[k], &s->forecast[k], k == THAW_FORECAST_LIVES ? 0 : MONTH_DIGITS, table);
    snprintf(name, sizeof name, "freezes in %d %s", s->months, unit_of(f, (size_t)s->months));
    estimate_row(name, &s->freezes, MONTH_DIGITS, table);
    for (int i = 0; i < s->players; i++) {
        snprintf(name, sizeof name, "value, %.200s", f->study->setting.game->player_name[i]);
        estimate_row(name, &s->value[i], VALUE_DIGITS, table);
    }
    char tail[THAW_PHRASE_MAX] = "";
    for (int i = 0; i < s->players; i++)
        thaw_words_add(tail, sizeof tail, "%s%.1f%%", i ? ", " : "", 100 * s->tail[i]);
    thaw_table_note(table,
                    "A future's value is that of its %s and, for all that comes after them "
                    "(%s of the weight), the exact value of where it stands.",
                    unit_of(f, 2), tail);
}

/* ---- conduct ---- */

static void conduct_table(const thaw_futures *f, bool all, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    static const char *const names[THAW_CONDUCTS] = {"on_plan", "frozen", "none", "partial",
                                                     "full"};
    static const char *const heads[THAW_CONDUCTS] = {"on plan", "frozen", "no effort", "partial",
                                                     "full"};
    int step = step_of(s->months);
    const char *heading = unit_heading(f, 1);
    thaw_table *table = thaw_answer_table(answer, "conduct", "%s BY %s", heading, heading);
    thaw_table_aside(table, "share of futures");
    thaw_table_number(table, "month", unit_of(f, 1), 0);
    for (int k = s->plan.measured ? 0 : 1; k < (s->effort.measured ? THAW_CONDUCTS : 1); k++)
        thaw_table_number(table, names[k], heads[k], SHARE_DIGITS);
    for (int m = 0; m < s->months; m++) {
        thaw_table_row(table, m == 0 ? 0 : flag_of(m + 1, step, all));
        thaw_cell_number(table, m + 1);
        for (int k = s->plan.measured ? 0 : 1; k < (s->effort.measured ? THAW_CONDUCTS : 1); k++)
            thaw_cell_number(table, (double)s->conduct[m * THAW_CONDUCTS + k] / (double)s->runs);
    }
}

void thaw_futures_say(const thaw_futures *f, bool all, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    say_subject(f, answer);
    if (s->runs == 0)
        return;
    say_lifetimes(f, &s->plan, "The plan's phase", answer);
    say_lifetimes(f, &s->effort, "China's effort", answer);
    if (s->effort.measured && s->effort.survival[0].share <= 0)
        thaw_say(answer, THAW_SENTENCE,
                 "There is no effort in the first month of any future: none that could last.");
    say_freezes(s, answer);
    survival_table(f, all, answer);
    ends_table(f, answer);
    freezes_table(s, all, answer);
    means_table(f, answer);
    if (s->plan.measured || s->effort.measured)
        conduct_table(f, all, answer);
}

/* ---- one future ---- */

static void path_row(const thaw_futures *f, const thaw_month *month, int number, bool plan,
                     bool phases, thaw_table *table)
{
    const thaw_game *game = f->study->setting.game;
    char words[THAW_PHRASE_MAX];
    thaw_phrase_events(f->study, month, plan, words);
    thaw_table_row(table, words[0] ? THAW_ROW_DETAIL : 0);
    thaw_cell_number(table, number + 1);
    thaw_cell_text(table, "%s", game->state_name[month->state]);
    if (phases)
        thaw_cell_text(table, "%s",
                       f->memory           ? f->memory[month->phase]
                       : month->phase == 0 ? "plan"
                                           : "punish");
    size_t below = month->row - game->first_row[month->state];
    for (int i = 0; i < game->players; i++) {
        size_t stride = thaw_game_stride(game, month->state, i);
        int count = thaw_game_action_count(game, month->state, i);
        thaw_cell_text(
            table, "%s",
            thaw_game_action_name(game, month->state, i, (int)(below / stride % (size_t)count)));
    }
    if (game->signals > 0)
        thaw_cell_text(table, "%s", thaw_phrase_signal(f->study, month));
    for (int i = 0; i < game->players; i++)
        thaw_cell_number(table, game->payoff[month->row * (size_t)game->players + (size_t)i]);
    thaw_cell_text(table, "%s", words);
}

void thaw_path_say(const thaw_futures *f, const thaw_play *play, uint64_t seed,
                   const thaw_month *month, int months, thaw_answer *answer)
{
    const thaw_game *game = f->study->setting.game;
    bool plan = play->promised != NULL, phases = play->machine->phases > 1;
    char head[THAW_KEY_MAX];
    thaw_say(answer, THAW_SENTENCE, "%s%s. The first future of seed %llu.", f->name,
             f->chosen ? ", the Nash-best deal" : "", (unsigned long long)seed);
    thaw_table *table = thaw_answer_table(answer, "path", "ONE FUTURE");
    thaw_table_number(table, "month", "", 0);
    thaw_table_text(table, "state", "state");
    if (phases)
        thaw_table_text(table, "phase", plan ? "phase" : "memory");
    for (int i = 0; i < game->players; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    if (game->signals > 0)
        thaw_table_text(table, "signal", "seen");
    for (int i = 0; i < game->players; i++) {
        snprintf(head, sizeof head, "payoff_%.80s", game->player_name[i]);
        thaw_table_number(table, head, game->player_name[i], 2);
    }
    thaw_table_detail(table, "events", "what happened");
    for (int m = 0; m < months; m++)
        path_row(f, &month[m], m, plan, phases, table);
    thaw_table_note(table, "Beneath a %s stands what happened in it beside what was played.",
                    unit_of(f, 1));
}
