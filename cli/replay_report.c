/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replay in tables. */
#include "cli/replay_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/replay_words.h"
#include "cli/words.h"

enum {
    SHARE_DIGITS = 2,
    CHANCE_DIGITS = 3,
    MONTH_DIGITS = 1,
    SURPRISES = 10,
    PAIR_MAX = 64,
    EXPLAINING_MAX = 4096
};

static const double FOR_SURE = 1 - 1e-9;

/* Log likelihoods, which are sums over months, closer than this are the same but for rounding. */
static const double ALIKE = 1e-9;

const char *thaw_replay_side(int who)
{
    static const char *const names[] = {"us", "china", "both"};
    return names[who];
}

int thaw_replay_phase(const thaw_conduct *c, size_t t)
{
    return c->rule.phases == 2 && c->fits[THAW_BOTH].away[t] > 1.0 / 2;
}

thaw_would thaw_replay_would(const thaw_replay *r, const thaw_conduct *c, int phase, size_t k,
                             int player)
{
    double acts[THAW_ACTS_MOST];
    int state = thaw_record_state(&r->record, k), recorded = thaw_record_act(&r->record, k, player);
    thaw_rule_acts(&r->study.setting, &c->rule, phase, state, player, acts);
    thaw_would would = {.act = recorded, .recorded = acts[recorded]};
    for (int act = 0; act < THAW_ACTS_MOST; act++)
        if (acts[act] > acts[would.act] + (1 - FOR_SURE))
            would.act = act;
    would.chance = acts[would.act];
    would.agrees = would.act == recorded;
    return would;
}

const char *thaw_replay_act_name(const thaw_replay *r, size_t k, int player, int act)
{
    return thaw_act_name(player, thaw_fentanyl_frozen(thaw_record_state(&r->record, k)), act);
}

bool thaw_replay_describes(const thaw_replay *r, size_t rule, int who, size_t era)
{
    double most = r->conducts[r->eras[era].best[who]].log_likelihood[who][era];
    return r->conducts[rule].rule.profile && isfinite(most) &&
           r->conducts[rule].log_likelihood[who][era] >= most - ALIKE;
}

bool thaw_replay_explains(const thaw_replay *r, size_t rule, size_t t)
{
    double most = thaw_replay_best_chance(r, t);
    return r->conducts[rule].rule.profile && most > 0 &&
           r->conducts[rule].fits[THAW_BOTH].chance[t] >= most * (1 - ALIKE);
}

double thaw_replay_best_chance(const thaw_replay *r, size_t t)
{
    return r->conducts[r->explained[t]].fits[THAW_BOTH].chance[t];
}

bool thaw_replay_surprises(const thaw_replay *r, size_t t)
{
    const thaw_conduct *even = &r->conducts[r->conduct_count - 1];
    return thaw_replay_best_chance(r, t) < even->fits[THAW_BOTH].chance[t];
}

bool thaw_replay_outside(const thaw_replay *r, int from, int to)
{
    const double *interval = r->tension.interval[from][to];
    double in_use = r->tension.in_use[from][to];
    return in_use < interval[0] || in_use > interval[1];
}

/* ---- month by month ---- */

static bool is_doubtful(const thaw_replay *r, size_t k)
{
    thaw_move least, most;
    thaw_recorded_band(&r->record.months[k], &least, &most);
    return least != most;
}

/* "pressure/partial?". */
static void put_recorded(const thaw_replay *r, size_t k, thaw_table *table)
{
    thaw_cell_text(
        table, "%s/%s%s",
        thaw_replay_act_name(r, k, THAW_US, thaw_record_act(&r->record, k, THAW_US)),
        thaw_replay_act_name(r, k, THAW_CHINA, thaw_record_act(&r->record, k, THAW_CHINA)),
        is_doubtful(r, k) ? "?" : "");
}

/* "=/none": the US as recorded, China otherwise; "~" behind what is only the likeliest. */
static const char *beside(const thaw_replay *r, const thaw_conduct *c, int phase, size_t k,
                          char buffer[PAIR_MAX])
{
    buffer[0] = '\0';
    for (int i = 0; i < 2; i++) {
        thaw_would would = thaw_replay_would(r, c, phase, k, i);
        thaw_words_add(buffer, PAIR_MAX, "%s%s%s", i ? "/" : "",
                       would.agrees ? "=" : thaw_replay_act_name(r, k, i, would.act),
                       would.chance < FOR_SURE ? "~" : "");
    }
    return buffer;
}

