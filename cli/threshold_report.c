/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds, margins and frontiers of a deal, in words and tables. */
#include "cli/threshold_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/phrases.h"
#include "cli/progress.h"
#include "cli/words.h"
#include "solvers/settings.h"

const char *thaw_probe_words(const thaw_study *study, const thaw_probe *probe, char *buffer)
{
    buffer[0] = '\0';
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%s",
                   probe->verdict == THAW_HOLDS    ? probe->tied ? "holds, tied" : "holds"
                   : probe->verdict == THAW_BREAKS ? "breaks"
                                                   : "is undecided as it stands");
    if (probe->verdict == THAW_BREAKS)
        thaw_words_add(buffer, THAW_PHRASE_MAX, ": %s departs in %s, to %s",
                       thaw_phrase_country(study, probe->player), probe->state, probe->action);
    return buffer;
}

static const char *shown(double value, char *buffer)
{
    thaw_number_show(value, thaw_input_digits(value), buffer, THAW_SHOWN_MAX);
    return buffer;
}

/* ---- one input at a time ---- */

/* A threshold and its place in the list. */
typedef struct ranked {
    const thaw_threshold *threshold;
    size_t index;
} ranked;

/* Nearness for sorting: the share of the plausible range; where there is none, a multiple of the
 * baseline that counts as farther than any share; last, what never changes. */
static double nearness(const thaw_threshold *t)
{
    static const double BEYOND = 1e6;
    if (t->crossing_count == 0)
        return INFINITY;
    if (!isnan(t->nearest))
        return t->nearest;
    double distance = fabs(t->crossings[thaw_nearest_crossing(t)].value - t->dial.baseline);
    return isnan(distance)         ? BEYOND * BEYOND
           : t->dial.baseline == 0 ? BEYOND + distance
                                   : BEYOND + distance / fabs(t->dial.baseline);
}

static int by_nearness(const void *one, const void *two)
{
    const ranked *a = one, *b = two;
    double near_a = nearness(a->threshold), near_b = nearness(b->threshold);
    if (near_a != near_b)
        return near_a < near_b ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* Where the verdict changes back: the next crossing on the same side of the baseline; NaN where
 * there is none. */
static double until(const thaw_threshold *t, size_t k, bool up)
{
    size_t next = up ? k + 1 : k - 1;
    return next < t->crossing_count ? t->crossings[next].value : (double)NAN;
}

/* "fell below", or "fell to" where nothing lies beyond. */
static const char *movement(const thaw_dial *dial, double value, bool up)
{
    if (up)
        return value >= dial->high ? "rose to" : "rose above";
    return value <= dial->low ? "fell to" : "fell below";
}

/* "if pressure.cost_us fell below 0.243 (now 0.5), down to 0.1": the baseline lies on the side of
 * the crossing that has its verdict. */
static void add_change(const thaw_threshold *t, size_t k, char *buffer)
{
    char limit[THAW_SHOWN_MAX], now[THAW_SHOWN_MAX], last[THAW_SHOWN_MAX];
    const thaw_crossing *c = &t->crossings[k];
    bool up = (t->baseline.verdict == THAW_HOLDS) == c->holds_below;
    double end = until(t, k, up);
    thaw_number_show(t->dial.baseline, THAW_SHORTEST, now, sizeof now);
    thaw_words_add(buffer, THAW_PHRASE_MAX, "if %s%s %s %s (now %s)", t->dial.key,
                   t->dial.kind == THAW_DIAL_PATIENCE
                       ? " (a factor on 1 - discount: more of it is less patient)"
                       : "",
                   movement(&t->dial, c->value, up), shown(c->value, limit), now);
    if (c->kind == THAW_JUMP)
        thaw_words_add(buffer, THAW_PHRASE_MAX, ", where %s",
                       c->cause == THAW_JUMP_REACHABLE ? "the states that can be reached change"
                                                       : "the punishment changes at one stroke");
    if (!isnan(end))
        thaw_words_add(buffer, THAW_PHRASE_MAX, ", %s to %s", up ? "up" : "down", shown(end, last));
}

/* What a scan went over. */
typedef struct scope {
    const thaw_dials *dials;
    bool named;   /* by --vary, not all there are */
    size_t first; /* so many of them, where there was no time for all; otherwise 0 */
} scope;

/* " of the first eight inputs"; nothing where there was time for all. */
static void add_first(const scope *of, char *buffer)
{
    char words[THAW_WORDS_MAX];
    if (of->first > 0)
        thaw_words_add(buffer, THAW_PHRASE_MAX, " of the first %s",
                       thaw_words_count(of->first, "input", "inputs", words));
}

/* A deal that is undecided somewhere may have another verdict there. */
static void add_undecided(const scope *of, const thaw_threshold *thresholds, size_t scanned,
                          char *buffer)
{
    char words[THAW_WORDS_MAX], from[THAW_SHOWN_MAX], to[THAW_SHOWN_MAX];
    size_t undecided = 0;
    for (size_t k = 0; k < scanned; k++)
        undecided += thresholds[k].undecided > 0;
    if (undecided == 0) {
        thaw_words_add(buffer, THAW_PHRASE_MAX, ".");
        return;
    }
    thaw_words_add(buffer, THAW_PHRASE_MAX, " for certain: ");
    const thaw_threshold *t = thresholds;
    if (!of->named || scanned > 1)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "it is undecided in part of the range of %s.",
                       thaw_words_count(undecided, "input", "inputs", words));
    else if (t->undecided == 1)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "at %s it is undecided.",
                       shown(t->doubtful[0], from));
    else
        thaw_words_add(buffer, THAW_PHRASE_MAX, "at %s, between %s and %s, it is undecided.",
                       thaw_words_count(t->undecided, "point", "points", words),
                       shown(t->doubtful[0], from), shown(t->doubtful[1], to));
}

