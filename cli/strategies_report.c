/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pool of strategies comes to. */
#include "cli/strategies_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/words.h"
#include "model/strategies.h"

enum { VALUE_DIGITS = 2, MONTH_DIGITS = 1, GAIN_DIGITS = 3, SHARE_DIGITS = 3, EQUALS_NAMED = 4 };

/* Shares of a population below this are not shown to people. */
static const double SHOWN_SHARE = 5e-4;

static const char *const players[] = {"us", "china"};
static const char *const adjectives[] = {"US", "Chinese"};

static const char *name_of(const thaw_contest *c, int player, int k)
{
    return c->pool.side[player][k]->name;
}

static int pair_of(const thaw_contest *c, int player, int k, int other)
{
    return player == THAW_US ? k * c->pool.count[1] + other : other * c->pool.count[1] + k;
}

const double *thaw_contest_chances(const thaw_contest *contest, size_t equilibrium, int player)
{
    const double *chance = contest->pool.stage->equilibrium[equilibrium].chance;
    return chance + (player == THAW_US ? 0 : contest->pool.count[0]);
}

/* ---- what is as good ---- */

/* Strategies of a side that are worth as much to it as one that is named. */
typedef struct equals {
    const char *names[EQUALS_NAMED];
    size_t count;
    bool differ; /* some are worth less to the other side */
} equals;

static void add_equal(const thaw_contest *c, int player, int k, equals *others)
{
    if (others->count < EQUALS_NAMED)
        others->names[others->count] = name_of(c, player, k);
    others->count++;
}

/* What a strategy of a player comes to against one of the other side's, or (against -1) against
 * what the other side then does best. */
static const double *worth(const thaw_contest *c, int player, int k, int against)
{
    int other = against >= 0 ? against : thaw_pool_best(&c->pool, player, k);
    return c->pool.value[pair_of(c, player, k, other)];
}

static bool is_as_good(const thaw_contest *c, int player, int k, int chosen, int against)
{
    return k != chosen && worth(c, player, k, against)[player] >=
                              worth(c, player, chosen, against)[player] - c->pool.tie[player];
}

static equals equals_of(const thaw_contest *c, int player, int chosen, int against)
{
    equals others = {.count = 0};
    int other = 1 - player;
    for (int k = 0; k < c->pool.count[player]; k++)
        if (is_as_good(c, player, k, chosen, against)) {
            add_equal(c, player, k, &others);
            others.differ =
                others.differ || worth(c, player, k, against)[other] <
                                     worth(c, player, chosen, against)[other] - c->pool.tie[other];
        }
    return others;
}

/* "or opportunist", "or one of seven others"; "" for none. */
static const char *or_words(const equals *others, char *buffer)
{
    char list[THAW_WORDS_MAX];
    buffer[0] = '\0';
    if (others->count > EQUALS_NAMED)
        thaw_words_add(buffer, THAW_WORDS_MAX, "or one of %zu others", others->count);
    else if (others->count > 0)
        thaw_words_add(buffer, THAW_WORDS_MAX, "or %s",
                       thaw_words_list(others->names, others->count, "or", list));
    return buffer;
}

/* "or opportunist, the same to both". */
static const char *equals_words(const thaw_contest *c, int player, const equals *others,
                                char *buffer)
{
    or_words(others, buffer);
    if (others->differ)
        thaw_words_add(buffer, THAW_WORDS_MAX, ", the same to %s and no more to %s",
                       thaw_phrase_capital(c->study, player),
                       thaw_phrase_capital(c->study, 1 - player));
    else if (others->count > 0)
        thaw_words_add(buffer, THAW_WORDS_MAX, ", the same to both");
    return buffer;
}

/* "always-none", "always-none (or opportunist, the same to both)". */
static const char *choice_words(const thaw_contest *c, int player, int chosen, int against,
                                char *buffer)
{
    char words[THAW_WORDS_MAX];
    equals others = equals_of(c, player, chosen, against);
    snprintf(buffer, THAW_EXIT_MAX, others.count > 0 ? "%s (%s)" : "%s%s",
             name_of(c, player, chosen), equals_words(c, player, &others, words));
    return buffer;
}

/* ---- the lists that lead ---- */