/* "L" listed, "F" begins frozen. */
static const char *flags_of(int state)
{
    static const char *const flags[] = {"", "F", "L", "LF"};
    return flags[(thaw_fentanyl_listed(state) ? 2 : 0) + (thaw_fentanyl_frozen(state) ? 1 : 0)];
}

static void put_situation(const thaw_replay *r, size_t k, thaw_table *table)
{
    int state = thaw_record_state(&r->record, k);
    thaw_cell_text(table, "%s", thaw_tension_name(thaw_fentanyl_tension(state)));
    thaw_cell_text(table, "%s", flags_of(state));
}

static void situation_columns(thaw_table *table)
{
    thaw_table_text(table, "tension", "tension");
    thaw_table_text(table, "flags", "");
}

static const char *head_of(const thaw_conduct *c)
{
    return c->deal && !c->best ? c->deal->plan : c->label;
}

static void marks_note(const char *all, thaw_table *table)
{
    thaw_table_note(
        table,
        "n: months. US first; as the month began: L on the Majors List, F channel frozen. =: as "
        "recorded. ~: the likeliest of a mix. ?: another effort is about as credible.%s",
        all);
}

static void shown_columns(const thaw_replay *r, thaw_table *table)
{
    for (size_t j = 0; j < r->shown_count; j++) {
        const thaw_conduct *c = &r->conducts[r->shown[j]];
        char name[THAW_DEAL_NAME_MAX + 16];
        snprintf(name, sizeof name, "%s_beside", c->name);
        thaw_table_text(table, name, head_of(c));
    }
}

static void shown_cells(const thaw_replay *r, size_t k, thaw_table *table)
{
    char pair[PAIR_MAX];
    for (size_t j = 0; j < r->shown_count; j++)
        thaw_cell_text(table, "%s", beside(r, &r->conducts[r->shown[j]], 0, k, pair));
}

/* Columns for programs alone. */
static void data_text(thaw_table *table, const char *name)
{
    thaw_table_text(table, name, name);
    thaw_table_hide(table);
}

static void data_number(thaw_table *table, const char *name)
{
    thaw_table_number(table, name, name, CHANCE_DIGITS);
    thaw_table_hide(table);
}

static void month_columns(const thaw_replay *r, thaw_table *table)
{
    static const char *const texts[] = {"era",          "state",    "confidence",   "us",
                                        "china",        "effort",   "effort_least", "effort_most",
                                        "explained_by", "as_likely"};
    char name[THAW_DEAL_NAME_MAX + 16];
    thaw_table_text(table, "month", "month");
    situation_columns(table);
    thaw_table_text(table, "recorded", "recorded");
    shown_columns(r, table);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        data_text(table, texts[k]);
    data_number(table, "explained_chance");
    for (size_t k = 0; k < r->conduct_count; k++) {
        const thaw_conduct *c = &r->conducts[k];
        if (!c->rule.profile)
            continue;
        static const char *const tails[] = {"us", "china", "us_chance", "china_chance"};
        for (int t = 0; t < 4; t++) {
            snprintf(name, sizeof name, "%s_%s", c->name, tails[t]);
            if (t < 2)
                data_text(table, name);
            else
                data_number(table, name);
        }
    }
    data_text(table, "events");
}

/* The rule that explains month t best, and the others that do so as well: "full_calm;partial". */
static void put_explaining(const thaw_replay *r, size_t t, thaw_table *table)
{
    char others[EXPLAINING_MAX] = "";
    if (thaw_replay_best_chance(r, t) > 0)
        thaw_cell_text(table, "%s", r->conducts[r->explained[t]].name);
    else
        thaw_cell_missing(table);
    for (size_t k = 0; k < r->conduct_count; k++)
        if (k != r->explained[t] && thaw_replay_explains(r, k, t))
            thaw_words_add(others, sizeof others, "%s%s", others[0] ? ";" : "",
                           r->conducts[k].name);
    if (others[0])
        thaw_cell_text(table, "%s", others);
    else
        thaw_cell_missing(table);
}