/* " No change of leverage.linkage alone, from 0.5 to 0.7, is found to change that": of what was
 * looked at, as far as it was. */
static void add_nothing(const scope *of, char *buffer)
{
    char words[THAW_WORDS_MAX], from[THAW_SHOWN_MAX], to[THAW_SHOWN_MAX];
    const thaw_dial *first = of->dials->items;
    size_t count = of->dials->count, asked = 0;
    for (size_t k = 0; k < count; k++)
        asked += first[k].asked;
    thaw_words_add(buffer, THAW_PHRASE_MAX, " No change of ");
    if (of->named && count == 1)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s alone", first->key);
    else if (of->named && of->first == 0)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "one of the %s that were looked at",
                       thaw_words_count(count, "input", "inputs", words));
    else {
        thaw_words_add(buffer, THAW_PHRASE_MAX, of->first ? "one" : "one input");
        add_first(of, buffer);
        thaw_words_add(buffer, THAW_PHRASE_MAX, " alone");
    }
    if (asked && count == 1) {
        thaw_number_show(first->from, THAW_SHORTEST, from, sizeof from);
        thaw_number_show(first->to, THAW_SHORTEST, to, sizeof to);
        thaw_words_add(buffer, THAW_PHRASE_MAX, ", from %s to %s,", from, to);
    } else if (asked)
        thaw_words_add(buffer, THAW_PHRASE_MAX, ", within the intervals given,");
    thaw_words_add(buffer, THAW_PHRASE_MAX, " is found to change that");
}

/* t: the nearest of the thresholds, of so many inputs as were scanned. */
static void say_nearest(const thaw_study *study, const thaw_deal *deal, const thaw_threshold *t,
                        const thaw_threshold *thresholds, size_t scanned, const scope *over,
                        thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX], text[THAW_PHRASE_MAX], change[THAW_PHRASE_MAX] = "";
    char of[THAW_PHRASE_MAX] = "";
    add_first(over, of);
    size_t k = thaw_nearest_crossing(t);
    const thaw_probe *now = &t->baseline;
    thaw_deal_format(deal, name, sizeof name);
    thaw_probe_words(study, now, text);
    bool inside = t->dial.low <= t->dial.baseline && t->dial.baseline <= t->dial.high;
    if (k == t->crossing_count || !inside || now->verdict == THAW_UNDECIDED) {
        if (k == t->crossing_count && now->verdict != THAW_UNDECIDED && inside) {
            add_nothing(over, change);
            add_undecided(over, thresholds, scanned, change);
        }
        thaw_say(answer, THAW_SENTENCE, "%s %s.%s", name, text, change);
        return;
    }
    add_change(t, k, change);
    const thaw_probe *then = thaw_crossing_breaks(&t->crossings[k]);
    if (now->verdict == THAW_HOLDS)
        thaw_say(answer, THAW_SENTENCE,
                 "%s %s. Nearest%s: it would break %s: %s would depart in %s, "
                 "to %s.",
                 name, text, of, change, thaw_phrase_country(study, then->player), then->state,
                 then->action);
    else
        thaw_say(answer, THAW_SENTENCE, "%s %s. Nearest%s: it would hold %s.", name, text, of,
                 change);
}