static void forecast_columns(thaw_table *table)
{
    thaw_table_number(table, "frozen", "frozen", MONTH_DIGITS);
    thaw_table_number(table, "partial", "part", MONTH_DIGITS);
    thaw_table_number(table, "full", "full", MONTH_DIGITS);
    thaw_table_number(table, "lives", "lives", 0);
}

void thaw_contest_bests(const thaw_contest *c, int player, thaw_answer *answer)
{
    int other = 1 - player;
    thaw_table *table =
        thaw_answer_table(answer, player == THAW_US ? "best_china" : "best_us", "WHAT %s DOES BEST",
                          other == THAW_US ? "WASHINGTON" : "BEIJING");
    thaw_table_aside(table, "US$ bn a month; months of the first %d", THAW_FORECAST_MONTHS);
    thaw_table_text(table, players[player], "against");
    thaw_table_text(table, players[other], "best");
    thaw_table_number(table, "value_us", "us", VALUE_DIGITS);
    thaw_table_number(table, "value_china", "china", VALUE_DIGITS);
    forecast_columns(table);
    thaw_table_number(table, "reply", "best of all", VALUE_DIGITS);
    thaw_table_hide(table);
    thaw_table_detail(table, "as_good", "");
    for (int k = 0; k < c->pool.count[player]; k++) {
        char words[THAW_WORDS_MAX];
        int best = thaw_pool_best(&c->pool, player, k), pair = pair_of(c, player, k, best);
        equals others = equals_of(c, other, best, k);
        thaw_table_row(table, others.count > 0 ? THAW_ROW_DETAIL : 0);
        thaw_cell_text(table, "%s", name_of(c, player, k));
        thaw_cell_text(table, "%s", name_of(c, other, best));
        for (int i = 0; i < 2; i++)
            thaw_cell_number(table, c->pool.value[pair][i]);
        for (int f = 0; f < THAW_POOL_FEATURES; f++)
            thaw_cell_number(table, c->pool.forecast[pair][f]);
        thaw_cell_number(table, c->pool.reply[other][k].values[c->study->setting.initial]);
        if (others.count > 0)
            thaw_cell_text(table, "%s", equals_words(c, other, &others, words));
        else
            thaw_cell_missing(table);
    }
}

/* ---- equilibria ---- */

/* "tit-for-tat", or "grim 0.25, tit-for-tat 0.75". */
static const char *mix_words(const thaw_contest *c, const double *chance, int player, char *buffer)
{
    static const double CERTAIN = 1 - 1e-9;
    buffer[0] = '\0';
    for (int k = 0; k < c->pool.count[player]; k++) {
        if (chance[k] == 0)
            continue;
        thaw_words_add(buffer, THAW_EXIT_MAX, "%s%s", buffer[0] ? ", " : "", name_of(c, player, k));
        if (chance[k] < CERTAIN)
            thaw_words_add(buffer, THAW_EXIT_MAX, " %.3f", chance[k]);
    }
    return buffer;
}

static double gain_of(const thaw_contest *c, size_t e, int player)
{
    return thaw_pool_gain(&c->pool, &c->study->setting, c->pool.stage->equilibrium[e].chance,
                          player);
}

/* A side's best departure as a detail line. */
static void leave_words(const thaw_contest *c, size_t e, int player, char *buffer)
{
    const thaw_pair_study *pair = &c->leaving[e][player];
    char exit[THAW_EXIT_MAX];
    const char *how =
        thaw_exit_words(c->study, pair->sides, &pair->pair, &pair->exit[player], exit);
    buffer[0] = '\0';
    if (how[0] == '\0' || gain_of(c, e, player) == 0)
        return;
    thaw_words_add(buffer, THAW_EXIT_MAX, "%s leaves", thaw_phrase_capital(c->study, player));
    if (!c->pool.stage->equilibrium[e].pure)
        thaw_words_add(buffer, THAW_EXIT_MAX, ", most of all against %s,",
                       pair->sides[1 - player]->name);
    thaw_words_add(buffer, THAW_EXIT_MAX, " %s", how);
}