static void month_row(const thaw_replay *r, size_t t, thaw_table *table)
{
    size_t k = r->window.first + t;
    const thaw_recorded *month = &r->record.months[k];
    char text[THAW_MONTH_TEXT_MAX];
    thaw_move least, most;
    thaw_recorded_band(month, &least, &most);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", thaw_month_format(month->month, text));
    put_situation(r, k, table);
    put_recorded(r, k, table);
    shown_cells(r, k, table);
    thaw_cell_text(table, "%s", month->era);
    thaw_cell_text(table, "%s", thaw_fentanyl_state_name(thaw_record_state(&r->record, k)));
    thaw_cell_text(table, "%s", thaw_confidence_name(month->confidence));
    for (int i = 0; i < 2; i++)
        thaw_cell_text(table, "%s",
                       thaw_replay_act_name(r, k, i, thaw_record_act(&r->record, k, i)));
    thaw_cell_text(table, "%s", thaw_move_name(month->effort));
    thaw_cell_text(table, "%s", thaw_move_name(least));
    thaw_cell_text(table, "%s", thaw_move_name(most));
    put_explaining(r, t, table);
    thaw_cell_number(table, thaw_replay_best_chance(r, t));
    for (size_t c = 0; c < r->conduct_count; c++) {
        if (!r->conducts[c].rule.profile)
            continue;
        thaw_would would[2] = {thaw_replay_would(r, &r->conducts[c], 0, k, THAW_US),
                               thaw_replay_would(r, &r->conducts[c], 0, k, THAW_CHINA)};
        for (int i = 0; i < 2; i++)
            thaw_cell_text(table, "%s", thaw_replay_act_name(r, k, i, would[i].act));
        for (int i = 0; i < 2; i++)
            thaw_cell_number(table, would[i].recorded);
    }
    thaw_cell_text(table, "%s", month->events);
}

static void months_table(const thaw_replay *r, bool all, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "months", "MONTH BY MONTH");
    table->data_only = !all;
    month_columns(r, table);
    for (size_t t = 0; t < r->window.count; t++)
        month_row(r, t, table);
    marks_note("", table);
}

/* Whether month k reads as the one before it. */
static bool reads_alike(const thaw_replay *r, size_t k)
{
    const thaw_record *record = &r->record;
    for (int i = 0; i < 2; i++)
        if (thaw_record_act(record, k, i) != thaw_record_act(record, k - 1, i))
            return false;
    return thaw_record_state(record, k) == thaw_record_state(record, k - 1) &&
           is_doubtful(r, k) == is_doubtful(r, k - 1);
}

static void stretches_table(const thaw_replay *r, bool all, thaw_answer *answer)
{
    char text[THAW_MONTH_TEXT_MAX];
    size_t end = r->window.first + r->window.count;
    thaw_table *table = thaw_answer_table(answer, "stretches", "THE MONTHS, LIKE ONES TOGETHER");
    table->data_only = all;
    thaw_table_text(table, "from", "from");
    thaw_table_number(table, "months", "n", 0);
    situation_columns(table);
    thaw_table_text(table, "recorded", "recorded");
    shown_columns(r, table);
    for (size_t k = r->window.first, last; k < end; k = last) {
        last = k + 1;
        while (last < end && reads_alike(r, last))
            last++;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", thaw_month_format(r->record.months[k].month, text));
        thaw_cell_number(table, (double)(last - k));
        put_situation(r, k, table);
        put_recorded(r, k, table);
        shown_cells(r, k, table);
    }
    marks_note(" --all: every month.", table);
}

/* ---- agreement ---- */

static void put_share(size_t hits, size_t count, thaw_table *table)
{
    thaw_cell_number(table, (double)hits / (double)count);
}