/* The widest gap between two points of a scan, as a share of what is scanned evenly. */
static double gap_of(const thaw_threshold *t)
{
    double range = t->dial.to - t->dial.from;
    return range > 0 ? t->step / range : 0;
}

/* ", 1/32 of the plausible range (up to 25% of that of discount.1) and wider beyond it,": gaps of
 * scans with as many points as usual. Of discount factors and the like logarithms are scanned. */
static void add_gaps(const thaw_threshold *thresholds, size_t count, char *note)
{
    static const double EVEN = 1.0 / (THAW_SCAN_RANGE - 1), ROUNDING = 1e-6;
    const thaw_threshold *widest = thresholds;
    bool even = false, beyond = false, asked = false, ranged = true;
    for (size_t k = 0; k < count; k++) {
        const thaw_dial *dial = &thresholds[k].dial;
        beyond = beyond || dial->low < dial->from || dial->to < dial->high;
        asked = asked || dial->asked;
        ranged = ranged && thaw_dial_ranged(dial);
        even = even || gap_of(&thresholds[k]) <= EVEN * (1 + ROUNDING);
        widest = gap_of(&thresholds[k]) > gap_of(widest) ? &thresholds[k] : widest;
    }
    double most = ceil(100 * gap_of(widest) - ROUNDING);
    const char *range = asked    ? "range or interval"
                        : ranged ? "plausible range"
                                 : "range of what is accepted";
    if (even)
        thaw_words_add(note, THAW_PHRASE_MAX, ", 1/%d of the %s", THAW_SCAN_RANGE - 1, range);
    if (even && gap_of(widest) > EVEN * (1 + ROUNDING))
        thaw_words_add(note, THAW_PHRASE_MAX, " (up to %.0f%% of that of %s)", most,
                       widest->dial.key);
    if (!even)
        thaw_words_add(note, THAW_PHRASE_MAX, ", up to %.0f%% of the %s", most, range);
    thaw_words_add(note, THAW_PHRASE_MAX, "%s,", beyond ? " and wider beyond it" : "");
}

/* How fine the scan was. */
static void add_resolution(const thaw_threshold *thresholds, size_t count, char *note)
{
    char gap[THAW_SHOWN_MAX];
    const thaw_dial *dial = &thresholds[0].dial;
    bool standard = true;
    for (size_t k = 0; k < count; k++)
        standard = standard && thresholds[k].dial.points == 0;
    if (count == 1 && thresholds[0].step > 0) {
        thaw_number_show(thresholds[0].step, thaw_input_digits(thresholds[0].step), gap,
                         sizeof gap);
        thaw_words_add(note, THAW_PHRASE_MAX, "A window narrower than %s%s can have been missed.",
                       gap,
                       dial->low < dial->from || dial->to < dial->high
                           ? ", or than the gaps beyond the plausible range,"
                           : "");
        return;
    }
    thaw_words_add(note, THAW_PHRASE_MAX, "A window narrower than the gap between two points");
    if (standard)
        add_gaps(thresholds, count, note);
    thaw_words_add(note, THAW_PHRASE_MAX, " can have been missed.");
}

static size_t count_ranged(const thaw_threshold *thresholds, size_t count)
{
    size_t ranged = 0;
    for (size_t k = 0; k < count; k++)
        ranged += thaw_dial_ranged(&thresholds[k].dial);
    return ranged;
}