static void equilibrium_row(const thaw_contest *c, size_t e, thaw_table *table)
{
    const thaw_stage_equilibrium *equilibrium = &c->pool.stage->equilibrium[e];
    char text[THAW_EXIT_MAX], leaves[2][THAW_EXIT_MAX];
    for (int i = 0; i < 2; i++)
        leave_words(c, e, i, leaves[i]);
    thaw_table_row(table, leaves[0][0] || leaves[1][0] ? THAW_ROW_DETAIL : 0);
    for (int i = 0; i < 2; i++)
        thaw_cell_text(table, "%s", mix_words(c, thaw_contest_chances(c, e, i), i, text));
    for (int i = 0; i < 2; i++)
        thaw_cell_number(table, equilibrium->value[i]);
    for (int i = 0; i < 2; i++)
        thaw_cell_number(table, gain_of(c, e, i));
    for (int i = 0; i < 2; i++)
        if (leaves[i][0])
            thaw_cell_text(table, "%s", leaves[i]);
        else
            thaw_cell_missing(table);
}

void thaw_contest_equilibria(const thaw_contest *c, thaw_answer *answer)
{
    size_t count = c->pool.stage->equilibria;
    thaw_table *table = thaw_answer_table(answer, "equilibria", "EQUILIBRIA OF THE POOL");
    thaw_table_aside(table, "US$ bn a month; gain: from the best departure of any kind");
    thaw_table_text(table, "us", "");
    thaw_table_text(table, "china", "");
    thaw_table_number(table, "value_us", "us", VALUE_DIGITS);
    thaw_table_number(table, "value_china", "china", VALUE_DIGITS);
    thaw_table_number(table, "gain_us", "gain us", GAIN_DIGITS);
    thaw_table_number(table, "gain_china", "gain china", GAIN_DIGITS);
    thaw_table_detail(table, "leaves_us", "");
    thaw_table_detail(table, "leaves_china", "");
    for (size_t e = 0; e < c->shown; e++)
        equilibrium_row(c, e, table);
    char more[THAW_WORDS_MAX] = "";
    if (c->shown < count)
        snprintf(more, sizeof more, " The first %zu of %zu; --all lists them.", c->shown, count);
    bool complete = c->pool.stage->mixed;
    const thaw_no_deal *none = &c->study->no_deal;
    const double *worth = none->values + 2 * c->study->setting.initial;
    char no_deal[THAW_WORDS_MAX] = "What no deal is worth was not found.";
    if (none->result.outcome == THAW_OUTCOME_CONVERGED)
        snprintf(no_deal, sizeof no_deal, "No deal is worth %.2f to the US and %.2f to China.",
                 worth[THAW_US], worth[THAW_CHINA]);
    thaw_table_note(table, "%s%s%s", no_deal, more,
                    complete ? "" : " Mixed equilibria were not sought: the pool is too large.");
}

/* ---- every pair ---- */

void thaw_contest_matrix(const thaw_contest *c, int player, thaw_answer *answer)
{
    thaw_table *table =
        thaw_answer_table(answer, player == THAW_US ? "matrix_us" : "matrix_china",
                          "EVERY PAIR, VALUE TO %s", player == THAW_US ? "THE US" : "CHINA");
    thaw_table_aside(table, "US$ bn a month");
    thaw_table_text(table, "us", "");
    char key[THAW_EXIT_MAX] = "";
    for (int k = 0; k < c->pool.count[1]; k++) {
        char head[THAW_WORDS_MAX];
        snprintf(head, sizeof head, "(%d)", k + 1);
        thaw_table_number(table, name_of(c, THAW_CHINA, k), head, VALUE_DIGITS);
        thaw_words_add(key, sizeof key, "%s(%d) %s", k == 0 ? "" : ", ", k + 1,
                       name_of(c, THAW_CHINA, k));
    }
    for (int us = 0; us < c->pool.count[0]; us++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", name_of(c, THAW_US, us));
        for (int china = 0; china < c->pool.count[1]; china++)
            thaw_cell_number(table, c->pool.value[us * c->pool.count[1] + china][player]);
    }
    thaw_table_note(table, "%s.", key);
}

/* ---- at worst ---- */

