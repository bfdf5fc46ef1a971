/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies as text: their lines set, the whole checked. */
#include "model/strategy_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/strategy_grammar.h"

static const char *const players[] = {"us", "china"};

void thaw_strategy_text_init(thaw_strategy_text *text, const char *name)
{
    *text = (thaw_strategy_text){.player = -1};
    thaw_copy_text(text->name, sizeof text->name, name);
}

static int find_memory(const thaw_strategy_text *text, const char *name)
{
    for (int m = 0; m < text->memories; m++)
        if (strcmp(text->memory[m].name, name) == 0)
            return m;
    return -1;
}

/* ---- one line ---- */

static thaw_status set_player(thaw_strategy_text *text, const char *value, thaw_fault *fault)
{
    for (int i = 0; i < 2; i++)
        if (strcmp(value, players[i]) == 0) {
            text->player = i;
            return THAW_OK;
        }
    thaw_fail(fault, THAW_EPARSE, "'%.40s' is no player", value);
    thaw_fault_help(fault, "player = us, or player = china");
    return THAW_EPARSE;
}

static thaw_status fail_key(const thaw_strategy_text *text, const char *key, thaw_fault *fault)
{
    static const char *const kinds[] = {"player", "play", "next", "months"};
    char word[THAW_STRATEGY_WORD_MAX];
    thaw_copy_text(word, sizeof word, key);
    thaw_fail(fault, THAW_EUNKNOWN, "a strategy has no '%s'", word);
    const char *point = strchr(key, '.');
    word[strcspn(word, ".")] = '\0';
    const char *near = thaw_nearest(word, kinds, 4);
    if (near && point && near != kinds[0])
        thaw_fault_help(fault, "did you mean %s%.40s?", near, point);
    else if (near && near != kinds[0])
        thaw_fault_help(fault, "%s needs a memory state: %s.%s", near, near,
                        text->memories > 0 ? text->memory[0].name : "mild");
    else if (near)
        thaw_fault_help(fault, "did you mean player?");
    else
        thaw_fault_help(fault, "a strategy has player, play.MEMORY, next.MEMORY and months.MEMORY");
    return THAW_EUNKNOWN;
}

static thaw_status check_memory_name(const char *name, thaw_fault *fault)
{
    static const char *const reserved[] = {"when", "and", "or", "not"};
    size_t length = strlen(name);
    size_t good = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    bool taken = false;
    for (size_t k = 0; k < sizeof reserved / sizeof *reserved; k++)
        taken = taken || strcmp(name, reserved[k]) == 0;
    if (length > 0 && good == length && length + 8 < THAW_STRATEGY_WORD_MAX && !taken)
        return THAW_OK;
    thaw_fail(fault, THAW_EUNKNOWN, "'%.40s' cannot name a memory state", name);
    thaw_fault_help(fault,
                    "a name has up to %d letters, digits, '_' and '-', and is not when, and, "
                    "or, not",
                    THAW_STRATEGY_WORD_MAX - 9);
    return THAW_EUNKNOWN;
}

/* The memory state of that name, added if there is none. */
static thaw_status place_memory(thaw_strategy_text *text, const char *name, int *memory,
                                thaw_fault *fault)
{
    thaw_status status = check_memory_name(name, fault);
    if (status != THAW_OK)
        return status;
    *memory = find_memory(text, name);
    if (*memory >= 0)
        return THAW_OK;
    if (text->memories == THAW_MEMORIES_NAMED)
        return thaw_fail(fault, THAW_ERANGE, "a strategy names at most %d memory states",
                         THAW_MEMORIES_NAMED);
    *memory = text->memories++;
    text->memory[*memory] = (thaw_memory_text){.months = 1};
    thaw_copy_text(text->memory[*memory].name, sizeof text->memory[*memory].name, name);
    return THAW_OK;
}

