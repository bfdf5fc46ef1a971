/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of sensitivity in words and tables. */
#include "cli/sensitivity_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"

enum { LISTED = 10, NAMED = 3, PRICE_DIGITS = 2, SHARE_DIGITS = 2 };

/* ---- in order ---- */

/* An input and what it is sorted by. */
typedef struct ranked {
    size_t input;
    double by;
} ranked;

static int largest_first(const void *one, const void *two)
{
    const ranked *a = one, *b = two;
    if (a->by != b->by)
        return a->by > b->by ? -1 : 1;
    return (a->input > b->input) - (a->input < b->input);
}

static double by_total(const thaw_inquiry *f, size_t input)
{
    return f->indices.total[THAW_EASIEST_PRICE * f->indices.inputs + input].value;
}

/* Whether the input made a difference to any row of the design, but for rounding. */
static bool matters(const thaw_inquiry *f, size_t input)
{
    static const double NOTHING = 1e-12;
    double total = by_total(f, input), variance = f->indices.variance[THAW_EASIEST_PRICE];
    return !(total < NOTHING || sqrt(total * variance) <= f->noise);
}

/* What the draws seem to say of an input that makes no difference is chance. */
static double by_removed(const thaw_inquiry *f, size_t input)
{
    return matters(f, input) ? f->knowledge[input].removed.value : (double)NAN;
}

/* The inputs, those with the largest number first, those without one last. NULL without memory. */
static ranked *rank(const thaw_inquiry *f, double (*by)(const thaw_inquiry *f, size_t input))
{
    size_t count = f->inputs.dials.count;
    ranked *order = calloc(count + 1, sizeof *order);
    for (size_t k = 0; order && k < count; k++) {
        double value = by(f, k);
        order[k] = (ranked){k, isnan(value) ? -(double)INFINITY : value};
    }
    if (order)
        qsort(order, count, sizeof *order, largest_first);
    return order;
}

static const char *key_of(const thaw_inquiry *f, size_t input)
{
    return f->inputs.dials.items[input].key;
}

/* Flags of a row of the ranked: the first few are shown. */
static unsigned flag_of(size_t place, bool all)
{
    return all || place < LISTED ? 0 : THAW_ROW_DATA;
}

/* Cells of an estimate: the number and its interval's two ends. */
static void put_band(thaw_band band, thaw_table *table)
{
    thaw_cell_number(table, band.value);
    thaw_cell_number(table, band.low);
    thaw_cell_number(table, band.high);
}

/* The same in percent. */
static void put_chance(thaw_band band, thaw_table *table)
{
    put_band((thaw_band){100 * band.value, 100 * band.low, 100 * band.high}, table);
}

/* ---- in words ---- */

static const char *shape_word(const thaw_inquiry *f)
{
    thaw_prior_kind kind = f->inputs.priors[0].kind;
    for (size_t k = 1; k < f->inputs.dials.count; k++)
        if (f->inputs.priors[k].kind != kind)
            return "each with its own distribution";
    return kind == THAW_PRIOR_UNIFORM ? "all values alike" : thaw_prior_name(kind);
}

static void say_question(const thaw_inquiry *f, thaw_answer *answer)
{
    char text[THAW_PHRASE_MAX] = "", w[THAW_WORDS_MAX];
    if (!f->named)
        thaw_words_add(text, sizeof text,
                       f->best ? "Of the deals that hold, %s is the best by the "
                                 "Nash product. "
                               : "No deal is best; %s is the nearest to "
                                 "holding. ",
                       f->name);
    thaw_words_add(text, sizeof text, "Varied: %s over %s, %s.",
                   thaw_words_count(f->inputs.dials.count, "input", "inputs, each", w),
                   thaw_dials_where(&f->inputs.dials, true), shape_word(f));
    thaw_say(answer, THAW_LINE, "%s", text);
    if (f->inputs.outside)
        thaw_say(answer, THAW_LINE, "Outside its range as things stand: %s.",
                 thaw_words_count(f->inputs.outside, "input", "inputs", w));
    if (f->inputs.unknown)
        thaw_say(answer, THAW_LINE, "Without a plausible range, and left as it is: %s, such as %s.",
                 thaw_words_count(f->inputs.unknown, "input", "inputs", w), f->inputs.example);
}