void thaw_contest_robust(const thaw_contest *c, int player, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, player == THAW_US ? "robust_us" : "robust_china",
                                          "WHICHEVER OF THESE %s PLAYS",
                                          player == THAW_US ? "BEIJING" : "WASHINGTON");
    thaw_table_aside(table, "US$ bn a month to %s", player == THAW_US ? "the US" : "China");
    thaw_table_text(table, players[player], "");
    thaw_table_number(table, "worst", "at worst", VALUE_DIGITS);
    thaw_table_text(table, "worst_against", "against");
    thaw_table_number(table, "regret", "regret", VALUE_DIGITS);
    thaw_table_text(table, "regret_against", "against");
    for (int k = 0; k < c->pool.count[player]; k++) {
        int against = 0;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", name_of(c, player, k));
        thaw_cell_number(table, thaw_pool_worst(&c->pool, player, k, &against));
        thaw_cell_text(table, "%s", name_of(c, 1 - player, against));
        thaw_cell_number(table, thaw_pool_regret(&c->pool, player, k, &against));
        thaw_cell_text(table, "%s", name_of(c, 1 - player, against));
    }
    thaw_table_note(table,
                    "regret: how much more another %s strategy of the pool would have "
                    "brought, at most.",
                    adjectives[player]);
}

/* ---- evolution ---- */

/* All samples as data, the last as a table for people. */
static void path_table(const thaw_contest *c, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "replicator_path", "EVOLUTION");
    table->data_only = true;
    thaw_table_number(table, "time", "time", 0);
    thaw_table_text(table, "side", "");
    thaw_table_text(table, "strategy", "");
    thaw_table_number(table, "share", "share", SHARE_DIGITS);
    for (int s = 0; s < c->run.samples; s++)
        for (int i = 0, at = 0; i < 2; at += c->run.count[i++])
            for (int k = 0; k < c->run.count[i]; k++) {
                thaw_table_row(table, 0);
                thaw_cell_number(table, c->run.time[s]);
                thaw_cell_text(table, "%s", players[i]);
                thaw_cell_text(table, "%s", name_of(c, i, k));
                thaw_cell_number(table,
                                 c->run.share[s * (c->run.count[0] + c->run.count[1]) + at + k]);
            }
}

/* Times at which people are shown the shares: samples 0, 4, 8, ... and the last. */
enum { SHOWN_TIMES = 5 };

void thaw_contest_replicator(const thaw_contest *c, thaw_answer *answer)
{
    const thaw_replicator *run = &c->run;
    int total = run->count[0] + run->count[1], shown[SHOWN_TIMES], last = run->samples - 1;
    thaw_table *table = thaw_answer_table(answer, "replicator", "WHAT SPREADS FROM AN EVEN MIX");
    thaw_table_aside(table, "shares of each side");
    thaw_table_text(table, "side", "");
    thaw_table_text(table, "strategy", "");
    for (int t = 0; t < SHOWN_TIMES; t++) {
        char name[THAW_WORDS_MAX], head[THAW_WORDS_MAX];
        shown[t] = t + 1 == SHOWN_TIMES || 4 * t > last ? last : 4 * t;
        snprintf(name, sizeof name, t + 1 == SHOWN_TIMES ? "end" : "t%.0f", run->time[shown[t]]);
        snprintf(head, sizeof head, "at %.0f", run->time[shown[t]]);
        if (t > 0 && shown[t] == shown[t - 1])
            continue;
        thaw_table_number(table, name, head, SHARE_DIGITS);
    }
    for (int i = 0, at = 0; i < 2; at += run->count[i++])
        for (int k = 0; k < run->count[i]; k++) {
            bool alive = run->share[last * total + at + k] >= SHOWN_SHARE;
            thaw_table_row(table, alive ? 0 : THAW_ROW_DATA);
            thaw_cell_text(table, "%s", players[i]);
            thaw_cell_text(table, "%s", name_of(c, i, k));
            for (int t = 0; t < SHOWN_TIMES; t++)
                if (t == 0 || shown[t] != shown[t - 1])
                    thaw_cell_number(table, run->share[shown[t] * total + at + k]);
        }
    thaw_table_note(table,
                    "Only strategies that are left. Time: a unit is what payoffs that differ by a "
                    "side's whole range take to change shares by a factor e.%s",
                    run->settled ? "" : " The shares have not come to rest.");
    path_table(c, answer);
}

/* ---- in words ---- */