static thaw_status read_months(const char *value, int *months, thaw_fault *fault)
{
    char *end = NULL;
    long found = strtol(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || found < 1 ||
        found > THAW_MEMORY_MONTHS) {
        thaw_fail(fault, THAW_ERANGE, "'%.40s' is not a number of months from 1 to %d", value,
                  THAW_MEMORY_MONTHS);
        return THAW_ERANGE;
    }
    *months = (int)found;
    return THAW_OK;
}

static thaw_status check_line(const char *value, bool play, thaw_fault *fault)
{
    if (strlen(value) >= THAW_STRATEGY_LINE_MAX)
        return thaw_fail(fault, THAW_ERANGE, "a line of a strategy has at most %d bytes",
                         THAW_STRATEGY_LINE_MAX - 1);
    thaw_clauses *clauses = malloc(sizeof *clauses);
    thaw_status status = clauses ? thaw_clauses_read(value, play, clauses, fault)
                                 : thaw_fail(fault, THAW_ENOMEM, "no memory for a strategy");
    free(clauses);
    return status;
}

thaw_status thaw_strategy_text_set(thaw_strategy_text *text, const char *key, const char *value,
                                   thaw_fault *fault)
{
    if (strcmp(key, "player") == 0)
        return set_player(text, value, fault);
    const char *point = strchr(key, '.');
    size_t length = point ? (size_t)(point - key) : 0;
    bool play = length == strlen("play") && strncmp(key, "play", length) == 0;
    bool next = length == strlen("next") && strncmp(key, "next", length) == 0;
    bool months = length == strlen("months") && strncmp(key, "months", length) == 0;
    if (!play && !next && !months)
        return fail_key(text, key, fault);
    int count = 1, memory = 0;
    thaw_status status =
        months ? read_months(value, &count, fault) : check_line(value, play, fault);
    if (status == THAW_OK)
        status = place_memory(text, point + 1, &memory, fault);
    if (status != THAW_OK)
        return status;
    if (months)
        text->memory[memory].months = count;
    else
        thaw_copy_text(play ? text->memory[memory].play : text->memory[memory].next,
                       THAW_STRATEGY_LINE_MAX, value);
    return THAW_OK;
}

/* ---- the whole ---- */

typedef struct inspection {
    const thaw_strategy_text *text;
    thaw_clauses *clauses;
    thaw_faults *faults;
    thaw_status status;
} inspection;

static void add(inspection *in, const thaw_fault *fault)
{
    if (!thaw_faults_add(in->faults, fault))
        in->status = THAW_ENOMEM;
    else if (in->status == THAW_OK)
        in->status = fault->status;
}

/* "strategy.NAME.KIND.MEMORY", or without the rest where memory is NULL. */
static void key_of(const inspection *in, const char *kind, const thaw_memory_text *memory,
                   char key[THAW_KEY_MAX])
{
    if (memory)
        snprintf(key, THAW_KEY_MAX, "strategy.%s.%s.%s", in->text->name, kind, memory->name);
    else
        snprintf(key, THAW_KEY_MAX, "strategy.%s", in->text->name);
}

static const char *actions_of(int player)
{
    return player == THAW_US ? "the US has pressure, steady, delist, relief, relief+delist"
                             : "China has none, partial, full, freeze; frozen: stay, resume";
}

static bool has_action(int player, const thaw_clause *clause, int option)
{
    return thaw_clause_action(clause, option, player, 0) >= 0 ||
           thaw_clause_action(clause, option, player, 1) >= 0;
}

/* Returns whether all actions are the player's. */
static bool check_actions(inspection *in, const thaw_memory_text *memory)
{
    int player = in->text->player;
    for (int k = 0; k < in->clauses->count; k++)
        for (int a = 0; a < in->clauses->clause[k].options; a++) {
            if (has_action(player, &in->clauses->clause[k], a))
                continue;
            thaw_fault fault;
            char key[THAW_KEY_MAX];
            key_of(in, "play", memory, key);
            thaw_fail_key(&fault, THAW_EPARSE, key, "'%s' is not an action of %s",
                          in->clauses->clause[k].action[a], player == THAW_US ? "the US" : "China");
            thaw_fault_help(&fault, "%s", actions_of(player));
            add(in, &fault);
            return false;
        }
    return true;
}

