/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans and punishments as data and as text (docs/model.md sections 7.3 and 7.4). */
#include "model/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const tension_names[THAW_TENSIONS] = {"calm", "tense", "crisis"};

static const char *const stance_names[THAW_STANCES] = {"pressure", "steady", "delist", "relief",
                                                       "relief+delist"};

static const char *const move_names[THAW_MOVES] = {"freeze", "none", "partial",
                                                   "full",   "stay", "resume"};

static const char *name_of(const char *const *names, int count, int index)
{
    return index >= 0 && index < count ? names[index] : NULL;
}

const char *thaw_tension_name(thaw_tension tension)
{
    return name_of(tension_names, THAW_TENSIONS, (int)tension);
}

const char *thaw_stance_name(thaw_stance stance)
{
    return name_of(stance_names, THAW_STANCES, (int)stance);
}

const char *thaw_move_name(thaw_move move)
{
    return name_of(move_names, THAW_MOVES, (int)move);
}

/* clang-format off */
#define PAIR(stance, move) {THAW_##stance, THAW_##move}
#define RELIEVED {PAIR(RELIEF, RESUME), PAIR(RELIEF, RESUME), PAIR(RELIEF, RESUME)}
static const thaw_plan builtin_plans[] = {
    {"full", {PAIR(RELIEF, FULL), PAIR(RELIEF, FULL), PAIR(RELIEF, FULL)},
     RELIEVED, THAW_PLAN_COMPLETE},
    {"full_calm", {PAIR(RELIEF, FULL), PAIR(STEADY, PARTIAL), PAIR(STEADY, NONE)},
     RELIEVED, THAW_PLAN_COMPLETE},
    {"partial", {PAIR(STEADY, PARTIAL), PAIR(STEADY, PARTIAL), PAIR(STEADY, PARTIAL)},
     RELIEVED, THAW_PLAN_COMPLETE},
    {"partial_pause", {PAIR(STEADY, PARTIAL), PAIR(STEADY, PARTIAL), PAIR(STEADY, NONE)},
     RELIEVED, THAW_PLAN_COMPLETE},
    {"partial_pressure", {PAIR(STEADY, PARTIAL), PAIR(STEADY, PARTIAL), PAIR(PRESSURE, NONE)},
     RELIEVED, THAW_PLAN_COMPLETE},
};
#undef RELIEVED
#undef PAIR
/* clang-format on */

const thaw_plan *thaw_builtin_plans(size_t *count)
{
    *count = sizeof builtin_plans / sizeof *builtin_plans;
    return builtin_plans;
}

static void announce_delisting(thaw_pair *pair)
{
    if (pair->us == THAW_STEADY)
        pair->us = THAW_DELIST;
    else if (pair->us == THAW_RELIEF)
        pair->us = THAW_RELIEF_DELIST;
}

thaw_plan thaw_plan_with_delist(const thaw_plan *plan)
{
    thaw_plan with = *plan;
    snprintf(with.name, sizeof with.name, "%.*s" THAW_DELIST_SUFFIX,
             (int)(sizeof with.name - sizeof THAW_DELIST_SUFFIX), plan->name);
    for (int t = 0; t < THAW_TENSIONS; t++) {
        announce_delisting(&with.open[t]);
        announce_delisting(&with.frozen[t]);
    }
    return with;
}

enum { WORD_MAX = 64 }; /* bytes of an action as shown in a message; the names are far shorter */

/* Copies text[0..length) without the spaces around it, cut to fit. */
static void copy_trimmed(char word[WORD_MAX], const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t'))
        text++, length--;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    char part[2 * WORD_MAX];
    if (length >= sizeof part)
        length = sizeof part - 1;
    memcpy(part, text, length);
    part[length] = '\0';
    thaw_copy_text(word, WORD_MAX, part);
}

static int index_of(const char *word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(word, names[i]) == 0)
            return i;
    return -1;
}

static const char *us_actions(void)
{
    return "the US has pressure, steady, relief and, while listed, delist and relief+delist";
}

static const char *china_actions(bool frozen)
{
    return frozen ? "while the channel is frozen China has stay and resume"
                  : "while the channel is open China has none, partial, full and freeze";
}

/* China's names for that channel: how many there are, and where they begin in move_names. */
static const char *const *moves_of(bool frozen, int *count)
{
    *count = frozen ? THAW_MOVES - THAW_STAY : THAW_STAY;
    return move_names + (frozen ? THAW_STAY : 0);
}