static void say_rest(const thaw_threshold *thresholds, size_t count, bool listed, thaw_table *table)
{
    size_t unchanged = 0, without = 0, undecided = 0, unsolved = 0, points = 0;
    char note[THAW_PHRASE_MAX] = "", w[THAW_WORDS_MAX];
    for (size_t k = 0; k < count; k++) {
        bool open = thresholds[k].crossing_count == 0 && thresholds[k].matters;
        unchanged += open && thresholds[k].undecided == 0;
        undecided += open && thresholds[k].undecided > 0;
        without += thresholds[k].matters ? 0 : 1;
        unsolved += thresholds[k].unsolved;
        points += thresholds[k].points;
    }
    if (unchanged && !listed)
        thaw_words_add(note, sizeof note,
                       "The verdict stays over the whole range of %s more (--all). ",
                       thaw_words_count(unchanged, "input", "inputs", w));
    if (undecided && !listed)
        thaw_words_add(note, sizeof note, "It is undecided in part of the range of %s (--all). ",
                       thaw_words_count(undecided, "input", "inputs", w));
    if (without && !listed)
        thaw_words_add(note, sizeof note, "No effect on the slack: %s. ",
                       thaw_words_count(without, "input", "inputs", w));
    thaw_words_add(note, sizeof note, "%zu points solved", points);
    if (unsolved)
        thaw_words_add(note, sizeof note, ", %zu could not be", unsolved);
    thaw_words_add(note, sizeof note, ". ");
    add_resolution(thresholds, count, note);
    const char *marks = thaw_crossing_marks(table);
    size_t ranged = count_ranged(thresholds, count);
    thaw_table_note(table, "%s%s%s%s%s", ranged ? "away: as a share of the plausible range. " : "",
                    ranged == count ? ""
                    : ranged        ? "Of some inputs no plausible range is known. "
                                    : "No plausible range is known. ",
                    marks, *marks ? " " : "", note);
}

static thaw_table *scan_table(const thaw_study *study, const thaw_deal *deal, const ranked *order,
                              size_t count, bool all, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_verdict now = order[0].threshold->baseline.verdict;
    thaw_table *table = thaw_answer_table(answer, name, "%s %s",
                                          now == THAW_HOLDS    ? "WHAT BREAKS"
                                          : now == THAW_BREAKS ? "WHAT MENDS"
                                                               : "WHAT CHANGES",
                                          name);
    bool ranged = false;
    for (size_t k = 0; k < count; k++)
        ranged = ranged || thaw_dial_ranged(&order[k].threshold->dial);
    thaw_table_aside(table, "nearest first");
    thaw_crossing_columns(table, ranged);
    for (size_t k = 0; k < count; k++) {
        const thaw_threshold *t = order[k].threshold;
        for (size_t c = 0; c < t->crossing_count; c++)
            thaw_crossing_row(study, t, &t->crossings[c], table);
        if (t->crossing_count == 0 && all)
            thaw_never_row(t, table);
    }
    return table;
}

/* How many inputs are scanned together: enough that all threads have work to the end, or one where
 * a point takes as long as other deals' inputs. */
static size_t group_size(const thaw_deal *deal)
{
    enum { GROUP = 8 };
    return deal->punishment.kind == THAW_HARSHEST ? 1 : GROUP;
}

/* Scans some inputs at a time; *done is of how many the thresholds are known. The time limit is no
 * failure where it comes after the first. */
static thaw_status scan_groups(const thaw_study *study, const thaw_deal *deal,
                               const thaw_dials *dials, bool quiet, thaw_threshold *thresholds,
                               size_t *done, thaw_fault *fault)
{
    thaw_progress_bar bar;
    thaw_progress_begin(&bar, "inputs", quiet);
    thaw_status status = THAW_OK;
    size_t group = group_size(deal);
    for (*done = 0; *done < dials->count && status == THAW_OK;) {
        size_t left = dials->count - *done, n = left < group ? left : group;
        status = thaw_threshold_scan(&study->setting, deal, dials->items + *done, n, &study->limits,
                                     study->threads, thresholds + *done, fault);
        *done += status == THAW_OK ? n : 0;
        thaw_progress_show(*done, dials->count, &bar);
    }
    thaw_progress_end(&bar);
    return status == THAW_ETIME && *done > 0 ? THAW_OK : status;
}

