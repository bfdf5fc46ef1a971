/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences from a study. */
#include "cli/story.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/phrases.h"
#include "cli/words.h"
#include "model/fentanyl.h"

enum { PLANS_SAID = 3 };

/* Chances nearer than this to 0 or 1 are no mixing. */
static const double CERTAIN = 1e-6;

/* Points below which a cost reads as nothing. */
static const double NOTHING = 1e-9;

void thaw_story_header(const thaw_study *study, thaw_answer *answer)
{
    thaw_subject_say(&study->subject, answer);
    if (study->subject.scenario.values.election_year == 1)
        thaw_say(answer, THAW_LINE, "Every month is one of an election year: a limit case.");
}

int thaw_story_state(const thaw_study *study, bool frozen)
{
    int state = study->setting.initial;
    if (!study->setting.scenario)
        return frozen ? -1 : state;
    if (thaw_fentanyl_frozen(study->setting.fentanyl_state[state]) == frozen)
        return state;
    return thaw_study_twin(study, state);
}

/* ---- no deal ---- */

static bool is_mixed(double chance)
{
    return chance > CERTAIN && chance < 1 - CERTAIN;
}

/* Whether in a frozen state both waver: relief that would reopen the channel may come or not, and
 * so may the offer to resume that would make use of it. */
static bool both_wait(const thaw_study *study, int state)
{
    const thaw_setting *setting = &study->setting;
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    int ours = thaw_fentanyl_us_actions(setting->scenario, setting->fentanyl_state[state], stances);
    int theirs = thaw_fentanyl_china_actions(setting->fentanyl_state[state], moves);
    const double *us =
        study->no_deal.profile + thaw_game_action_offset(setting->game, state, THAW_US);
    const double *china =
        study->no_deal.profile + thaw_game_action_offset(setting->game, state, THAW_CHINA);
    double relief = 0, resume = 0;
    for (int a = 0; a < ours; a++)
        relief += stances[a] == THAW_RELIEF || stances[a] == THAW_RELIEF_DELIST ? us[a] : 0;
    for (int a = 0; a < theirs; a++)
        resume += moves[a] == THAW_RESUME ? china[a] : 0;
    return is_mixed(relief) && is_mixed(resume);
}

static void add_freeze(const thaw_study *study, int state, char *buffer)
{
    char months[THAW_WORDS_MAX];
    double length = study->freeze_months[state];
    if (isfinite(length))
        thaw_words_add(
            buffer, THAW_STORY_MAX, "lasts %s on average%s", thaw_words_months(length, months),
            both_wait(study, state) ? ", each side waiting for the other to move first" : "");
    else
        thaw_words_add(buffer, THAW_STORY_MAX, "never ends");
}

static void add_play(const thaw_study *study, const double *profile, int state, char *buffer)
{
    char where[THAW_PHRASE_MAX], play[THAW_PHRASE_MAX];
    thaw_words_add(buffer, THAW_STORY_MAX, "in %s %s", thaw_phrase_state(study, state, where),
                   thaw_phrase_both(study, profile, state, play));
}

const char *thaw_story_no_deal(const thaw_study *study, char *buffer)
{
    int open = thaw_story_state(study, false), frozen = thaw_story_state(study, true);
    snprintf(buffer, THAW_STORY_MAX, "No deal: ");
    if (frozen == study->setting.initial) {
        thaw_words_add(buffer, THAW_STORY_MAX, "the freeze ");
        add_freeze(study, frozen, buffer);
        if (open >= 0 && isfinite(study->freeze_months[frozen])) {
            thaw_words_add(buffer, THAW_STORY_MAX, "; once talks reopen, ");
            add_play(study, study->no_deal.profile, open, buffer);
        }
    } else {
        add_play(study, study->no_deal.profile, open, buffer);
        if (frozen >= 0) {
            thaw_words_add(buffer, THAW_STORY_MAX, ". A freeze that begins then ");
            add_freeze(study, frozen, buffer);
        }
    }
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
    return buffer;
}

/* ---- plans ---- */