static thaw_status fail_us(const char *us, const char *china, bool frozen, thaw_fault *fault)
{
    thaw_fail(fault, THAW_EPARSE, "'%s' is not a US action", us);
    const char *near = thaw_nearest(us, stance_names, THAW_STANCES);
    if (index_of(us, move_names, THAW_MOVES) >= 0 &&
        index_of(china, stance_names, THAW_STANCES) >= 0)
        thaw_fault_help(fault, "a pair is US first; write %s/%s", china, us);
    else if (near)
        thaw_fault_help(fault, "did you mean %s/%s?", near, china);
    else
        thaw_fault_help(fault, "write US/China, as in %s; %s",
                        frozen ? "relief/resume" : "relief/full", us_actions());
    return THAW_EPARSE;
}

static thaw_status fail_china(const char *us, const char *china, bool frozen, thaw_fault *fault)
{
    int count = 0;
    const char *const *moves = moves_of(frozen, &count);
    const char *near = thaw_nearest(china, moves, (size_t)count);
    if (index_of(china, move_names, THAW_MOVES) >= 0) {
        thaw_fail(fault, THAW_EPARSE, "China has no '%s' while the channel is %s", china,
                  frozen ? "frozen" : "open");
        near = NULL;
    } else {
        thaw_fail(fault, THAW_EPARSE, "'%s' is not an action of China", china);
    }
    if (near)
        thaw_fault_help(fault, "did you mean %s/%s?", us, near);
    else
        thaw_fault_help(fault, "%s", china_actions(frozen));
    return THAW_EPARSE;
}

thaw_status thaw_pair_read(const char *text, bool frozen, thaw_pair *pair, thaw_fault *fault)
{
    char us[WORD_MAX], china[WORD_MAX];
    const char *slash = strchr(text, '/');
    if (!slash || strchr(slash + 1, '/')) {
        copy_trimmed(us, text, strlen(text));
        thaw_fail(fault, THAW_EPARSE, "'%s' is not a pair of actions", us);
        thaw_fault_help(fault, "write US/China, as in %s",
                        frozen ? "relief/resume" : "relief/full");
        return THAW_EPARSE;
    }
    copy_trimmed(us, text, (size_t)(slash - text));
    copy_trimmed(china, slash + 1, strlen(slash + 1));
    int stance = index_of(us, stance_names, THAW_STANCES);
    if (stance < 0)
        return fail_us(us, china, frozen, fault);
    int count = 0;
    const char *const *moves = moves_of(frozen, &count);
    int move = index_of(china, moves, count);
    if (move < 0)
        return fail_china(us, china, frozen, fault);
    *pair = (thaw_pair){(thaw_stance)stance, (thaw_move)(move + (frozen ? THAW_STAY : 0))};
    return THAW_OK;
}

/* The keys of a plan, and the bits of thaw_plan.set that each gives. */
static const struct plan_key {
    const char *key;
    unsigned gives;
} plan_keys[] = {
    {"calm", 1U << THAW_CALM},
    {"tense", 1U << THAW_TENSE},
    {"crisis", 1U << THAW_CRISIS},
    {"frozen", 7U << THAW_TENSIONS},
    {"frozen_calm", 1U << (THAW_TENSIONS + THAW_CALM)},
    {"frozen_tense", 1U << (THAW_TENSIONS + THAW_TENSE)},
    {"frozen_crisis", 1U << (THAW_TENSIONS + THAW_CRISIS)},
};

enum { PLAN_KEYS = sizeof plan_keys / sizeof *plan_keys };

static thaw_status fail_plan_key(const thaw_plan *plan, const char *key, thaw_fault *fault)
{
    const char *names[PLAN_KEYS];
    for (int k = 0; k < PLAN_KEYS; k++)
        names[k] = plan_keys[k].key;
    char shown[WORD_MAX];
    thaw_copy_text(shown, sizeof shown, key);
    thaw_fail(fault, THAW_EUNKNOWN, "a plan has no '%s'", shown);
    const char *near = thaw_nearest(key, names, PLAN_KEYS);
    if (near)
        thaw_fault_help(fault, "did you mean plan.%s.%s?", plan->name, near);
    else
        thaw_fault_help(fault, "a plan has calm, tense, crisis and frozen (or frozen_calm, "
                               "frozen_tense, frozen_crisis)");
    return THAW_EUNKNOWN;
}