static void agreement_row(const thaw_conduct *c, thaw_table *table)
{
    const thaw_agreement *us = &c->agreement[THAW_US], *china = &c->agreement[THAW_CHINA],
                         *both = &c->agreement[THAW_BOTH];
    thaw_table_row(table, c->repeats ? THAW_ROW_DATA : 0);
    thaw_cell_text(table, "%s", c->label);
    thaw_cell_text(table, "%s", c->name);
    put_share(us->agree, us->months, table);
    thaw_cell_pair(table, us->interval[0], us->interval[1]);
    put_share(china->agree, china->months, table);
    thaw_cell_pair(table, china->interval[0], china->interval[1]);
    thaw_cell_pair(table, (double)china->least / (double)china->months,
                   (double)china->most / (double)china->months);
    put_share(both->agree, both->months, table);
    thaw_cell_pair(table, both->interval[0], both->interval[1]);
    thaw_cell_number(table, c->idle / (double)us->months);
}

static void agreement_table(const thaw_replay *r, thaw_answer *answer)
{
    thaw_stretch longest;
    size_t idle = thaw_record_idle(&r->record, r->window.first, r->window.count, &longest);
    thaw_table *table = thaw_answer_table(answer, "agreement", "HOW OFTEN THE RECORD AGREES");
    thaw_table_aside(table, "share of months");
    thaw_table_sides(table, "low", "high");
    thaw_table_text(table, "label", "rule");
    thaw_table_text(table, "rule", "name");
    thaw_table_hide(table);
    thaw_table_number(table, "us", "us", SHARE_DIGITS);
    thaw_table_pair(table, "us_95", "95%", SHARE_DIGITS);
    thaw_table_number(table, "china", "china", SHARE_DIGITS);
    thaw_table_pair(table, "china_95", "95%", SHARE_DIGITS);
    thaw_table_pair(table, "china_band", "band", SHARE_DIGITS);
    thaw_table_number(table, "both", "both", SHARE_DIGITS);
    thaw_table_pair(table, "both_95", "95%", SHARE_DIGITS);
    thaw_table_hide(table);
    thaw_table_number(table, "no_effort", "idle", SHARE_DIGITS);
    for (size_t k = 0; k < r->conduct_count; k++)
        if (r->conducts[k].rule.profile)
            agreement_row(&r->conducts[k], table);
    thaw_table_note(
        table,
        "Wilson's intervals. Band: if months of low confidence never agree, or agree "
        "where any credible effort does. Idle: expected share of months without effort; "
        "recorded %.2f. A deal's months are its plan's.",
        (double)idle / (double)r->window.count);
}

/* ---- surprises ---- */

typedef struct surprise {
    size_t t;
    double chance;
} surprise;

static int by_chance(const void *one, const void *two)
{
    const surprise *a = one, *b = two;
    if (a->chance != b->chance)
        return a->chance < b->chance ? -1 : 1;
    return a->t < b->t ? -1 : a->t > b->t;
}

/* How many rules explain month t as well as the one that is named. */
static size_t others_explaining(const thaw_replay *r, size_t t)
{
    size_t others = 0;
    for (size_t k = 0; k < r->conduct_count; k++)
        others += k != r->explained[t] && thaw_replay_explains(r, k, t);
    return others;
}

static void surprise_row(const thaw_replay *r, const surprise *s, unsigned flags, thaw_table *table)
{
    char text[THAW_MONTH_TEXT_MAX], pair[PAIR_MAX];
    size_t k = r->window.first + s->t;
    const thaw_conduct *c = &r->conducts[r->explained[s->t]];
    const thaw_recorded *month = &r->record.months[k];
    thaw_table_row(table, flags | (month->events[0] ? THAW_ROW_DETAIL : 0));
    thaw_cell_text(table, "%s", thaw_month_format(month->month, text));
    put_situation(r, k, table);
    put_recorded(r, k, table);
    thaw_cell_number(table, s->chance);
    if (s->chance > 0) {
        int phase = thaw_replay_phase(c, s->t);
        char more[THAW_WORDS_MAX] = "";
        size_t others = others_explaining(r, s->t);
        if (others > 0)
            snprintf(more, sizeof more, " +%zu", others);
        thaw_cell_text(table, "%s%s%s", c->label, phase ? ", punishing" : "", more);
        thaw_cell_text(table, "%s", c->name);
        thaw_cell_text(table, "%s", beside(r, c, phase, k, pair));
    } else {
        thaw_cell_text(table, "none");
        thaw_cell_missing(table);
        thaw_cell_missing(table);
    }
    thaw_cell_number(table, r->conducts[r->conduct_count - 1].fits[THAW_BOTH].chance[s->t]);
    thaw_cell_text(table, "%s", month->events);
}