/* The deals of one plan in the study's list, each once, wherever and in whatever order they stand
 * there. */
typedef struct plan_deals {
    const char *plan;
    size_t count, holding;
    size_t only; /* NONE, or the one deal that is meant */
} plan_deals;

static const size_t NONE = SIZE_MAX;

static bool milder(const thaw_punishment *one, const thaw_punishment *other)
{
    return one->kind != other->kind ? one->kind < other->kind : one->months < other->months;
}

/* The deal with the mildest punishment among those harsher than that of deal k (of all where k is
 * NONE); NONE after the harshest. */
static size_t harsher(const thaw_study *study, const plan_deals *d, size_t k)
{
    if (d->only != NONE)
        return k == NONE ? d->only : NONE;
    size_t found = NONE;
    for (size_t i = 0; i < study->deals.count; i++) {
        const thaw_deal *deal = &study->deals.items[i];
        if (strcmp(deal->plan, d->plan) == 0 &&
            (k == NONE || milder(&study->deals.items[k].punishment, &deal->punishment)) &&
            (found == NONE || milder(&deal->punishment, &study->deals.items[found].punishment)))
            found = i;
    }
    return found;
}

static plan_deals deals_of(const thaw_study *study, const char *plan)
{
    plan_deals found = {plan, 0, 0, NONE};
    for (size_t k = harsher(study, &found, NONE); k != NONE; k = harsher(study, &found, k)) {
        found.holding += study->answers[k].verdict == THAW_HOLDS;
        found.count++;
    }
    return found;
}

static bool holds(const thaw_study *study, size_t k)
{
    return study->answers[k].verdict == THAW_HOLDS;
}

static double months_of(const thaw_study *study, size_t k)
{
    return study->deals.items[k].punishment.months;
}

static bool is_harshest(const thaw_study *study, size_t k)
{
    return study->deals.items[k].punishment.kind == THAW_HARSHEST;
}

/* The cheapest departure of a deal: "in a calm month China gains US$ 1.37 bn by slipping to partial
 * effort"; with "would lose" where it costs something. */
static void add_departure(const thaw_study *study, size_t k, char *buffer)
{
    char where[THAW_PHRASE_MAX], what[THAW_PHRASE_MAX], money[THAW_WORDS_MAX];
    int player = 0;
    bool more = false;
    const thaw_departure *d = thaw_study_binding(study, &study->answers[k], &player, &more);
    if (!d) {
        thaw_words_add(buffer, THAW_STORY_MAX, "nobody can depart from it");
        return;
    }
    int promised = study->deals.items[k].play[d->state * study->setting.game->players + player];
    double cost = thaw_study_price(study, player, d->loss);
    bool free = fabs(cost) < NOTHING;
    thaw_words_add(buffer, THAW_STORY_MAX, "in %s %s %s %s by %s",
                   thaw_phrase_state(study, d->state, where), thaw_phrase_country(study, player),
                   cost < 0 && !free ? "gains" : "would lose",
                   free ? "nothing" : thaw_phrase_money(study, fabs(cost), money),
                   thaw_phrase_departure(study, d->state, player, promised, d->action, what));
}

/* Whether a deal breaks only because giving more than was promised pays. */
static const char *too_little(const thaw_study *study, size_t k)
{
    return study->answers[k].asks_too_little ? ", asking too little" : "";
}