thaw_status thaw_plan_set(thaw_plan *plan, const char *key, const char *text, thaw_fault *fault)
{
    const struct plan_key *found = NULL;
    for (int k = 0; k < PLAN_KEYS && !found; k++)
        if (strcmp(key, plan_keys[k].key) == 0)
            found = &plan_keys[k];
    if (!found)
        return fail_plan_key(plan, key, fault);
    thaw_pair pair;
    thaw_status status = thaw_pair_read(text, found->gives >> THAW_TENSIONS != 0, &pair, fault);
    if (status != THAW_OK)
        return status;
    for (int t = 0; t < THAW_TENSIONS; t++) {
        if (found->gives >> t & 1U)
            plan->open[t] = pair;
        if (found->gives >> (THAW_TENSIONS + t) & 1U)
            plan->frozen[t] = pair;
    }
    plan->set |= found->gives;
    return THAW_OK;
}

bool thaw_pair_same(thaw_pair one, thaw_pair other)
{
    return one.us == other.us && one.china == other.china;
}

void thaw_pair_format(thaw_pair pair, char *buffer, size_t size)
{
    const char *us = thaw_stance_name(pair.us), *china = thaw_move_name(pair.china);
    snprintf(buffer, size, "%s/%s", us ? us : "?", china ? china : "?");
}

const thaw_punishment *thaw_standard_punishments(size_t *count)
{
    static const thaw_punishment standard[] = {{THAW_TRIGGER, 3},
                                               {THAW_TRIGGER, 6},
                                               {THAW_TRIGGER, 12},
                                               {THAW_TRIGGER, 36},
                                               {THAW_GRIM, HUGE_VAL}};
    *count = sizeof standard / sizeof *standard;
    return standard;
}

static thaw_status fail_punishment(const char *text, thaw_fault *fault)
{
    static const char *const words[] = {"trigger", "grim", "harshest"};
    char shown[WORD_MAX], word[WORD_MAX];
    thaw_copy_text(shown, sizeof shown, text);
    copy_trimmed(word, text, strcspn(text, ":"));
    thaw_fail(fault, THAW_EPARSE, "'%s' is not a punishment", shown);
    const char *near = thaw_nearest(word, words, 3);
    const char *colon = strchr(shown, ':');
    double months = 0;
    if (near && strcmp(near, "trigger") != 0)
        thaw_fault_help(fault, "did you mean %s?", near);
    else if (near && colon && thaw_number_read(colon + 1, &colon, &months) && *colon == '\0')
        thaw_fault_help(fault, "did you mean trigger%s?", strchr(shown, ':'));
    else
        thaw_fault_help(fault, "write trigger:T, with T months of punishment on average, grim, or "
                               "harshest");
    return THAW_EPARSE;
}

thaw_status thaw_punishment_read(const char *text, thaw_punishment *punishment, thaw_fault *fault)
{
    static const char trigger[] = "trigger:";
    if (strcmp(text, "grim") == 0) {
        *punishment = (thaw_punishment){THAW_GRIM, HUGE_VAL};
        return THAW_OK;
    }
    if (strcmp(text, "harshest") == 0) {
        *punishment = (thaw_punishment){THAW_HARSHEST, HUGE_VAL};
        return THAW_OK;
    }
    const char *end = NULL;
    double months = 0;
    if (strncmp(text, trigger, sizeof trigger - 1) != 0 ||
        !thaw_number_read(text + sizeof trigger - 1, &end, &months) || *end != '\0')
        return fail_punishment(text, fault);
    if (!(months >= 1 && months < HUGE_VAL)) {
        char shown[WORD_MAX];
        thaw_copy_text(shown, sizeof shown, text);
        thaw_fail(fault, THAW_ERANGE, "'%s' is %s", shown,
                  months >= 1 ? "too many months" : "not at least one month");
        thaw_fault_help(fault, "T in trigger:T is a number of months, 1 or more; for ever is grim");
        return THAW_ERANGE;
    }
    *punishment = (thaw_punishment){THAW_TRIGGER, months};
    return THAW_OK;
}

void thaw_punishment_format(const thaw_punishment *punishment, char *buffer, size_t size)
{
    char months[THAW_NUMBER_MAX];
    thaw_number_format(punishment->months, months, sizeof months);
    if (punishment->kind == THAW_GRIM)
        snprintf(buffer, size, "grim");
    else if (punishment->kind == THAW_HARSHEST)
        snprintf(buffer, size, "harshest");
    else
        snprintf(buffer, size, "trigger:%s", months);
}