static void say_chance(const thaw_inquiry *f, thaw_answer *answer)
{
    thaw_tally t = thaw_tally_of(f->outcome + 1, f->sample.count, 2);
    thaw_band chance = thaw_wilson(t.holds, t.solved);
    double now = f->tornado.base[THAW_EASIEST_HOLDS];
    thaw_say(answer, THAW_SENTENCE,
             "%s %s as things stand. It holds in %zu of %zu draws: %.0f%% (%.0f to %.0f%%).",
             f->name,
             now == 1   ? "holds"
             : now == 0 ? "breaks"
                        : "is undecided",
             t.holds, t.solved, 100 * chance.value, 100 * chance.low, 100 * chance.high);
}

/* How often some deal is worth having, and which is best most often. */
static void say_best(const thaw_inquiry *f, const thaw_plan_share *shares, size_t count,
                     thaw_answer *answer)
{
    size_t most = 0, none = shares[count - 1].best[0];
    for (size_t k = 1; k + 1 < count; k++)
        if (shares[k].best[0] > shares[most].best[0])
            most = k;
    if (f->named || f->sample.count == none)
        return;
    double n = (double)f->sample.count;
    thaw_say(answer, THAW_SENTENCE,
             "In %.0f%% of the draws some deal holds that gives both sides more than no deal; by "
             "the Nash product the best is most often %s, in %.0f%%.",
             100 * (1 - (double)none / n), shares[most].plan,
             100 * (double)shares[most].best[0] / n);
}

/* "enforcement.cost_full (0.31), leverage.linkage (0.12) and ..." of the first few whose interval
 * lies above 0; in percent or not. */
static const char *name_first(const thaw_inquiry *f, const ranked *order,
                              double (*low)(const thaw_inquiry *f, size_t input), bool percent,
                              char *buffer)
{
    char items[NAMED][THAW_WORDS_MAX];
    const char *list[NAMED];
    size_t n = 0;
    for (size_t place = 0; n < NAMED && place < f->inputs.dials.count; place++) {
        const ranked *r = &order[place];
        if (!(low(f, r->input) > 0) || !isfinite(r->by) || !matters(f, r->input))
            continue;
        snprintf(items[n], sizeof items[n], "%.80s", key_of(f, r->input));
        thaw_words_add(items[n], sizeof items[n], percent ? " (%.0f%%)" : " (%.2f)",
                       percent ? 100 * r->by : r->by);
        list[n] = items[n];
        n++;
    }
    buffer[0] = '\0';
    return n > 0 ? thaw_words_list(list, n, "and", buffer) : buffer;
}

static double total_low(const thaw_inquiry *f, size_t input)
{
    return f->indices.total[THAW_EASIEST_PRICE * f->indices.inputs + input].low;
}

static double removed_low(const thaw_inquiry *f, size_t input)
{
    return f->knowledge[input].removed.low;
}

static void say_ranks(const thaw_inquiry *f, const ranked *totals, const ranked *removed,
                      thaw_answer *answer)
{
    char text[THAW_PHRASE_MAX];
    thaw_tally t = thaw_tally_of(f->outcome + 1, f->sample.count, 2);
    if (*name_first(f, totals, total_low, false, text))
        thaw_say(answer, THAW_SENTENCE,
                 "What matters most for how firmly it holds, by its part in the variance of the "
                 "cost of departing: %s.",
                 text);
    else if (f->indices.variance[THAW_EASIEST_PRICE] == 0)
        thaw_say(
            answer, THAW_SENTENCE,
            "Departing costs the same in all %zu rows: nothing that was varied matters for how "
            "firmly it holds.",
            f->indices.points);
    else
        thaw_say(answer, THAW_SENTENCE, "%zu rows are too few to tell which inputs matter most.",
                 f->indices.points);
    if (*name_first(f, removed, removed_low, true, text))
        thaw_say(answer, THAW_SENTENCE,
                 "What to find out next, by the part of the verdict's variance that would go if "
                 "it were known exactly: %s.",
                 text);
    else if (t.solved > 1 &&
             (t.holds == t.solved || t.undecided == t.solved || (t.holds == 0 && t.undecided == 0)))
        thaw_say(answer, THAW_SENTENCE,
                 "The verdict is the same in all %zu draws%s: they name no input to find out next.",
                 t.solved, t.unsolved ? " that were solved" : "");
    else
        thaw_say(answer, THAW_SENTENCE,
                 "%zu draws are too few to tell which input to find out next.", f->sample.count);
}

/* ---- tables of the draws ---- */

static void chance_columns(thaw_table *table)
{
    thaw_table_number(table, "holds_percent", "holds", 0);
    thaw_table_number(table, "low_percent", "from", 0);
    thaw_table_number(table, "high_percent", "to", 0);
}