/* "At trigger:12 it breaks: in a calm month ..." */
static void add_failure(const thaw_study *study, size_t k, const char *adverb, char *buffer)
{
    char name[THAW_NAME_MAX];
    thaw_punishment_format(&study->deals.items[k].punishment, name, sizeof name);
    thaw_words_add(buffer, THAW_STORY_MAX, " At %s it ", name);
    if (study->answers[k].verdict == THAW_UNDECIDED) {
        thaw_words_add(buffer, THAW_STORY_MAX, "is undecided.");
        return;
    }
    thaw_words_add(buffer, THAW_STORY_MAX, "breaks%s%s: ", adverb, too_little(study, k));
    add_departure(study, k, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

/* The punishments of a plan's deals that hold (or of all): " if a lapse is met by 6 or 12 months of
 * punishment on average or ends it for good". Under harshest nothing is taken for a lapse that is
 * none, so it has words of its own. */
static void add_punishments(const thaw_study *study, const plan_deals *d, bool all, char *buffer)
{
    enum { FEW = 8 };
    const char *items[FEW] = {NULL};
    char numbers[FEW][THAW_WORDS_MAX], list[THAW_WORDS_MAX];
    size_t count = 0;
    bool grim = false, harshest = false;
    for (size_t k = harsher(study, d, NONE); k != NONE; k = harsher(study, d, k)) {
        if (!all && !holds(study, k))
            continue;
        if (is_harshest(study, k)) {
            harshest = true;
        } else if (isinf(months_of(study, k))) {
            grim = true;
        } else if (count < FEW) {
            snprintf(numbers[count], sizeof numbers[count], "%.6g", months_of(study, k));
            items[count] = numbers[count];
            count++;
        }
    }
    thaw_words_list(items, count, "or", list);
    if (count > 0)
        thaw_words_add(buffer, THAW_STORY_MAX, " if a lapse is met by %s %s of punishment%s", list,
                       strcmp(list, "1") == 0 ? "month" : "months",
                       strcmp(list, "1") == 0 ? "" : " on average");
    if (grim)
        thaw_words_add(buffer, THAW_STORY_MAX, "%s ends it for good",
                       count > 0 ? " or" : " if a single lapse");
    if (harshest)
        thaw_words_add(
            buffer, THAW_STORY_MAX,
            "%s if each departure is seen and answered by what is worst for who departed",
            count > 0 || grim ? ", and" : "");
}

/* What adding the listing to the bargain changes, where the plan by itself holds under nothing. */
static void add_delisting(const thaw_study *study, const char *plan, char *buffer)
{
    char name[THAW_DEAL_PLAN_MAX + sizeof THAW_DELIST_SUFFIX];
    snprintf(name, sizeof name, "%s%s", plan, THAW_DELIST_SUFFIX);
    plan_deals with = deals_of(study, name);
    if (with.holding == 0)
        return;
    thaw_words_add(buffer, THAW_STORY_MAX, " With delisting in the bargain it holds");
    add_punishments(study, &with, false, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

/* What the cheapest departure from a deal costs. */
static double cost_of(const thaw_study *study, size_t k)
{
    int player = 0;
    bool more = false;
    const thaw_departure *binding = thaw_study_binding(study, &study->answers[k], &player, &more);
    return binding ? thaw_study_price(study, player, binding->loss) : -(double)INFINITY;
}

/* The deal of a plan in which departing costs most, and so comes nearest to holding. */
static size_t nearest(const thaw_study *study, const plan_deals *d)
{
    size_t best = harsher(study, d, NONE);
    for (size_t k = best; k != NONE; k = harsher(study, d, k))
        best = cost_of(study, k) >= cost_of(study, best) ? k : best;
    return best;
}

/* Where none of a plan's deals holds. */
static void add_all_broken(const thaw_study *study, const plan_deals *d, char *buffer)
{
    size_t k = nearest(study, d), undecided = 0;
    char name[THAW_NAME_MAX];
    thaw_punishment_format(&study->deals.items[k].punishment, name, sizeof name);
    for (size_t i = harsher(study, d, NONE); i != NONE; i = harsher(study, d, i))
        undecided += study->answers[i].verdict == THAW_UNDECIDED;
    if (undecided > 0) {
        thaw_words_add(buffer, THAW_STORY_MAX,
                       d->count == 1 ? " is undecided: what departing costs is smaller than the "
                                       "error of the computation."
                                     : " holds under no punishment for certain.");
        for (size_t i = harsher(study, d, NONE); d->count > 1 && i != NONE;
             i = harsher(study, d, i))
            if (study->answers[i].verdict == THAW_UNDECIDED)
                add_failure(study, i, "", buffer);
        return;
    }
    if (harsher(study, d, k) == NONE) {
        thaw_words_add(buffer, THAW_STORY_MAX, " breaks%s", d->count > 1 ? " even" : "");
        add_punishments(study, &(plan_deals){study->deals.items[k].plan, 1, 0, k}, true, buffer);
        thaw_words_add(buffer, THAW_STORY_MAX, "%s: ", too_little(study, k));
    } else {
        thaw_words_add(buffer, THAW_STORY_MAX,
                       " breaks under every punishment tried. It comes nearest at %s%s: ", name,
                       too_little(study, k));
    }
    add_departure(study, k, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

/* Where some of them hold: which, and why not the next milder one, nor the next harsher. */
static void add_some_hold(const thaw_study *study, const plan_deals *d, char *buffer)
{
    size_t first = NONE, last = NONE, before = NONE;
    for (size_t k = harsher(study, d, NONE); k != NONE; k = harsher(study, d, k)) {
        if (holds(study, k)) {
            first = first == NONE ? k : first;
            last = k;
        } else if (first == NONE) {
            before = k;
        }
    }
    size_t beyond = harsher(study, d, last);
    thaw_words_add(buffer, THAW_STORY_MAX, " holds");
    if (d->holding == 1 && d->count > 1 && isinf(months_of(study, first)))
        thaw_words_add(buffer, THAW_STORY_MAX, ", of the punishments tried, only");
    if (d->holding == d->count && d->count > 1)
        thaw_words_add(buffer, THAW_STORY_MAX, " under every punishment tried");
    else
        add_punishments(study, d, false, buffer);
    if (d->count == 1) {
        thaw_words_add(buffer, THAW_STORY_MAX, ". The cheapest departure: ");
        add_departure(study, first, buffer);
    }
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
    if (before != NONE)
        add_failure(study, before, "", buffer);
    if (beyond != NONE)
        add_failure(study, beyond, before != NONE ? " too" : "", buffer);
}

static void add_ties(const thaw_study *study, const plan_deals *d, char *buffer)
{
    size_t tied = 0;
    for (size_t k = harsher(study, d, NONE); k != NONE; k = harsher(study, d, k))
        tied += holds(study, k) && study->answers[k].tied;
    if (tied > 0)
        thaw_words_add(buffer, THAW_STORY_MAX, " %s: some departure costs exactly nothing.",
                       d->holding == 1      ? "It is a tie"
                       : tied == d->holding ? "They are ties"
                                            : "Some are ties");
}

/* A plan's name without its "+delist"; whether it had one. */
static bool split_plan(const char *plan, char base[THAW_DEAL_PLAN_MAX])
{
    size_t length = strlen(plan), suffix = strlen(THAW_DELIST_SUFFIX);
    bool delist = length > suffix && strcmp(plan + length - suffix, THAW_DELIST_SUFFIX) == 0;
    snprintf(base, THAW_DEAL_PLAN_MAX, "%.*s", (int)(delist ? length - suffix : length), plan);
    return delist;
}

/* What a plan of the scenario's own asks for, in brackets: " (relief/full in calm months, ...)". */
static void add_own_pairs(const thaw_study *study, const char *base, char *buffer)
{
    const thaw_scenario *scenario = study->setting.scenario;
    char pairs[THAW_PHRASE_MAX];
    for (size_t k = 0; scenario && k < scenario->plan_count; k++)
        if (strcmp(scenario->plans[k].name, base) == 0)
            thaw_words_add(buffer, THAW_STORY_MAX, " (%s)",
                           thaw_phrase_pairs(&scenario->plans[k], pairs));
}

/* "Full effort for relief in calm months (full_calm)"; where there are no better words the name
 * and what is asked for. */
static void add_plan_name(const thaw_study *study, const char *plan, char *buffer)
{
    char base[THAW_DEAL_PLAN_MAX];
    bool delist = split_plan(plan, base);
    const char *text = study->setting.scenario ? thaw_phrase_plan(base) : NULL;
    if (text)
        thaw_words_add(buffer, THAW_STORY_MAX, "%c%s%s (%s)", toupper((unsigned char)text[0]),
                       text + 1, delist ? ", and delisting" : "", plan);
    else
        thaw_words_add(buffer, THAW_STORY_MAX, "%s", plan);
    add_own_pairs(study, base, buffer);
}

const char *thaw_story_deal(const thaw_study *study, size_t k, char *buffer)
{
    buffer[0] = '\0';
    add_plan_name(study, study->deals.items[k].plan, buffer);
    if (!is_harshest(study, k))
        add_punishments(study, &(plan_deals){study->deals.items[k].plan, 1, 0, k}, true, buffer);
    return buffer;
}

const char *thaw_story_plan(const thaw_study *study, const char *plan, char *buffer)
{
    plan_deals d = deals_of(study, plan);
    buffer[0] = '\0';
    if (d.count == 0)
        return buffer;
    add_plan_name(study, plan, buffer);
    if (d.holding > 0) {
        add_some_hold(study, &d, buffer);
        add_ties(study, &d, buffer);
    } else {
        add_all_broken(study, &d, buffer);
        add_delisting(study, plan, buffer);
    }
    return buffer;
}

/* The plans to speak of: those that analysts had a view on, then the two that everybody asks about.
 */
static size_t plans_to_say(const thaw_study *study, char plans[][THAW_DEAL_PLAN_MAX])
{
    static const char *const asked[] = {"full_calm", "partial"};
    const thaw_scenario *scenario = study->setting.scenario;
    size_t count = 0, total = scenario->expectation_count;
    for (size_t k = 0; k < total + sizeof asked / sizeof *asked && count < PLANS_SAID; k++) {
        char name[THAW_DEAL_PLAN_MAX];
        snprintf(name, sizeof name, "%.180s",
                 k < total ? scenario->expectations[k].key : asked[k - total]);
        name[strcspn(name, "@")] = '\0';
        bool known = deals_of(study, name).count > 0;
        for (size_t j = 0; j < count; j++)
            known = known && strcmp(plans[j], name) != 0;
        if (known)
            memcpy(plans[count++], name, sizeof name);
    }
    return count;
}

/* The plans that the user named, each once. */
static size_t plans_named(const thaw_study *study, char plans[][THAW_DEAL_PLAN_MAX])
{
    size_t count = 0;
    for (size_t k = 0; k < study->deals.count && count < PLANS_SAID; k++) {
        bool known = false;
        for (size_t j = 0; j < count; j++)
            known = known || strcmp(plans[j], study->deals.items[k].plan) == 0;
        if (!known)
            snprintf(plans[count++], THAW_DEAL_PLAN_MAX, "%s", study->deals.items[k].plan);
    }
    return count;
}

/* ---- the best ---- */

static size_t best_for(const thaw_study *study, int player)
{
    return thaw_best_for(study, &study->deals, study->answers, &study->best, player);
}

/* For whom deal k is best: "for the US, and by the Nash product". */
static void add_roles(const thaw_study *study, size_t k, char *buffer)
{
    int players = study->setting.game->players, whose = 0;
    for (int i = 0; i < players; i++)
        whose += best_for(study, i) == k;
    bool everybody = whose > 1 && whose == players;
    if (everybody)
        thaw_words_add(buffer, THAW_STORY_MAX, players == 2 ? "for both" : "for all");
    for (int i = 0, said = 0; i < players && !everybody; i++)
        if (best_for(study, i) == k) {
            thaw_words_add(buffer, THAW_STORY_MAX, "%s%s",
                           said == 0           ? "for "
                           : said + 1 == whose ? " and "
                                               : ", ",
                           thaw_phrase_country(study, i));
            said++;
        }
    if (study->best.nash == k)
        thaw_words_add(buffer, THAW_STORY_MAX, "%sby the Nash product", whose > 0 ? ", and " : "");
}

/* Whether something has been said of a plan already, in this paragraph or in one of its own. */
static bool is_told(const thaw_study *study, const char *base, const char *buffer)
{
    char plans[PLANS_SAID][THAW_DEAL_PLAN_MAX];
    size_t count = plans_to_say(study, plans);
    bool told = strstr(buffer, base) != NULL;
    for (size_t k = 0; k < count; k++)
        told = told || strcmp(plans[k], base) == 0;
    return told;
}

static void add_best(const thaw_study *study, size_t k, char *buffer)
{
    char name[THAW_DEAL_NAME_MAX], base[THAW_DEAL_PLAN_MAX];
    thaw_deal_format(&study->deals.items[k], name, sizeof name);
    split_plan(study->deals.items[k].plan, base);
    bool told = !study->setting.scenario || is_told(study, base, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, "%sBest ", buffer[0] ? " " : "");
    add_roles(study, k, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, ": %s", name);
    if (!told)
        add_own_pairs(study, base, buffer);
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

/* What deal k brings each side beyond no deal, a month. */
static void add_gains(const thaw_study *study, size_t k, char *buffer)
{
    const thaw_game *game = study->setting.game;
    char money[THAW_WORDS_MAX];
    thaw_words_add(buffer, THAW_STORY_MAX, "%sBeyond no deal it is worth ", buffer[0] ? " " : "");
    for (int i = 0; i < game->players; i++) {
        int cell = study->setting.initial * game->players + i;
        double gain = study->answers[k].values[cell] - study->no_deal.values[cell];
        thaw_words_add(buffer, THAW_STORY_MAX, "%s%s%s to %.60s",
                       i == 0                   ? ""
                       : i + 1 == game->players ? " and "
                                                : ", ",
                       thaw_phrase_money(study, gain, money), i == 0 ? " a month" : "",
                       thaw_phrase_country(study, i));
    }
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

static void add_punishment_play(const thaw_study *study, size_t k, char *buffer)
{
    if (is_harshest(study, k)) {
        thaw_words_add(
            buffer, THAW_STORY_MAX,
            " A departure is answered by the equilibrium that is worst for who departed.");
        return;
    }
    const double *punished =
        study->answers[k].profile + thaw_game_action_total(study->setting.game);
    int state = thaw_story_state(study, false);
    thaw_words_add(buffer, THAW_STORY_MAX, " A lapse is punished thus: ");
    add_play(study, punished, state >= 0 ? state : study->setting.initial, buffer);
    if (study->answers[k].both_would_return)
        thaw_words_add(buffer, THAW_STORY_MAX, "; %s would rather return to the plan at once",
                       study->setting.game->players == 2 ? "both" : "all");
    thaw_words_add(buffer, THAW_STORY_MAX, ".");
}

/* Of several deals, why none is best; of one, its own sentence has said it. */
static void add_none_best(const thaw_study *study, char *buffer)
{
    size_t holding = 0, undecided = 0, count = study->deals.count;
    char open[THAW_WORDS_MAX];
    for (size_t k = 0; k < count; k++) {
        holding += holds(study, k);
        undecided += study->answers[k].verdict == THAW_UNDECIDED;
    }
    if (holding == 0 && count > 1)
        thaw_words_add(buffer, THAW_STORY_MAX, "None of the %zu deals tried holds%s.", count,
                       thaw_words_undecided(undecided, count, open));
    if (holding == 1)
        thaw_words_add(buffer, THAW_STORY_MAX,
                       "The one deal that holds leaves a side worse off than no deal.");
    if (holding > 1)
        thaw_words_add(buffer, THAW_STORY_MAX,
                       "%zu deals hold, but each leaves a side worse off than no deal.", holding);
}

const char *thaw_story_best(const thaw_study *study, char *buffer)
{
    const thaw_best *best = &study->best;
    buffer[0] = '\0';
    if (best->nash == THAW_NO_DEAL_BEST) {
        add_none_best(study, buffer);
        return buffer;
    }
    if (study->deals.count > 1) {
        for (int i = 0; i < study->setting.game->players; i++) {
            size_t k = best_for(study, i);
            bool said = k == best->nash || k == THAW_NO_DEAL_BEST;
            for (int j = 0; j < i; j++)
                said = said || best_for(study, j) == k;
            if (!said)
                add_best(study, k, buffer);
        }
        add_best(study, best->nash, buffer);
    }
    add_gains(study, best->nash, buffer);
    add_punishment_play(study, best->nash, buffer);
    return buffer;
}

/* ---- a deal is needed ---- */

/* A deal of a game file: everybody's first action, "defect/defect@grim". */
static void first_actions(const thaw_game *game, char *buffer, size_t size)
{
    buffer[0] = '\0';
    for (int s = 0; s < game->states; s++) {
        thaw_words_add(buffer, size, "%s", s ? "," : "");
        for (int i = 0; i < game->players; i++)
            thaw_words_add(buffer, size, "%s%s", i ? "/" : "",
                           thaw_game_action_name(game, s, i, 0));
    }
    thaw_words_add(buffer, size, "@grim");
}

thaw_status thaw_story_name_one(const thaw_study *study, const char *command, const char *file,
                                thaw_fault *fault)
{
    char deal[THAW_DEAL_NAME_MAX];
    if (study->deals.count > 0) {
        size_t near = 0;
        for (size_t k = 1; k < study->deals.count; k++)
            near = cost_of(study, k) >= cost_of(study, near) ? k : near;
        thaw_deal_format(&study->deals.items[near], deal, sizeof deal);
        thaw_fail(fault, THAW_EARG,
                  "none of the deals tried holds and gives %s at least no deal: name one",
                  study->setting.game->players == 2 ? "both" : "everybody");
    } else {
        first_actions(study->setting.game, deal, sizeof deal);
        thaw_fail(fault, THAW_EARG, "a game file has no plans of its own: name a deal");
    }
    thaw_fault_help(fault, "as in thaw %s %.100s %.200s", command, file, deal);
    return fault->status;
}

/* ---- all of it ---- */

static void say_uniqueness(const thaw_study *study, thaw_answer *answer)
{
    const thaw_markov_result *result = &study->no_deal.result;
    if (result->branches)
        thaw_say(answer, THAW_SENTENCE,
                 "The path to this equilibrium branches (ties or symmetry): others are as good a "
                 "choice.");
    else if (!result->isolated)
        thaw_say(answer, THAW_SENTENCE,
                 "Some choices are ties: this equilibrium is one of a continuum.");
}

/* What the values of the initial state are without gap and disbelief. */
static void say_truth(const thaw_study *study, thaw_answer *answer)
{
    if (!study->misperceived)
        return;
    const double *value = study->true_no_deal + study->setting.initial * 2;
    char us[THAW_WORDS_MAX], china[THAW_WORDS_MAX], text[THAW_PHRASE_MAX];
    snprintf(text, sizeof text,
             "Values are as each side sees them; truly, no deal is worth %s a month to the US and "
             "%s to China",
             thaw_words_money(value[0], us), thaw_words_money(value[1], china));
    size_t k = study->best.nash;
    if (k != THAW_NO_DEAL_BEST)
        thaw_words_add(text, sizeof text, ", the Nash-best deal %s and %s",
                       thaw_words_money(study->true_value[k][0], us),
                       thaw_words_money(study->true_value[k][1], china));
    thaw_say(answer, THAW_SENTENCE, "%s.", text);
}

static void say(thaw_answer *answer, const char *text)
{
    if (text[0])
        thaw_say(answer, THAW_SENTENCE, "%s", text);
}

void thaw_story_tell(const thaw_study *study, bool named, thaw_answer *answer)
{
    char plans[PLANS_SAID][THAW_DEAL_PLAN_MAX], buffer[THAW_STORY_MAX];
    thaw_story_header(study, answer);
    say(answer, thaw_story_no_deal(study, buffer));
    say_uniqueness(study, answer);
    size_t count = named                     ? plans_named(study, plans)
                   : study->setting.scenario ? plans_to_say(study, plans)
                                             : 0;
    for (size_t k = 0; k < count; k++)
        say(answer, thaw_story_plan(study, plans[k], buffer));
    say(answer, thaw_story_best(study, buffer));
    say_truth(study, answer);
}