static void say_equilibrium(const thaw_contest *c, size_t e, thaw_answer *answer)
{
    char said[2 * THAW_EXIT_MAX] = "";
    bool leaves = false;
    for (int i = 0; i < 2; i++) {
        double gain = gain_of(c, e, i);
        char money[THAW_WORDS_MAX], exit[THAW_EXIT_MAX];
        const thaw_pair_study *pair = &c->leaving[e][i];
        if (gain == 0)
            continue;
        thaw_words_add(said, sizeof said, "%s %s would gain %s", leaves ? ";" : "",
                       thaw_phrase_capital(c->study, i), thaw_gain_words(gain, money));
        const char *how = thaw_exit_words(c->study, pair->sides, &pair->pair, &pair->exit[i], exit);
        if (how[0])
            thaw_words_add(said, sizeof said, ", beginning %s", how);
        leaves = true;
    }
    char name[2 * THAW_STRATEGY_NAME_MAX + 64] = "The first, a mix,";
    if (c->pool.stage->equilibrium[e].pure)
        snprintf(name, sizeof name, "%s/%s", c->leaving[e][0].sides[THAW_US]->name,
                 c->leaving[e][0].sides[THAW_CHINA]->name);
    if (leaves)
        thaw_say(answer, THAW_SENTENCE, "%s would not last where all else can be played:%s.", name,
                 said);
    else
        thaw_say(answer, THAW_SENTENCE,
                 "%s would last whatever else can be played: no departure of any kind gains.",
                 name);
}

/* Whether a side does the same in two of the equilibria: it then replies as well as can be to both
 * of the other's strategies, each of which does so to it, and every mix of these is an equilibrium.
 * Without such a pair there are none but those listed: the others lie in products of faces whose
 * corners are listed, all of them (Jansen 1981). */
static bool has_mixes_between(const thaw_contest *c)
{
    static const double SAME = 1e-9; /* chances that were solved for twice */
    for (size_t e = 0; e < c->pool.stage->equilibria; e++)
        for (size_t other = 0; other < e; other++)
            for (int i = 0; i < 2; i++) {
                const double *one = thaw_contest_chances(c, e, i),
                             *two = thaw_contest_chances(c, other, i);
                double apart = 0;
                for (int k = 0; k < c->pool.count[i]; k++)
                    apart = fmax(apart, fabs(one[k] - two[k]));
                if (apart < SAME)
                    return true;
            }
    return false;
}

static void say_equilibria(const thaw_contest *c, thaw_answer *answer)
{
    char counted[THAW_WORDS_MAX], us[THAW_WORDS_MAX], china[THAW_WORDS_MAX];
    size_t count = c->pool.stage->equilibria, pure = 0;
    for (size_t e = 0; e < count; e++)
        pure += c->pool.stage->equilibrium[e].pure;
    thaw_words_count((size_t)c->pool.count[0], "US strategy", "US strategies", us);
    thaw_words_count((size_t)c->pool.count[1], "Chinese one", "Chinese ones", china);
    bool between = has_mixes_between(c);
    thaw_words_count(count, between ? "extreme equilibrium" : "equilibrium",
                     between ? "extreme equilibria" : "equilibria", counted);
    size_t mixed = count - pure;
    char kinds[THAW_WORDS_MAX] = "";
    if (mixed == count && count > 0)
        snprintf(kinds, sizeof kinds, count == 1 ? ", a mix" : ", all of them mixes");
    else if (mixed > 0)
        snprintf(kinds, sizeof kinds, ", %zu of them %s", mixed, mixed == 1 ? "a mix" : "mixes");
    thaw_say(answer, THAW_SENTENCE, "Of %s and %s there %s %s%s.%s", us, china,
             count == 1 ? "is" : "are", counted, kinds,
             !between ? ""
             : count == 2
                 ? " Every mix of the two is one as well."
                 : " Where one side does the same in several of them, every mix of what the "
                   "other does there is one as well.");
    if (count > 0)
        say_equilibrium(c, 0, answer);
}

/* What each side would choose first, the other answering from the pool. */
static void say_leaders(const thaw_contest *c, thaw_answer *answer)
{
    for (int i = 0; i < 2; i++) {
        if (c->pool.count[i] == 1)
            continue;
        int lead = thaw_pool_lead(&c->pool, i), reply = thaw_pool_best(&c->pool, i, lead);
        const double *value = c->pool.value[pair_of(c, i, lead, reply)];
        char us[THAW_WORDS_MAX], china[THAW_WORDS_MAX];
        char chosen[THAW_EXIT_MAX], answered[THAW_EXIT_MAX];
        thaw_say(answer, THAW_SENTENCE,
                 "If %s chose first, and for good, it would do best with %s, which %s answers with "
                 "%s: %s a month to the US, %s to China.",
                 thaw_phrase_capital(c->study, i), choice_words(c, i, lead, -1, chosen),
                 thaw_phrase_capital(c->study, 1 - i),
                 choice_words(c, 1 - i, reply, lead, answered), thaw_words_money(value[0], us),
                 thaw_words_money(value[1], china));
    }
}