static void surprises_table(const thaw_replay *r, bool all, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "surprises", "MONTHS THAT SURPRISE");
    surprise *list = calloc(r->window.count, sizeof *list);
    thaw_table_text(table, "month", "month");
    situation_columns(table);
    thaw_table_text(table, "recorded", "recorded");
    thaw_table_number(table, "chance", "chance", CHANCE_DIGITS);
    thaw_table_text(table, "best_label", "likeliest under");
    thaw_table_text(table, "best_rule", "rule");
    thaw_table_hide(table);
    thaw_table_text(table, "would", "it would");
    data_number(table, "even_chance");
    thaw_table_detail(table, "events", "events");
    for (size_t t = 0; list && t < r->window.count; t++)
        list[t] = (surprise){t, thaw_replay_best_chance(r, t)};
    if (list)
        qsort(list, r->window.count, sizeof *list, by_chance);
    size_t shown = 0, alike = 0;
    for (size_t j = 0; list && j < r->window.count; j++) {
        bool show = thaw_replay_surprises(r, list[j].t) && (all || shown < SURPRISES);
        shown += show;
        alike += show && others_explaining(r, list[j].t) > 0;
        surprise_row(r, &list[j], show ? 0 : THAW_ROW_DATA, table);
    }
    table->data_only = shown == 0;
    table->failed = table->failed || !list;
    free(list);
    thaw_table_note(table,
                    "No rule makes them likelier than even chances do. Chance: of what is recorded "
                    "of both sides, under the rule that gives it the "
                    "largest, seen through coding with slips of %.3g, %.3g and %.3g at low, med "
                    "and high confidence.%s",
                    r->slip[0], r->slip[1], r->slip[2],
                    alike > 0 ? " +N: and under N others, which may have done otherwise." : "");
}

/* ---- likelihood ---- */

static void fit_row(const thaw_replay *r, size_t k, int who, thaw_table *table)
{
    const thaw_conduct *c = &r->conducts[k];
    thaw_table_row(table, c->rule.profile ? 0 : THAW_ROW_TOTAL);
    thaw_cell_text(table, "%s%s", c->name, c->rule.phases == 2 ? " *" : "");
    thaw_cell_text(table, "%s", c->name);
    for (size_t e = 0; e < r->era_count; e++) {
        double log_likelihood = c->log_likelihood[who][e];
        thaw_cell_number(table, exp(log_likelihood / (double)r->eras[e].window.count));
        thaw_cell_mark(table, 0, thaw_replay_describes(r, k, who, e) ? '<' : ' ');
        thaw_cell_number(table, log_likelihood);
        thaw_cell_number(table, c->weight[who][e]);
    }
}

static void fits_table(const thaw_replay *r, int who, const char *title, thaw_answer *answer)
{
    char name[THAW_WORDS_MAX];
    snprintf(name, sizeof name, "fits_%s", thaw_replay_side(who));
    thaw_table *table = thaw_answer_table(answer, name, "%s", title);
    table->data_only = who == THAW_US;
    thaw_table_aside(table, "chance a month, geometric mean");
    thaw_table_text(table, "label", "rule");
    data_text(table, "rule");
    for (size_t e = 0; e < r->era_count; e++) {
        const char *era = r->eras[e].name;
        thaw_table_number(table, era, era, CHANCE_DIGITS);
        snprintf(name, sizeof name, "%.100s_log_likelihood", era);
        data_number(table, name);
        snprintf(name, sizeof name, "%.100s_weight", era);
        data_number(table, name);
    }
    for (size_t k = 0; k < r->conduct_count; k++)
        fit_row(r, k, who, table);
    if (who == THAW_BOTH)
        thaw_table_note(table,
                        "<: the largest but for even chances, of which every act is equally "
                        "likely. *: with its punishment, as a phase that is not recorded. Plans: "
                        "as if always kept.");
}

/* ---- freezes ---- */