static void note_draws(const thaw_inquiry *f, thaw_table *table)
{
    char text[THAW_PHRASE_MAX] = "";
    thaw_tally t = thaw_tally_of(f->outcome + 1, f->sample.count, 2);
    thaw_words_add(text, sizeof text, "%zu draws, seed %llu; from, to: 95%% by Wilson.",
                   f->sample.count, (unsigned long long)f->seed);
    if (f->sample.redrawn)
        thaw_words_add(text, sizeof text,
                       " %zu draws contradicted themselves (chances over 1 together) and were "
                       "drawn again.",
                       f->sample.redrawn);
    if (t.unsolved)
        thaw_words_add(text, sizeof text, " Not solved for %s: %zu.", f->name, t.unsolved);
    if (t.undecided)
        thaw_words_add(text, sizeof text, " Undecided: %zu.", t.undecided);
    thaw_table_note(table, "%s", text);
}

static void plans_table(const thaw_inquiry *f, const thaw_plan_share *shares, size_t count,
                        thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "plans", "HOW OFTEN EACH PLAN HOLDS");
    thaw_table_aside(table, "%% of draws, under at least one punishment");
    thaw_table_text(table, "plan", "");
    chance_columns(table);
    thaw_table_number(table, "best_nash_percent", "Nash-best", 0);
    thaw_table_number(table, "best_us_percent", "best for US", 0);
    thaw_table_number(table, "best_china_percent", "best for China", 0);
    for (size_t k = 0; k < count; k++) {
        const thaw_tally *t = &shares[k].tally;
        thaw_table_row(table, shares[k].plan ? 0 : THAW_ROW_TOTAL);
        thaw_cell_text(table, "%s", shares[k].plan ? shares[k].plan : "none");
        if (shares[k].plan)
            put_chance(thaw_wilson(t->holds, t->solved), table);
        for (int cell = 0; !shares[k].plan && cell < 3; cell++)
            thaw_cell_missing(table);
        for (int which = 0; which < 3; which++)
            thaw_cell_number(table, 100 * (double)shares[k].best[which] / (double)f->sample.count);
    }
    note_draws(f, table);
}

static void quantile_columns(thaw_table *table)
{
    for (int q = 0; q < THAW_QUANTILES; q++) {
        char name[THAW_WORDS_MAX] = "", head[THAW_WORDS_MAX] = "";
        thaw_words_add(name, sizeof name, "q%.0f", 100 * thaw_quantiles[q]);
        thaw_words_add(head, sizeof head, "%.0f%%", 100 * thaw_quantiles[q]);
        thaw_table_number(table, name, head, PRICE_DIGITS);
    }
}

static void put_quantiles(const double *output, size_t count, size_t stride, thaw_table *table)
{
    double quantile[THAW_QUANTILES];
    table->failed = !thaw_column_quantiles(output, count, stride, quantile) || table->failed;
    for (int q = 0; q < THAW_QUANTILES; q++)
        thaw_cell_number(table, quantile[q]);
}

/* Of every deal: how often it holds, and what departing costs. */
static void deals_table(const thaw_inquiry *f, thaw_answer *answer)
{
    const thaw_sample *s = &f->sample;
    thaw_table *table = thaw_answer_table(answer, "deals", "HOW OFTEN IT HOLDS");
    thaw_table_aside(table, "%% of draws; quantiles of the cost of departing once, %s",
                     f->study->setting.scenario ? "US$ bn" : "points");
    table->data_only = !f->named;
    thaw_table_text(table, "deal", "");
    chance_columns(table);
    quantile_columns(table);
    for (size_t k = 0; k < f->study->deals.count; k++) {
        char name[THAW_DEAL_NAME_MAX];
        const double *judged = s->output + THAW_ALL_DEALS + 2 * k;
        thaw_tally t = thaw_tally_of(judged + 1, s->count, s->outputs);
        thaw_deal_format(&f->study->deals.items[k], name, sizeof name);
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", name);
        put_chance(thaw_wilson(t.holds, t.solved), table);
        put_quantiles(judged, s->count, s->outputs, table);
    }
    if (f->focus.count > 1) {
        thaw_tally t = thaw_tally_of(f->outcome + 1, s->count, 2);
        thaw_table_row(table, THAW_ROW_TOTAL);
        thaw_cell_text(table, "the easiest");
        put_chance(thaw_wilson(t.holds, t.solved), table);
        put_quantiles(f->outcome, s->count, 2, table);
    }
    note_draws(f, table);
}