/* "always-pressure (or grim)": the strategy of a player whose loss is `least`, of equals the first
 * by name. */
static const char *least_words(const thaw_contest *c, int player, const double *loss, double least,
                               char *buffer)
{
    int named = -1;
    equals others = {.count = 0};
    char words[THAW_WORDS_MAX];
    for (int k = 0; k < c->pool.count[player]; k++)
        if (loss[k] <= least + c->pool.tie[player] &&
            (named < 0 || strcmp(name_of(c, player, k), name_of(c, player, named)) < 0))
            named = k;
    for (int k = 0; k < c->pool.count[player]; k++)
        if (k != named && loss[k] <= least + c->pool.tie[player])
            add_equal(c, player, k, &others);
    snprintf(buffer, THAW_EXIT_MAX, others.count > 0 ? "%s (%s)" : "%s%s",
             name_of(c, player, named), or_words(&others, words));
    return buffer;
}

static void say_robust(const thaw_contest *c, thaw_answer *answer)
{
    for (int i = 0; i < 2; i++) {
        double lost[THAW_STRATEGIES_MAX], regret[THAW_STRATEGIES_MAX];
        double least[2] = {HUGE_VAL, HUGE_VAL};
        int against = 0;
        for (int k = 0; k < c->pool.count[i]; k++) {
            lost[k] = -thaw_pool_worst(&c->pool, i, k, &against);
            regret[k] = thaw_pool_regret(&c->pool, i, k, &against);
            least[0] = fmin(least[0], lost[k]);
            least[1] = fmin(least[1], regret[k]);
        }
        char safe[THAW_EXIT_MAX], calm[THAW_EXIT_MAX], money[THAW_WORDS_MAX], most[THAW_WORDS_MAX];
        thaw_say(answer, THAW_SENTENCE,
                 "Whichever of these %s plays, %s brings %s at least %s a month; least to regret "
                 "has %s, at most %s.",
                 thaw_phrase_capital(c->study, 1 - i), least_words(c, i, lost, least[0], safe),
                 thaw_phrase_country(c->study, i), thaw_words_money(-least[0], money),
                 least_words(c, i, regret, least[1], calm), thaw_words_money(least[1], most));
    }
}

void thaw_contest_story(const thaw_contest *c, bool robust, thaw_answer *answer)
{
    say_equilibria(c, answer);
    say_leaders(c, answer);
    if (robust)
        say_robust(c, answer);
}

/* ---- JSON ---- */

static json_t *forecast_json(const double *forecast)
{
    return json_pack("{s:i, s:o, s:o, s:o, s:o}", "months", (int)THAW_FORECAST_MONTHS, "frozen",
                     thaw_json_number(forecast[THAW_FORECAST_FROZEN]), "partial",
                     thaw_json_number(forecast[THAW_FORECAST_PARTIAL]), "full",
                     thaw_json_number(forecast[THAW_FORECAST_FULL]), "lives",
                     thaw_json_number(forecast[THAW_FORECAST_LIVES]));
}

static json_t *strategy_json(const thaw_contest *c, int player, int k)
{
    const char *name = name_of(c, player, k);
    int best = thaw_pool_best(&c->pool, player, k), against = 0, pair = pair_of(c, player, k, best);
    json_t *object = json_object(), *as_good = json_array();
    json_object_set_new(object, "name", thaw_json_text(name));
    json_object_set_new(object, "own", json_boolean(!thaw_strategy_is_builtin(name)));
    json_object_set_new(object, "best", thaw_json_text(name_of(c, 1 - player, best)));
    for (int other = 0; other < c->pool.count[1 - player]; other++)
        if (is_as_good(c, 1 - player, other, best, k))
            json_array_append_new(as_good, thaw_json_text(name_of(c, 1 - player, other)));
    json_object_set_new(object, "as_good", as_good);
    json_object_set_new(object, "value", thaw_json_pair(c->pool.value[pair]));
    json_object_set_new(object, "forecast", forecast_json(c->pool.forecast[pair]));
    json_object_set_new(
        object, "reply",
        thaw_json_number(c->pool.reply[1 - player][k].values[c->study->setting.initial]));
    json_object_set_new(object, "worst",
                        thaw_json_number(thaw_pool_worst(&c->pool, player, k, &against)));
    json_object_set_new(object, "worst_against", thaw_json_text(name_of(c, 1 - player, against)));
    json_object_set_new(object, "regret",
                        thaw_json_number(thaw_pool_regret(&c->pool, player, k, &against)));
    json_object_set_new(object, "regret_against", thaw_json_text(name_of(c, 1 - player, against)));
    return object;
}

