/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change does, in words: generated from the answers of the first column and a later one. */
#include <math.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/deal_report.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"

enum { SENTENCES_MAX = 3, DEALS_SAID = 2 };

/* The first column beside a later one, and what is being said about them. */
typedef struct pair_of {
    const thaw_comparison *comparison;
    const thaw_variant *before, *after;
    char lead[THAW_PHRASE_MAX];  /* "With economy.weakness = 1.4", "In 2022-pelosi-freeze" */
    char other[THAW_PHRASE_MAX]; /* "as it stands", "in baseline" */
    char text[THAW_STORY_MAX];
    int sentences;
} pair_of;

/* "a.b=1,c.d=2" as "With a.b = 1 and c.d = 2". */
static void add_settings(const char *text, char *buffer, size_t size)
{
    thaw_with with;
    const char *link = "With ";
    buffer[0] = '\0';
    while (thaw_with_next(&text, &with)) {
        thaw_words_add(buffer, size, "%s%.*s = %.*s", with.last && *buffer ? " and " : link,
                       with.key_length, with.key, with.value_length, with.value);
        link = ", ";
    }
}

static pair_of begin(const thaw_comparison *comparison, size_t k)
{
    pair_of p = {
        .comparison = comparison, .before = &comparison->items[0], .after = &comparison->items[k]};
    if (p.after->with) {
        add_settings(p.after->with, p.lead, sizeof p.lead);
        snprintf(p.other, sizeof p.other, "as it stands");
    } else {
        snprintf(p.lead, sizeof p.lead, "In %.480s", p.after->head);
        snprintf(p.other, sizeof p.other, "in %.480s", p.before->head);
    }
    return p;
}

#define ADD(p, ...) thaw_words_add((p)->text, sizeof(p)->text, __VA_ARGS__)

/* The first sentence opens with what was changed and goes on with a small letter. */
static void open_sentence(pair_of *p, const char *small, const char *capital)
{
    if (p->sentences == 0)
        ADD(p, "%s, %s", p->lead, small);
    else
        ADD(p, " %s", capital);
}

static void close_sentence(pair_of *p)
{
    ADD(p, ".");
    p->sentences++;
}

/* ---- plans ---- */

static bool same_reach(const thaw_reach *a, const thaw_reach *b)
{
    return a->kind == b->kind && (a->kind != THAW_REACH_FROM || a->rank == b->rank);
}

static bool both_have(const thaw_reach *a, const thaw_reach *b)
{
    return a->kind != THAW_REACH_ABSENT && b->kind != THAW_REACH_ABSENT;
}

/* "from trigger:36", "under trigger:12" (and not under all harsher ones), "under grim". */
static void add_reach(pair_of *p, const thaw_variant *variant, const thaw_reach *reach)
{
    char name[THAW_NAME_MAX];
    thaw_punishment_format(&variant->study.deals.items[reach->deal].punishment, name, sizeof name);
    ADD(p, "%s %s", reach->last || reach->gaps ? "under" : "from", name);
}

/* "holds under grim", "breaks under all". */
static void add_state(pair_of *p, const thaw_variant *variant, const thaw_reach *reach)
{
    if (reach->kind == THAW_REACH_FROM) {
        ADD(p, "holds ");
        add_reach(p, variant, reach);
    } else {
        ADD(p, "%s", reach->kind == THAW_REACH_UNDECIDED ? "is undecided" : "breaks under all");
    }
}

static void add_plan(pair_of *p, const char *plan, const thaw_reach *before,
                     const thaw_reach *after)
{
    bool both = before->kind == THAW_REACH_FROM && after->kind == THAW_REACH_FROM;
    bool milder = both && after->rank < before->rank, harsher = both && after->rank > before->rank;
    ADD(p, "%s ", plan);
    if (harsher) {
        ADD(p, "holds only ");
        add_reach(p, p->after, after);
    } else {
        add_state(p, p->after, after);
    }
    if (same_reach(before, after)) {
        ADD(p, ", %s too", p->other);
    } else if (both) {
        ADD(p, ", %s %s", p->other, milder ? "only " : "");
        add_reach(p, p->before, before);
    } else {
        ADD(p, "; %s it ", p->other);
        add_state(p, p->before, before);
    }
}

/* The plans that everybody asks about come first, then the order of the list. */
static bool goes_before(const char *plan, const char *other)
{
    static const char *const asked[] = {"partial", "full_calm"};
    int of = 0, of_other = 0;
    for (int i = 0; i < 2; i++) {
        of = strcmp(plan, asked[i]) == 0 ? i + 1 : of;
        of_other = strcmp(other, asked[i]) == 0 ? i + 1 : of_other;
    }
    return of > of_other;
}