static void values_table(const thaw_inquiry *f, thaw_answer *answer)
{
    static const struct {
        const char *what;
        int player;
        size_t at;
    } rows[] = {{"no deal", 0, THAW_ALL_NO_DEAL_FIRST},
                {"no deal", 1, THAW_ALL_NO_DEAL_SECOND},
                {"the Nash-best deal", 0, THAW_ALL_VALUE_FIRST},
                {"the Nash-best deal", 1, THAW_ALL_VALUE_SECOND}};
    const thaw_game *game = f->study->setting.game;
    thaw_table *table = thaw_answer_table(answer, "values", "WHAT IT IS WORTH");
    thaw_table_aside(table, "quantiles of the draws, points a month");
    thaw_table_text(table, "what", "");
    thaw_table_text(table, "player", "");
    quantile_columns(table);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        if (rows[k].player >= game->players)
            continue;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", rows[k].what);
        thaw_cell_text(table, "%s", game->player_name[rows[k].player]);
        put_quantiles(f->sample.output + rows[k].at, f->sample.count, f->sample.outputs, table);
    }
    thaw_table_note(table, "The Nash-best deal%s, in the draws that have one.",
                    f->named ? " of those above" : "");
}

/* ---- tables of the inputs ---- */

static void put_limit(const thaw_threshold *t, thaw_table *table)
{
    size_t k = thaw_nearest_crossing(t);
    if (k == t->crossing_count) {
        thaw_cell_missing(table);
        thaw_cell_missing(table);
        return;
    }
    const thaw_crossing *c = &t->crossings[k];
    thaw_cell_number(table, c->value);
    thaw_cell_digits(table, thaw_input_digits(c->value));
    if (c->kind == THAW_JUMP)
        thaw_cell_mark(table, 0, c->cause == THAW_JUMP_REACHABLE ? '!' : '*');
    thaw_cell_text(table, "%s", thaw_crossing_side(&t->dial, c));
}

static void tornado_row(const thaw_inquiry *f, size_t k, unsigned flags, thaw_table *table)
{
    const thaw_tornado *t = &f->tornado;
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", key_of(f, k));
    thaw_cell_number(table, f->inputs.dials.items[k].baseline);
    thaw_cell_number(table, f->inputs.priors[k].low);
    thaw_cell_number(table, f->inputs.priors[k].high);
    for (size_t side = 0; side < 2; side++)
        thaw_cell_number(table, t->ends[(2 * k + side) * t->outputs + THAW_EASIEST_PRICE]);
    thaw_cell_number(table, thaw_swing(f, k));
    put_limit(&f->thresholds[k], table);
}

static void tornado_table(const thaw_inquiry *f, bool all, thaw_answer *answer)
{
    char easiest[THAW_DEAL_NAME_MAX];
    ranked *order = rank(f, thaw_swing);
    thaw_table *table = thaw_answer_table(answer, "tornado", "ONE INPUT AT A TIME: %s", f->name);
    thaw_table_aside(table, "cost of departing once, %s",
                     f->study->setting.scenario ? "US$ bn" : "points");
    thaw_table_text(table, "input", "");
    thaw_table_number(table, "now", "now", THAW_SHORTEST);
    thaw_table_number(table, "low", "low", THAW_SHORTEST);
    thaw_table_number(table, "high", "high", THAW_SHORTEST);
    thaw_table_number(table, "price_low", "at low", PRICE_DIGITS);
    thaw_table_number(table, "price_high", "at high", PRICE_DIGITS);
    thaw_table_number(table, "swing", "swing", PRICE_DIGITS);
    thaw_table_hide(table);
    thaw_table_number(table, "limit", "limit", THAW_SHORTEST);
    thaw_table_text(table, "holds", "holds");
    for (size_t place = 0; order && place < f->inputs.dials.count; place++)
        tornado_row(f, order[place].input, flag_of(place, all), table);
    thaw_deal_format(&f->study->deals.items[f->easiest], easiest, sizeof easiest);
    const char *marks = thaw_crossing_marks(table);
    thaw_table_note(table,
                    "Now %.2f; below 0 it breaks. limit: where the verdict of %s changes within "
                    "the range, nearest to now, seen to 1/16 of it.%s%s%s",
                    f->tornado.base[THAW_EASIEST_PRICE], easiest, *marks ? " " : "", marks,
                    f->tornado.refused ? " Ends that other inputs forbid are left out." : "");
    free(order);
}

static void index_columns(const char *name, const char *head, bool hidden, thaw_table *table)
{
    static const char *const ends[] = {"", "_low", "_high"};
    for (int k = 0; k < 3; k++) {
        char key[THAW_WORDS_MAX] = "";
        thaw_words_add(key, sizeof key, "%s%s", name, ends[k]);
        thaw_table_number(table, key, k == 0 ? head : k == 1 ? "from" : "to", SHARE_DIGITS);
        if (hidden)
            thaw_table_hide(table);
    }
}

