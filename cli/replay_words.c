/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a replay says in sentences. */
#include "cli/replay_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/words.h"
#include "solvers/statistics.h"

enum { TEXT_MAX = 2048, RULES_NAMED = 3, RULE_NAME_MAX = 64 };

/* "2018-01 to 2018-07", "2018-01". */
static const char *span_words(const thaw_replay *r, thaw_stretch stretch, char *buffer)
{
    char first[THAW_MONTH_TEXT_MAX], last[THAW_MONTH_TEXT_MAX];
    const thaw_recorded *months = r->record.months + stretch.first;
    thaw_month_format(months[0].month, first);
    thaw_month_format(months[stretch.count - 1].month, last);
    if (stretch.count == 1)
        snprintf(buffer, THAW_WORDS_MAX, "%s", first);
    else
        snprintf(buffer, THAW_WORDS_MAX, "%s to %s", first, last);
    return buffer;
}

/* "27.1%, 95% interval 19.2% to 36.8%". */
static const char *share_words(size_t hits, size_t count, char *buffer)
{
    thaw_band share = thaw_wilson(hits, count);
    snprintf(buffer, THAW_WORDS_MAX, "%.1f%%, 95%% interval %.1f%% to %.1f%%", 100 * share.value,
             100 * share.low, 100 * share.high);
    return buffer;
}

static void say_record(const thaw_replay *r, thaw_answer *answer)
{
    thaw_stretch longest;
    char months[THAW_WORDS_MAX], span[THAW_WORDS_MAX], share[THAW_WORDS_MAX];
    size_t low = 0, frozen = 0, end = r->window.first + r->window.count;
    size_t idle = thaw_record_idle(&r->record, r->window.first, r->window.count, &longest);
    for (size_t k = r->window.first; k < end; k++) {
        low += r->record.months[k].confidence == THAW_CONFIDENCE_LOW;
        frozen += r->record.months[k].frozen;
    }
    thaw_words_count(r->window.count, "month", "months", months);
    char text[TEXT_MAX] = "";
    thaw_words_add(text, sizeof text, "The record: %s, %s", months, span_words(r, r->window, span));
    if (low > 0)
        thaw_words_add(text, sizeof text, ", %zu coded with low confidence", low);
    if (idle == 0)
        thaw_words_add(text, sizeof text, ". China made some effort in all of them");
    else
        thaw_words_add(
            text, sizeof text, ". China made no effort in %zu (%s), at most %zu in a row, %s", idle,
            share_words(idle, r->window.count, share), longest.count, span_words(r, longest, span));
    if (frozen == 0)
        thaw_words_add(text, sizeof text, "; the channel stood open.");
    else
        thaw_words_add(text, sizeof text, "; the channel stood frozen in %zu.", frozen);
    thaw_say(answer, THAW_SENTENCE, "%s", text);
}

static void say_agreement(const thaw_replay *r, thaw_answer *answer)
{
    char share[THAW_WORDS_MAX];
    for (size_t j = 0; j < r->shown_count; j++) {
        const thaw_conduct *c = &r->conducts[r->shown[j]];
        const thaw_agreement *us = &c->agreement[THAW_US], *china = &c->agreement[THAW_CHINA];
        char text[TEXT_MAX] = "";
        thaw_words_add(text, sizeof text,
                       "%s: Washington did what it asks for in %.0f%% of months, Beijing in %s",
                       c->best                           ? "The Nash-best deal"
                       : strcmp(c->kind, "no-deal") == 0 ? "No deal"
                                                         : c->name,
                       100 * (double)us->agree / (double)us->months,
                       share_words(china->agree, china->months, share));
        if (china->least < china->most)
            thaw_words_add(text, sizeof text,
                           "; %.0f%% to %.0f%% as the months of low confidence may have been",
                           100 * (double)china->least / (double)china->months,
                           100 * (double)china->most / (double)china->months);
        if (c->best)
            thaw_words_add(text, sizeof text, ". It is %s", c->name);
        thaw_say(answer, THAW_SENTENCE, "%s.", text);
    }
    if (r->best.nash == THAW_NO_DEAL_BEST)
        thaw_say(answer, THAW_SENTENCE, "No deal that holds is better for both than none.");
}

/* "partial", "full and full_calm alike", "seven rules alike", "none". */
static const char *best_words(const thaw_replay *r, int who, size_t e, char *buffer)
{
    char names[RULES_NAMED][RULE_NAME_MAX];
    const char *items[RULES_NAMED] = {names[0], names[1], names[2]};
    const thaw_era *era = &r->eras[e];
    if (era->alike[who] == 0) {
        snprintf(buffer, THAW_WORDS_MAX, "none");
    } else if (era->alike[who] > RULES_NAMED) {
        thaw_words_count(era->alike[who], "rule", "rules", buffer);
    } else {
        size_t named = 0;
        for (size_t k = 0; k < r->conduct_count && named < RULES_NAMED; k++)
            if (thaw_replay_describes(r, k, who, e))
                snprintf(names[named++], RULE_NAME_MAX, "%.60s", r->conducts[k].name);
        thaw_words_list(items, named, "and", buffer);
    }
    if (era->alike[who] > 1)
        thaw_words_add(buffer, THAW_WORDS_MAX, " alike");
    return buffer;
}