static void freezes_table(const thaw_replay *r, thaw_answer *answer)
{
    char text[THAW_MONTH_TEXT_MAX];
    thaw_table *table =
        thaw_answer_table(answer, "freezes", "HOW LONG THE FREEZE SHOULD HAVE LASTED");
    thaw_table_aside(table, "months");
    thaw_table_sides(table, "10", "90");
    thaw_table_text(table, "freeze", "begun");
    thaw_table_number(table, "recorded", "lasted", 0);
    thaw_table_text(table, "under", "under");
    data_text(table, "rule");
    data_text(table, "phase");
    thaw_table_number(table, "mean", "mean", MONTH_DIGITS);
    thaw_table_number(table, "median", "half", 0);
    thaw_table_pair(table, "80", "10%, 90%", 0);
    thaw_table_number(table, "as_long", "so long", CHANCE_DIGITS);
    thaw_table_number(table, "as_it_went", "retraced", CHANCE_DIGITS);
    for (size_t k = 0; k < r->freeze_count; k++)
        for (size_t j = 0; j < r->freezes[k].laws; j++) {
            const thaw_freeze_view *view = &r->freezes[k];
            const thaw_freeze_law *law = &view->by[j].law;
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s",
                           thaw_month_format(r->record.months[view->freeze.first].month, text));
            thaw_cell_number(table, view->span.months);
            thaw_cell_text(table, "%s%s", view->by[j].label,
                           !view->by[j].phase                       ? ""
                           : strcmp(view->by[j].phase, "plan") == 0 ? ", kept"
                                                                    : ", punished");
            thaw_cell_text(table, "%s", view->by[j].name);
            if (view->by[j].phase)
                thaw_cell_text(table, "%s", view->by[j].phase);
            else
                thaw_cell_missing(table);
            thaw_cell_number(table, law->mean);
            thaw_cell_number(table, law->median);
            thaw_cell_pair(table, law->low, law->high);
            thaw_cell_number(table, law->as_long);
            thaw_cell_number(table, law->as_it_went);
        }
    thaw_table_note(table, "Months that begin frozen. So long: chance of lasting as long as the "
                           "recorded one, or longer; retraced: the same if tension moves as it "
                           "did.");
}

/* ---- tension ---- */

static void tension_table(const thaw_replay *r, thaw_answer *answer)
{
    const thaw_tension_moves *m = &r->tension;
    thaw_table *table = thaw_answer_table(answer, "tension", "CHANCES OF TENSION, A MONTH");
    thaw_table_sides(table, "low", "high");
    thaw_table_text(table, "from", "from");
    thaw_table_text(table, "to", "to");
    thaw_table_number(table, "count", "counted", 0);
    thaw_table_number(table, "record", "record", CHANCE_DIGITS);
    thaw_table_pair(table, "record_95", "95% interval", CHANCE_DIGITS);
    thaw_table_number(table, "in_use", "scenario", CHANCE_DIGITS);
    for (int from = 0; from < THAW_TENSIONS; from++)
        for (int to = 0; to < THAW_TENSIONS; to++) {
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s", thaw_tension_name((thaw_tension)from));
            thaw_cell_text(table, "%s", thaw_tension_name((thaw_tension)to));
            thaw_cell_number(table, (double)m->count[from][to]);
            thaw_cell_number(table, m->mean[from][to]);
            thaw_cell_pair(table, m->interval[from][to][0], m->interval[from][to][1]);
            thaw_cell_number(table, m->in_use[from][to]);
            thaw_cell_mark(table, 0, thaw_replay_outside(r, from, to) ? '!' : ' ');
        }
    thaw_table_note(table, "Record: counts with half a month added to each (Jeffreys). Scenario: "
                           "shocks and all, under what is recorded of both sides. !: outside.");
}

void thaw_replay_say(const thaw_replay *r, bool all, thaw_answer *answer)
{
    thaw_replay_tell(r, answer);
    months_table(r, all, answer);
    stretches_table(r, all, answer);
    agreement_table(r, answer);
    surprises_table(r, all, answer);
    fits_table(r, THAW_CHINA, "WHAT DESCRIBES CHINA'S CONDUCT BEST", answer);
    fits_table(r, THAW_BOTH, "WHAT DESCRIBES BOTH SIDES' BEST", answer);
    fits_table(r, THAW_US, "WHAT DESCRIBES THE US STANCE BEST", answer);
    freezes_table(r, answer);
    tension_table(r, answer);
}
