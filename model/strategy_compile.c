/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strategy's text as an automaton: a memory state that lasts several months becomes a chain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/strategies.h"
#include "model/strategy_grammar.h"

typedef struct build {
    const thaw_setting *setting;
    const thaw_strategy_text *text;
    thaw_strategy *strategy;
    int first[THAW_MEMORIES_NAMED + 1]; /* where each named memory state's months begin */
    int cuts;
    double cut[THAW_STRATEGY_CUTS];
    thaw_clauses *clauses;
} build;

/* ---- the coin ---- */

static bool add_cut(build *b, double at)
{
    int k = 0;
    while (k < b->cuts && b->cut[k] < at)
        k++;
    if (k < b->cuts && b->cut[k] == at)
        return true;
    if (b->cuts == THAW_STRATEGY_CUTS)
        return false;
    memmove(b->cut + k + 1, b->cut + k, (size_t)(b->cuts - k) * sizeof *b->cut);
    b->cut[k] = at;
    b->cuts++;
    return true;
}

static thaw_status cut_coin(build *b, thaw_fault *fault)
{
    add_cut(b, 1);
    for (int m = 0; m < b->text->memories; m++) {
        if (b->text->memory[m].next[0] == '\0')
            continue;
        thaw_status status = thaw_clauses_read(b->text->memory[m].next, false, b->clauses, fault);
        if (status != THAW_OK)
            return status;
        for (int k = 0; k < b->clauses->count; k++)
            for (int c = 0; c < b->clauses->clause[k].conditions; c++) {
                const thaw_condition *asked = &b->clauses->clause[k].condition[c];
                if (asked->word == WORD_COIN && !add_cut(b, asked->coin))
                    return thaw_fail(fault, THAW_ERANGE,
                                     "strategy %s compares the coin with more than %d chances",
                                     b->text->name, THAW_STRATEGY_CUTS - 1);
            }
    }
    return THAW_OK;
}

/* ---- what is played ---- */

/* Index of an action (a stance or a move) in a state of the setting; an announcement that the state
 * does not have means the same stance without it. */
static int action_index(const build *b, int fentanyl, int action)
{
    const thaw_scenario *scenario = b->setting->scenario;
    if (b->text->player == THAW_CHINA)
        return thaw_fentanyl_china_index(fentanyl, (thaw_move)action);
    int found = thaw_fentanyl_us_index(scenario, fentanyl, (thaw_stance)action);
    return found >= 0
               ? found
               : thaw_fentanyl_us_index(scenario, fentanyl,
                                        action == THAW_RELIEF_DELIST ? THAW_RELIEF : THAW_STEADY);
}

static void fill_play(const build *b, int named)
{
    int player = b->text->player;
    for (int s = 0; s < b->setting->game->states; s++) {
        int fentanyl = b->setting->fentanyl_state[s];
        const thaw_clause *clause = thaw_clauses_play(b->clauses, player, fentanyl);
        for (int m = b->first[named]; m < b->first[named + 1]; m++) {
            double *mix = thaw_strategy_mix(b->strategy, m, s);
            memset(mix, 0, (size_t)b->strategy->most * sizeof *mix);
            for (int k = 0; k < clause->options; k++)
                mix[action_index(b, fentanyl, thaw_clause_action(clause, k, player, fentanyl))] +=
                    clause->chance[k];
        }
    }
}

/* ---- what follows ---- */

static int named_memory(const build *b, const char *name)
{
    int m = 0;
    while (strcmp(b->text->memory[m].name, name) != 0)
        m++;
    return b->first[m];
}

/* Where the last month of a named memory state leads. */
static int follow(const build *b, int last, const thaw_occasion *occasion)
{
    for (int k = 0; k < b->clauses->count; k++)
        if (thaw_clause_applies(&b->clauses->clause[k], occasion))
            return named_memory(b, b->clauses->clause[k].to);
    return last;
}

static void fill_next(const build *b, int named)
{
    thaw_strategy *s = b->strategy;
    int last = b->first[named + 1] - 1;
    for (int t = 0; t < s->states; t++)
        for (int y = 0; y < s->signals; y++) {
            thaw_occasion o = {.player = s->player, .state = b->setting->fentanyl_state[t]};
            thaw_fentanyl_signal(y, &o.stance, &o.seen);
            for (int m = b->first[named]; m < last; m++)
                for (int k = 0; k < s->cuts; k++)
                    thaw_strategy_next(s, m, t, y)[k] = m + 1;
            for (int k = 0; k < s->cuts; k++) {
                o.coin = k > 0 ? s->cut[k - 1] : 0; /* a piece's lower end speaks for all of it */
                thaw_strategy_next(s, last, t, y)[k] = follow(b, last, &o);
            }
        }
}

static void name_months(const build *b, int named)
{
    const thaw_memory_text *memory = &b->text->memory[named];
    for (int k = 0; k < memory->months; k++) {
        char name[2 * THAW_STRATEGY_NAME_MAX];
        if (memory->months > 1)
            snprintf(name, sizeof name, "%s %d/%d", memory->name, k + 1, memory->months);
        else
            snprintf(name, sizeof name, "%s", memory->name);
        thaw_copy_text(b->strategy->memory_name[b->first[named] + k], THAW_STRATEGY_NAME_MAX, name);
    }
}

static thaw_status fill(build *b, thaw_fault *fault)
{
    for (int m = 0; m < b->text->memories; m++) {
        thaw_status status = thaw_clauses_read(b->text->memory[m].play, true, b->clauses, fault);
        if (status != THAW_OK)
            return status;
        fill_play(b, m);
        b->clauses->count = 0;
        if (b->text->memory[m].next[0])
            status = thaw_clauses_read(b->text->memory[m].next, false, b->clauses, fault);
        if (status != THAW_OK)
            return status;
        fill_next(b, m);
        name_months(b, m);
    }
    return THAW_OK;
}

thaw_status thaw_strategy_compile(const thaw_setting *setting, const thaw_strategy_text *text,
                                  thaw_strategy **strategy, thaw_fault *fault)
{
    if (!setting->scenario)
        return thaw_fail(fault, THAW_EARG,
                         "strategies by name are of scenarios, not of game files");
    build b = {.setting = setting, .text = text, .clauses = malloc(sizeof *b.clauses)};
    if (!b.clauses)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for strategy %s", text->name);
    for (int m = 0; m < text->memories; m++)
        b.first[m + 1] = b.first[m] + text->memory[m].months;
    thaw_status status = cut_coin(&b, fault);
    if (status == THAW_OK)
        status = thaw_strategy_new(setting->game, text->player, text->name, b.first[text->memories],
                                   b.cuts, b.cut, &b.strategy, fault);
    if (status == THAW_OK)
        status = fill(&b, fault);
    free(b.clauses);
    if (status == THAW_OK)
        *strategy = b.strategy;
    else
        thaw_strategy_free(b.strategy);
    return status;
}