static void say_plans(pair_of *p)
{
    const char *said = NULL;
    size_t changed = 0;
    thaw_reach before, after;
    for (size_t i = 0; i < p->comparison->plan_count; i++) {
        const char *plan = p->comparison->plans[i];
        before = thaw_reach_of_plan(p->before, plan);
        after = thaw_reach_of_plan(p->after, plan);
        if (!both_have(&before, &after) || same_reach(&before, &after))
            continue;
        changed++;
        if (!said || goes_before(plan, said))
            said = plan;
    }
    if (!said)
        return;
    char others[THAW_WORDS_MAX];
    before = thaw_reach_of_plan(p->before, said);
    after = thaw_reach_of_plan(p->after, said);
    open_sentence(p, "", "");
    add_plan(p, said, &before, &after);
    if (changed > 1)
        ADD(p, " (%s %s too)", thaw_words_count(changed - 1, "other plan", "other plans", others),
            changed == 2 ? "changes" : "change");
    close_sentence(p);
}

/* ---- deals that were asked about ---- */

/* What departing once from a deal costs, and whom. */
typedef struct price {
    double cost; /* NaN: nobody can depart */
    int player;
    const char *who;
    char money[THAW_WORDS_MAX];
} price;

static price price_of(const thaw_variant *variant, size_t deal)
{
    const thaw_study *study = &variant->study;
    price found = {0};
    found.cost = thaw_deal_cost(study, &study->answers[deal], &found.player);
    found.who = thaw_phrase_country(study, found.player);
    thaw_phrase_money(study, fabs(found.cost), found.money);
    return found;
}

/* "departing costs China US$ 0.43 bn". */
static void add_price(pair_of *p, const char *before, const price *of, const char *after)
{
    if (!isnan(of->cost))
        ADD(p, "%sdeparting %s %s %s%s", before, of->cost < 0 ? "brings" : "costs", of->who,
            of->money, after);
}

static const char *verb_of(thaw_verdict verdict)
{
    return verdict == THAW_HOLDS ? "holds" : verdict == THAW_BREAKS ? "breaks" : "is undecided";
}

static void add_deal(pair_of *p, size_t before, size_t after)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_verdict old = p->before->study.answers[before].verdict;
    thaw_verdict new = p->after->study.answers[after].verdict;
    price was = price_of(p->before, before), is = price_of(p->after, after);
    thaw_deal_format(&p->after->study.deals.items[after], name, sizeof name);
    ADD(p, "%s %s", name, verb_of(new));
    if (old != new) {
        add_price(p, " (", &is, ")");
        ADD(p, "; %s it %s", p->other, verb_of(old));
        add_price(p, " (", &was, ")");
        return;
    }
    ADD(p, ", %s too", p->other);
    add_price(p, ": ", &is, "");
    bool same_player = was.player == is.player;
    if (!isnan(was.cost) && (!same_player || strcmp(was.money, is.money) != 0))
        ADD(p, ", not %s%s%s", same_player ? "" : was.who, same_player ? "" : " ", was.money);
}

static void say_deals(pair_of *p)
{
    const thaw_options *options = p->comparison->options;
    for (size_t i = 0; i < options->deal_count && i < DEALS_SAID; i++) {
        size_t before = p->before->named[i], after = p->after->named[i];
        size_t count = thaw_deals_meant(options->deals[i]);
        if (before == THAW_NOT_THERE || after == THAW_NOT_THERE)
            continue;
        thaw_reach old = thaw_reach_of(p->before, before, count);
        thaw_reach new = thaw_reach_of(p->after, after, count);
        if (count > 1 && !both_have(&old, &new))
            continue;
        open_sentence(p, "", "");
        if (count == 1)
            add_deal(p, before, after);
        else
            add_plan(p, options->deals[i], &old, &new);
        close_sentence(p);
    }
}

/* ---- the rest ---- */

static double freeze_of(const thaw_variant *variant)
{
    int state = thaw_story_state(&variant->study, true);
    return state >= 0 ? variant->study.freeze_months[state] : (double)NAN;
}