/* Every month must have something to play. */
static void check_months(inspection *in, const thaw_memory_text *memory)
{
    for (int s = 0; s < THAW_FENTANYL_STATES; s++) {
        if (thaw_clauses_play(in->clauses, in->text->player, s))
            continue;
        thaw_fault fault;
        char key[THAW_KEY_MAX];
        key_of(in, "play", memory, key);
        thaw_fail_key(&fault, THAW_EPARSE, key, "memory state %s says nothing for %s months",
                      memory->name, thaw_fentanyl_state_name(s));
        if (thaw_fentanyl_frozen(s) && in->text->player == THAW_CHINA)
            thaw_fault_help(&fault, "add stay or resume for frozen months: %.100s, resume",
                            memory->play);
        else
            thaw_fault_help(&fault, "end the line with an action without 'when'");
        add(in, &fault);
        return;
    }
}

static void check_play(inspection *in, const thaw_memory_text *memory)
{
    thaw_fault fault;
    if (memory->play[0] == '\0') {
        char key[THAW_KEY_MAX];
        key_of(in, memory->next[0] ? "next" : "months", memory, key);
        thaw_fail_key(&fault, THAW_EPARSE, key, "memory state %s does not play", memory->name);
        thaw_fault_help(&fault, "add play.%s = ACTION", memory->name);
        add(in, &fault);
    } else if (thaw_clauses_read(memory->play, true, in->clauses, &fault) != THAW_OK) {
        add(in, &fault);
    } else if (check_actions(in, memory)) {
        check_months(in, memory);
    }
}

static void check_next(inspection *in, const thaw_memory_text *memory)
{
    thaw_fault fault;
    if (memory->next[0] == '\0')
        return;
    if (thaw_clauses_read(memory->next, false, in->clauses, &fault) != THAW_OK) {
        add(in, &fault);
        return;
    }
    for (int k = 0; k < in->clauses->count; k++) {
        const char *to = in->clauses->clause[k].to, *names[THAW_MEMORIES_NAMED];
        if (find_memory(in->text, to) >= 0)
            continue;
        for (int m = 0; m < in->text->memories; m++)
            names[m] = in->text->memory[m].name;
        char key[THAW_KEY_MAX];
        key_of(in, "next", memory, key);
        thaw_fail_key(&fault, THAW_EPARSE, key, "there is no memory state '%s'", to);
        const char *near = thaw_nearest(to, names, (size_t)in->text->memories);
        if (near)
            thaw_fault_help(&fault, "did you mean %s?", near);
        else
            thaw_fault_help(&fault, "a memory state has a line play.%s", to);
        add(in, &fault);
    }
}

static void fail_whole(inspection *in, const char *what, const char *help)
{
    thaw_fault fault;
    char key[THAW_KEY_MAX];
    key_of(in, "", NULL, key);
    thaw_fail_key(&fault, THAW_EMISSING, key, "strategy %s %s", in->text->name, what);
    thaw_fault_help(&fault, "%s", help);
    add(in, &fault);
}

thaw_status thaw_strategy_text_check(const thaw_strategy_text *text, thaw_faults *faults)
{
    inspection in = {text, malloc(sizeof *in.clauses), faults, THAW_OK};
    if (!in.clauses)
        return THAW_ENOMEM;
    if (text->player < 0)
        fail_whole(&in, "does not say whose it is", "add player = us, or player = china");
    if (text->memories == 0)
        fail_whole(&in, "does not play", "add a memory state: play.always = ACTION");
    for (int m = 0; text->player >= 0 && m < text->memories; m++) {
        check_play(&in, &text->memory[m]);
        check_next(&in, &text->memory[m]);
    }
    free(in.clauses);
    return in.status;
}