thaw_status thaw_report_scan(const thaw_options *options, const thaw_study *study,
                             const thaw_deal *deal, const thaw_dials *dials, json_t *list,
                             thaw_answer *answer, thaw_fault *fault)
{
    bool all = options->all || options->vary_count > 0;
    size_t count = 0;
    thaw_threshold *thresholds = calloc(dials->count + 1, sizeof *thresholds);
    ranked *order = calloc(dials->count + 1, sizeof *order);
    thaw_status status = THAW_ENOMEM;
    if (thresholds && order)
        status = scan_groups(study, deal, dials, options->quiet, thresholds, &count, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", dials->count);
    if (status == THAW_OK) {
        for (size_t k = 0; k < count; k++)
            order[k] = (ranked){&thresholds[k], k};
        qsort(order, count, sizeof *order, by_nearness);
        scope over = {dials, options->vary_count > 0, count < dials->count ? count : 0};
        say_nearest(study, deal, order[0].threshold, thresholds, count, &over, answer);
        say_rest(thresholds, count, all, scan_table(study, deal, order, count, all, answer));
        for (size_t k = 0; k < count; k++)
            json_array_append_new(list, thaw_threshold_json(study, deal, order[k].threshold));
        if (count < dials->count)
            thaw_answer_late(answer, "Thresholds of the inputs after these");
    }
    for (size_t k = 0; thresholds && k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
    free(thresholds);
    free(order);
    return status;
}

/* ---- all together ---- */

static void margin_table(const thaw_dials *dials, const thaw_margin *margin, const char *name,
                         thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "margin", "ALL AT ONCE: %s", name);
    thaw_table_text(table, "input", "");
    thaw_table_number(table, "now", "now", THAW_SHORTEST);
    thaw_table_number(table, "then", "then", THAW_SHORTEST);
    for (size_t k = 0; k < dials->count; k++) {
        if (margin->value[k] == dials->items[k].baseline)
            continue;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", dials->items[k].key);
        thaw_cell_number(table, dials->items[k].baseline);
        thaw_cell_number(table, margin->value[k]);
        thaw_cell_digits(table, thaw_input_digits(margin->value[k]) + 1);
    }
}

static json_t *margin_json(const thaw_study *study, const thaw_dials *dials,
                           const thaw_margin *margin, const char *name)
{
    json_t *object = json_object(), *moves = json_array();
    for (size_t k = 0; margin->found && k < dials->count; k++)
        if (margin->value[k] != dials->items[k].baseline)
            json_array_append_new(moves,
                                  json_pack("{s:s, s:o, s:o}", "parameter", dials->items[k].key,
                                            "baseline", thaw_json_number(dials->items[k].baseline),
                                            "value", thaw_json_number(margin->value[k])));
    const thaw_probe *probe =
        margin->baseline.verdict == THAW_HOLDS ? &margin->probe : &margin->baseline;
    bool departs = margin->found && probe->player >= 0;
    json_object_set_new(object, "deal", thaw_json_text(name));
    json_object_set_new(object, "holds_at_baseline",
                        margin->baseline.verdict == THAW_UNDECIDED
                            ? json_null()
                            : json_boolean(margin->baseline.verdict == THAW_HOLDS));
    json_object_set_new(object, "share",
                        thaw_json_number(margin->found ? margin->share : (double)NAN));
    json_object_set_new(
        object, "player",
        thaw_json_text(departs ? study->setting.game->player_name[probe->player] : NULL));
    json_object_set_new(object, "state", thaw_json_text(departs ? probe->state : NULL));
    json_object_set_new(object, "action", thaw_json_text(departs ? probe->action : NULL));
    json_object_set_new(object, "moves", moves);
    return object;
}

/* Inputs with a range to move in: "the three inputs", or the one by its name; "" where there are
 * none. */
static const char *movable(const thaw_dials *dials, size_t *count, char *buffer)
{
    char words[THAW_WORDS_MAX];
    buffer[0] = '\0';
    *count = 0;
    for (size_t k = 0; k < dials->count; k++)
        if (dials->items[k].to > dials->items[k].from && (*count)++ == 0)
            thaw_words_add(buffer, THAW_WORDS_MAX, "%s", dials->items[k].key);
    if (*count > 1)
        snprintf(buffer, THAW_WORDS_MAX, "the %.80s",
                 thaw_words_count(*count, "input", "inputs", words));
    return buffer;
}

static void say_margin(const thaw_study *study, const thaw_dials *dials, const thaw_margin *margin,
                       const char *name, thaw_answer *answer)
{
    char text[THAW_PHRASE_MAX], words[THAW_WORDS_MAX];
    size_t count = 0;
    const char *inputs = movable(dials, &count, words), *together = count > 1 ? " together" : "";
    const char *where = thaw_dials_where(dials, count == 1);
    const thaw_probe *then = &margin->probe;
    thaw_probe_words(study, &margin->baseline, text);
    if (margin->baseline.verdict == THAW_UNDECIDED)
        thaw_say(answer, THAW_SENTENCE, "%s %s.", name, text);
    else if (count == 0)
        thaw_say(answer, THAW_SENTENCE, "%s %s. No input has a range to move in.", name, text);
    else if (!margin->found)
        thaw_say(answer, THAW_SENTENCE,
                 "%s %s. No move of %s%s, within %s, is found to change that.", name, text, inputs,
                 together, where);
    else if (margin->baseline.verdict == THAW_HOLDS)
        thaw_say(answer, THAW_SENTENCE,
                 "%s %s. If %s moved%s by %.2f%% of %s, in the worst direction, it would break: %s "
                 "would depart in %s, to %s.",
                 name, text, inputs, together, 100 * margin->share, where,
                 thaw_phrase_country(study, then->player), then->state, then->action);
    else
        thaw_say(answer, THAW_SENTENCE,
                 "%s %s. If %s moved%s by %.2f%% of %s, in the best direction, it would hold.",
                 name, text, inputs, together, 100 * margin->share, where);
}

thaw_status thaw_report_margin(const thaw_study *study, const thaw_deal *deal,
                               const thaw_dials *dials, json_t *list, thaw_answer *answer,
                               thaw_fault *fault)
{
    thaw_margin margin;
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_status status = thaw_threshold_margin(&study->setting, deal, dials->items, dials->count,
                                               &study->limits, study->threads, &margin, fault);
    if (status != THAW_OK)
        return status;
    say_margin(study, dials, &margin, name, answer);
    if (margin.found)
        margin_table(dials, &margin, name, answer);
    json_array_append_new(list, margin_json(study, dials, &margin, name));
    thaw_margin_clear(&margin);
    return THAW_OK;
}

/* ---- two inputs ---- */

/* Where the deal holds, along one input. */
static const char *side_of(int holds)
{
    return holds > 0 ? "above" : holds < 0 ? "below" : NULL;
}

static json_t *point_json(const thaw_study *study, const thaw_frontier_point *p)
{
    const thaw_probe *breaks = &p->probe[1];
    double slack[2] = {p->probe[0].slack, p->probe[1].slack};
    return json_pack("{s:i, s:o, s:[o, o], s:o, s:o, s:s, s:s}", "curve", (int)p->curve, "value",
                     thaw_json_pair(p->value), "holds", thaw_json_text(side_of(p->holds[0])),
                     thaw_json_text(side_of(p->holds[1])), "slack", thaw_json_pair(slack), "player",
                     thaw_json_text(breaks->player >= 0
                                        ? study->setting.game->player_name[breaks->player]
                                        : NULL),
                     "state", breaks->state, "action", breaks->action);
}

static void frontier_table(const thaw_study *study, const thaw_dials *dials,
                           const thaw_frontier_point *points, size_t count, const char *name,
                           thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "frontier", "FRONTIER OF %s", name);
    thaw_table_number(table, "curve", "curve", 0);
    for (int k = 0; k < 2; k++)
        thaw_table_number(table, dials->items[k].key, dials->items[k].key, 4);
    for (int k = 0; k < 2; k++) {
        thaw_table_text(table, k ? "holds_second" : "holds_first", "");
        thaw_table_hide(table);
    }
    thaw_table_text(table, "player", "who");
    thaw_table_text(table, "state", "departs in");
    thaw_table_text(table, "action", "to");
    for (size_t k = 0; k < count; k++) {
        const thaw_probe *breaks = &points[k].probe[1];
        thaw_table_row(table, 0);
        thaw_cell_number(table, (double)points[k].curve + 1);
        for (int i = 0; i < 2; i++) {
            thaw_cell_number(table, points[k].value[i]);
            thaw_cell_digits(table, thaw_input_digits(points[k].value[i]) + 1);
            if (points[k].holds[i])
                thaw_cell_mark(table, 0, points[k].holds[i] > 0 ? '+' : '-');
        }
        for (int i = 0; i < 2; i++)
            thaw_cell_text(table, "%s", points[k].holds[i] ? side_of(points[k].holds[i]) : "");
        thaw_cell_text(table, "%s",
                       breaks->player >= 0 ? study->setting.game->player_name[breaks->player] : "");
        thaw_cell_text(table, "%s", breaks->state);
        thaw_cell_text(table, "%s", breaks->action);
    }
    thaw_table_note(table, "+, -: the deal holds with more of it, or less; where both inputs are "
                           "marked, of both at once.");
}