/* "2018-19 partial (0.52 a month; even chances 0.25)" for each era. */
static void say_fits(const thaw_replay *r, int who, const char *what, thaw_answer *answer)
{
    char text[TEXT_MAX] = "", best[THAW_WORDS_MAX];
    bool none = false;
    const thaw_conduct *even = &r->conducts[r->conduct_count - 1];
    for (size_t e = 0; e < r->era_count; e++) {
        const thaw_era *era = &r->eras[e];
        double months = (double)era->window.count;
        thaw_words_add(text, sizeof text, "%s%.40s%s%s (", e > 0 ? ", " : "",
                       r->era_count == 1       ? ""
                       : e + 1 == r->era_count ? "all months"
                                               : era->name,
                       r->era_count == 1 ? "" : " ", best_words(r, who, e, best));
        if (era->alike[who] > 0)
            thaw_words_add(text, sizeof text, "%.3f a month; ",
                           exp(r->conducts[era->best[who]].log_likelihood[who][e] / months));
        thaw_words_add(text, sizeof text, "even chances %.3f)",
                       exp(even->log_likelihood[who][e] / months));
        none = none || era->alike[who] == 0;
    }
    thaw_say(answer, THAW_SENTENCE, "%s %s.%s", what, text,
             none ? " None: under each rule here what is recorded of some month has no chance."
                  : "");
}

static void say_surprises(const thaw_replay *r, thaw_answer *answer)
{
    char first[THAW_MONTH_TEXT_MAX];
    char more[THAW_WORDS_MAX] = "";
    size_t count = 0, most = 0, alike = 0;
    for (size_t t = 0; t < r->window.count; t++) {
        if (!thaw_replay_surprises(r, t))
            continue;
        bool first_of_them = count++ == 0;
        double chance = thaw_replay_best_chance(r, t), least = thaw_replay_best_chance(r, most);
        if (first_of_them || chance < least) {
            most = t;
            alike = 0;
        } else if (chance == least)
            alike++;
    }
    if (count == 0)
        return;
    if (alike > 0)
        snprintf(more, sizeof more, " and %zu more alike", alike);
    thaw_month_format(r->record.months[r->window.first + most].month, first);
    if (count == 1)
        thaw_say(answer, THAW_SENTENCE,
                 "%s surprises: no rule here makes what is recorded likelier than even chances do.",
                 first);
    else
        thaw_say(answer, THAW_SENTENCE,
                 "%zu of %zu months surprise: no rule here makes what is recorded likelier than "
                 "even chances do. Most of all %s%s.",
                 count, r->window.count, first, more);
}

/* "18.1%"; what would print as none is "less than 0.1%". */
static const char *percent_words(double chance, char *buffer)
{
    static const double PRINTED = 0.0005;
    if (chance > 0 && chance < PRINTED)
        snprintf(buffer, THAW_WORDS_MAX, "less than 0.1%%");
    else
        snprintf(buffer, THAW_WORDS_MAX, "%.1f%%", 100 * chance);
    return buffer;
}

/* "in 18.1% of cases (19.8% if tension moves as it did)". Beyond the law's horizon a freeze lasts
 * so long at most as often as to the horizon. */
static const char *so_long_words(const thaw_freeze_law *law, char *buffer)
{
    char share[THAW_WORDS_MAX];
    if (isfinite(law->as_long))
        snprintf(buffer, THAW_WORDS_MAX, "in %.30s of cases", percent_words(law->as_long, share));
    else
        snprintf(buffer, THAW_WORDS_MAX, "in no more than %.30s of cases",
                 percent_words(ceil(1000 * law->longer[THAW_FREEZE_MONTHS]) / 1000, share));
    if (isfinite(law->as_it_went))
        thaw_words_add(buffer, THAW_WORDS_MAX, " (%s if tension moves as it did)",
                       percent_words(law->as_it_went, share));
    else
        thaw_words_add(buffer, THAW_WORDS_MAX, "; that tension moves as it did has no chance");
    return buffer;
}

static void say_freezes(const thaw_replay *r, thaw_answer *answer)
{
    char span[THAW_WORDS_MAX], months[THAW_WORDS_MAX], mean[THAW_WORDS_MAX],
        so_long[THAW_WORDS_MAX];
    for (size_t k = 0; k < r->freeze_count; k++) {
        const thaw_freeze_view *view = &r->freezes[k];
        const thaw_freeze_law *law = &view->by[0].law;
        thaw_say(answer, THAW_SENTENCE,
                 "The freeze of %s%s lasted %s%s. With no deal, one that begins so lasts %s on "
                 "average, and so long or longer %s.",
                 span_words(r, view->freeze, span),
                 view->span.early ? ", there already as the record begins," : "",
                 view->span.censored || view->span.early ? "at least " : "",
                 thaw_words_months(view->span.months, months), thaw_words_months(law->mean, mean),
                 so_long_words(law, so_long));
    }
}

static void say_tension(const thaw_replay *r, thaw_answer *answer)
{
    char text[TEXT_MAX] = "";
    int outside = 0;
    for (int from = 0; from < THAW_TENSIONS; from++)
        for (int to = 0; to < THAW_TENSIONS; to++)
            if (thaw_replay_outside(r, from, to))
                thaw_words_add(text, sizeof text, "%s%s to %s", outside++ ? ", " : "",
                               thaw_tension_name((thaw_tension)from),
                               thaw_tension_name((thaw_tension)to));
    if (outside == 0)
        thaw_say(answer, THAW_SENTENCE,
                 "The scenario's chances of tension all lie within the record's 95%% intervals.");
    else
        thaw_say(answer, THAW_SENTENCE,
                 "Chances of tension that lie outside the record's 95%% intervals: %s.", text);
}

void thaw_replay_tell(const thaw_replay *r, thaw_answer *answer)
{
    say_record(r, answer);
    say_agreement(r, answer);
    say_fits(r, THAW_CHINA, "What describes Beijing's conduct best, by likelihood:", answer);
    say_fits(r, THAW_BOTH, "Both sides':", answer);
    say_surprises(r, answer);
    say_freezes(r, answer);
    say_tension(r, answer);
}