static void say_freeze(pair_of *p)
{
    double before = freeze_of(p->before), after = freeze_of(p->after);
    char old[THAW_WORDS_MAX], new[THAW_WORDS_MAX];
    if (isnan(before) || isnan(after))
        return;
    thaw_words_months(before, old);
    thaw_words_months(after, new);
    if (strcmp(old, new) == 0)
        return;
    if (isinf(before) || isinf(after)) {
        open_sentence(p, "a freeze", "A freeze");
        ADD(p, " %s; %s it %s", isinf(after) ? "never ends" : "ends", p->other,
            isinf(before) ? "never ends" : "ends");
    } else if (p->after->with) {
        open_sentence(p, "the freeze", "The freeze");
        ADD(p, " %s from %.1f to %s", after > before ? "lengthens" : "shortens", before, new);
    } else {
        open_sentence(p, "a freeze", "A freeze");
        ADD(p, " lasts %s, %s %s", new, p->other, old);
    }
    close_sentence(p);
}

static double lives_of(const thaw_variant *variant)
{
    const thaw_study *study = &variant->study;
    return study->best.nash == THAW_NO_DEAL_BEST || !study->answers[study->best.nash].forecast
               ? (double)NAN
               : study->answers[study->best.nash].forecast[THAW_FORECAST_LIVES];
}

static void best_name(const thaw_variant *variant, char *name, size_t size)
{
    thaw_deal_format(&variant->study.deals.items[variant->study.best.nash], name, size);
}

static void add_lives(pair_of *p)
{
    double before = lives_of(p->before), after = lives_of(p->after);
    if (!isnan(before) && !isnan(after))
        ADD(p, ", which averts %.0f deaths in %d months, not %.0f", after, THAW_FORECAST_MONTHS,
            before);
}

static void say_best(pair_of *p)
{
    char old[THAW_DEAL_NAME_MAX] = "", new[THAW_DEAL_NAME_MAX] = "";
    if (p->after->standard == 0)
        return;
    if (p->before->study.best.nash != THAW_NO_DEAL_BEST)
        best_name(p->before, old, sizeof old);
    if (p->after->study.best.nash != THAW_NO_DEAL_BEST)
        best_name(p->after, new, sizeof new);
    if (strcmp(old, new) == 0)
        return;
    if (new[0]) {
        open_sentence(p, "the Nash-best deal", "The Nash-best deal");
        ADD(p, " %s %s (%s %s)", p->after->with ? "becomes" : "is", new, p->other,
            old[0] ? old : "there is none");
        add_lives(p);
    } else {
        open_sentence(p, "no deal tried", "No deal tried");
        ADD(p, " both holds and gives each side at least no deal; %s %s is the Nash-best", p->other,
            old);
    }
    close_sentence(p);
}

/* Of games: what no deal is worth. */
static void say_no_deal(pair_of *p)
{
    const thaw_setting *old = &p->before->study.setting, *new = &p->after->study.setting;
    int players = new->game->players;
    char before[THAW_WORDS_MAX] = "", after[THAW_WORDS_MAX] = "";
    if (new->scenario)
        return;
    for (int i = 0; i < players; i++) {
        const char *joint = i == 0 ? "" : i + 1 == players ? " and " : ", ";
        thaw_words_add(before, sizeof before, "%s%.2f", joint,
                       p->before->study.no_deal.values[old->initial * players + i]);
        thaw_words_add(after, sizeof after, "%s%.2f", joint,
                       p->after->study.no_deal.values[new->initial *players + i]);
    }
    if (strcmp(before, after) == 0)
        return;
    open_sentence(p, "no deal", "No deal");
    ADD(p, " is worth %s, %s %s", after, p->other, before);
    close_sentence(p);
}

static void say_nothing(pair_of *p)
{
    const char *before = p->after->with ? "before" : p->other;
    open_sentence(p, "", "");
    if (p->comparison->plan_count > 0)
        ADD(p,
            "every plan that both have holds or breaks as %s, under the same punishments, and a "
            "freeze lasts as long",
            before);
    else
        ADD(p, "no deal is worth as much as %s", before);
    close_sentence(p);
}

void thaw_compare_say(const thaw_comparison *comparison, thaw_answer *answer)
{
    static void (*const parts[])(pair_of *) = {say_deals, say_plans, say_freeze, say_no_deal,
                                               say_best};
    for (size_t k = 1; k < comparison->count; k++) {
        pair_of p = begin(comparison, k);
        for (size_t i = 0; i < sizeof parts / sizeof *parts && p.sentences < SENTENCES_MAX; i++)
            parts[i](&p);
        if (p.sentences == 0)
            say_nothing(&p);
        thaw_say(answer, THAW_SENTENCE, "%s", p.text);
    }
}