static void indices_table(const thaw_inquiry *f, const ranked *order, bool all, thaw_answer *answer)
{
    const thaw_indices *s = &f->indices;
    thaw_table *table = thaw_answer_table(answer, "indices", "WHAT MATTERS: %s", f->name);
    thaw_table_aside(table, "shares of the variance of the cost of departing");
    thaw_table_text(table, "input", "");
    index_columns("first", "first", false, table);
    index_columns("total", "total", false, table);
    thaw_table_number(table, "rank_correlation", "rank", SHARE_DIGITS);
    thaw_table_signed(table);
    index_columns("verdict_first", "", true, table);
    index_columns("verdict_total", "", true, table);
    for (size_t place = 0; place < s->inputs; place++) {
        size_t k = order[place].input;
        thaw_table_row(table, flag_of(place, all));
        thaw_cell_text(table, "%s", key_of(f, k));
        put_band(s->first[THAW_EASIEST_PRICE * s->inputs + k], table);
        put_band(s->total[THAW_EASIEST_PRICE * s->inputs + k], table);
        thaw_cell_number(table, f->correlation[k]);
        put_band(s->first[THAW_EASIEST_HOLDS * s->inputs + k], table);
        put_band(s->total[THAW_EASIEST_HOLDS * s->inputs + k], table);
    }
    thaw_table_note(table,
                    "first: by itself; total: with its interactions; rank: correlation of ranks "
                    "over the draws. %zu rows of a %s, %zu points solved; from, to: 95%% by "
                    "bootstrap.",
                    s->points, s->sobol ? "Sobol' sequence" : "Latin hypercube", s->evaluations);
}

static void knowledge_table(const thaw_inquiry *f, const ranked *order, bool all,
                            thaw_answer *answer)
{
    static const char *const names[] = {"lowest", "middle", "highest"};
    static const char *const heads[] = {"lowest third", "middle", "highest third"};
    thaw_table *table =
        thaw_answer_table(answer, "knowledge", "WHAT TO FIND OUT NEXT: %s", f->name);
    thaw_table_aside(table, "%% of draws in which it holds");
    thaw_table_text(table, "input", "");
    for (int t = 0; t < 3; t++) {
        char key[THAW_WORDS_MAX] = "";
        thaw_words_add(key, sizeof key, "%s_third_percent", names[t]);
        thaw_table_number(table, key, heads[t], 0);
    }
    thaw_table_number(table, "removed_percent", "removes", 1);
    thaw_table_number(table, "removed_low_percent", "from", 1);
    thaw_table_number(table, "removed_high_percent", "to", 1);
    for (size_t place = 0; place < f->inputs.dials.count; place++) {
        size_t k = order[place].input;
        thaw_table_row(table, !all && !matters(f, k) ? THAW_ROW_DATA : flag_of(place, all));
        thaw_cell_text(table, "%s", key_of(f, k));
        for (int t = 0; t < 3; t++)
            thaw_cell_number(table, 100 * f->knowledge[k].third[t].value);
        put_chance(f->knowledge[k].removed, table);
    }
    thaw_table_note(table,
                    "Thirds of the input's draws. removes: the part of the verdict's variance, in "
                    "%%, that would go on average if the input were known exactly; from, to: 95%% "
                    "by bootstrap. About 0 where it says nothing.%s",
                    all || f->inputs.dials.count <= LISTED ? "" : " --all lists every input.");
}

/* ---- all of it ---- */

void thaw_inquiry_say(thaw_inquiry *f, bool all, thaw_answer *answer)
{
    ranked *totals = rank(f, by_total), *removed = rank(f, by_removed);
    thaw_plan_share *shares = NULL;
    size_t count = 0;
    bool counted = thaw_plan_shares(f, &shares, &count);
    if (!totals || !removed || !counted) {
        answer->failed = true;
    } else {
        thaw_story_header(f->study, answer);
        say_question(f, answer);
        say_chance(f, answer);
        say_best(f, shares, count, answer);
        say_ranks(f, totals, removed, answer);
        if (!f->named)
            plans_table(f, shares, count, answer);
        deals_table(f, answer);
        values_table(f, answer);
        tornado_table(f, all, answer);
        indices_table(f, totals, all, answer);
        knowledge_table(f, removed, all, answer);
    }
    free(totals);
    free(removed);
    free(shares);
}