static thaw_status check_ranges(const thaw_dials *dials, thaw_fault *fault)
{
    for (size_t k = 0; k < 2; k++)
        if (!(dials->items[k].to > dials->items[k].from) ||
            !(dials->items[k].asked || thaw_dial_ranged(&dials->items[k]))) {
            thaw_fail_key(fault, THAW_EARG, dials->items[k].key,
                          "%s has no plausible range to trace a frontier over",
                          dials->items[k].key);
            thaw_fault_help(fault, "give one, as in %s=LO:HI", dials->items[k].key);
            return THAW_EARG;
        }
    return THAW_OK;
}

/* "the plausible ranges of A and B", or how far each was asked for. */
static void add_square(const thaw_dials *dials, char *buffer)
{
    const thaw_dial *d = dials->items;
    if (!d[0].asked && !d[1].asked) {
        thaw_words_add(buffer, THAW_PHRASE_MAX, "Within the plausible ranges of %s and %s",
                       d[0].key, d[1].key);
        return;
    }
    for (int k = 0; k < 2; k++) {
        char from[THAW_SHOWN_MAX], to[THAW_SHOWN_MAX];
        thaw_number_show(d[k].from, THAW_SHORTEST, from, sizeof from);
        thaw_number_show(d[k].to, THAW_SHORTEST, to, sizeof to);
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s %s from %s to %s", k ? " and" : "With",
                       d[k].key, from, to);
    }
}