static json_t *pairs_json(const thaw_contest *c)
{
    json_t *rows = json_array();
    for (int us = 0; us < c->pool.count[0]; us++) {
        json_t *row = json_array();
        for (int china = 0; china < c->pool.count[1]; china++) {
            int pair = us * c->pool.count[1] + china;
            json_array_append_new(row, json_pack("{s:o, s:o}", "value",
                                                 thaw_json_pair(c->pool.value[pair]), "forecast",
                                                 forecast_json(c->pool.forecast[pair])));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *chances_json(const double *chance, int count)
{
    json_t *list = json_array();
    for (int k = 0; k < count; k++)
        json_array_append_new(list, thaw_json_number(chance[k]));
    return list;
}

static json_t *equilibrium_json(const thaw_contest *c, size_t e)
{
    const thaw_stage_equilibrium *equilibrium = &c->pool.stage->equilibrium[e];
    json_t *object = json_object(), *leaves = json_array();
    for (int i = 0; i < 2; i++)
        json_object_set_new(object, players[i],
                            chances_json(thaw_contest_chances(c, e, i), c->pool.count[i]));
    double gain[2] = {gain_of(c, e, 0), gain_of(c, e, 1)};
    json_object_set_new(object, "pure", json_boolean(equilibrium->pure));
    json_object_set_new(object, "value", thaw_json_pair(equilibrium->value));
    json_object_set_new(object, "regret", thaw_json_number(equilibrium->regret));
    json_object_set_new(object, "gain", thaw_json_pair(gain));
    for (int i = 0; i < 2; i++) {
        const thaw_pair_study *pair = e < c->shown ? &c->leaving[e][i] : NULL;
        json_array_append_new(
            leaves, pair && gain[i] > 0
                        ? thaw_exit_json(c->study, pair->sides, &pair->pair, &pair->exit[i])
                        : json_null());
    }
    json_object_set_new(object, "departure", leaves);
    return object;
}

static json_t *replicator_json(const thaw_contest *c)
{
    const thaw_replicator *run = &c->run;
    if (run->samples == 0)
        return json_null();
    json_t *object = json_object(), *times = json_array();
    int total = run->count[0] + run->count[1];
    for (int s = 0; s < run->samples; s++)
        json_array_append_new(times, thaw_json_number(run->time[s]));
    json_object_set_new(object, "time", times);
    for (int i = 0, at = 0; i < 2; at += run->count[i++]) {
        json_t *samples = json_array();
        for (int s = 0; s < run->samples; s++)
            json_array_append_new(samples,
                                  chances_json(run->share + s * total + at, run->count[i]));
        json_object_set_new(object, players[i], samples);
    }
    json_object_set_new(object, "settled", json_boolean(run->settled));
    return object;
}

void thaw_contest_json(const thaw_contest *c, thaw_answer *answer)
{
    json_t *equilibria = json_array();
    for (int i = 0; i < 2; i++) {
        json_t *list = json_array();
        for (int k = 0; k < c->pool.count[i]; k++)
            json_array_append_new(list, strategy_json(c, i, k));
        thaw_answer_set(answer, answer->json, players[i], list);
    }
    thaw_answer_set(answer, answer->json, "pairs", pairs_json(c));
    for (size_t e = 0; e < c->pool.stage->equilibria; e++)
        json_array_append_new(equilibria, equilibrium_json(c, e));
    thaw_answer_set(answer, answer->json, "equilibria", equilibria);
    thaw_answer_set(answer, answer->json, "complete", json_boolean(c->pool.stage->mixed));
    thaw_answer_set(answer, answer->json, "replicator", replicator_json(c));
}