thaw_status thaw_report_frontier(const thaw_study *study, const thaw_deal *deal,
                                 const thaw_dials *dials, json_t *list, thaw_answer *answer,
                                 thaw_fault *fault)
{
    thaw_frontier_point *points = NULL;
    size_t count = 0;
    char name[THAW_DEAL_NAME_MAX], words[THAW_WORDS_MAX], square[THAW_PHRASE_MAX] = "";
    const char *first = dials->items[0].key, *second = dials->items[1].key;
    thaw_deal_format(deal, name, sizeof name);
    thaw_status status = check_ranges(dials, fault);
    if (status == THAW_OK)
        status = thaw_threshold_frontier(&study->setting, deal, dials->items, &study->limits,
                                         study->threads, &points, &count, fault);
    if (status != THAW_OK)
        return status;
    add_square(dials, square);
    size_t curves = count ? points[count - 1].curve + 1 : 0;
    if (curves)
        thaw_say(answer, THAW_SENTENCE,
                 "%s the verdict on %s changes along %s, as far as five scans along each input "
                 "see.",
                 square, name, thaw_words_count(curves, "curve", "curves", words));
    else
        thaw_say(answer, THAW_SENTENCE,
                 "%s the verdict on %s does not change, as far as five scans along each input "
                 "see.",
                 square, name);
    if (curves)
        frontier_table(study, dials, points, count, name, answer);
    json_t *of = json_array();
    for (size_t k = 0; k < count; k++)
        json_array_append_new(of, point_json(study, &points[k]));
    json_array_append_new(list, json_pack("{s:s, s:[s, s], s:o}", "deal", name, "parameters", first,
                                          second, "points", of));
    free(points);
    return THAW_OK;
}
