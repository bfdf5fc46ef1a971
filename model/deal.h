/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals: a plan and a punishment, put onto a setting (docs/model.md sections 7.3 and 7.4). */
#ifndef THAW_MODEL_DEAL_H
#define THAW_MODEL_DEAL_H

#include "model/machine.h"
#include "model/plan.h"
#include "model/setting.h"

enum {
    THAW_DEAL_PLAN_MAX = 4096, /* bytes of a plan as it is written, with its end */
    THAW_DEAL_NAME_MAX = THAW_DEAL_PLAN_MAX + 32
};

/* A plan and a punishment on the states of a setting. */
typedef struct thaw_deal {
    char *plan; /* "full_calm+delist", or its pairs; below THAW_DEAL_PLAN_MAX bytes; owned */
    thaw_punishment punishment;
    int *play;   /* [state * players + player]: the promised action; owned */
    bool *keeps; /* [state * signals + signal], signals as in thaw_machine_signals: seen in that
                    state, the signal keeps to the plan; owned */
} thaw_deal;

/* A list of deals; owned. */
typedef struct thaw_deals {
    thaw_deal *items;
    size_t count, capacity;
} thaw_deals;

/* Releases the deals and leaves an empty list. */
void thaw_deals_clear(thaw_deals *deals);

/* Appends the deal of a plan of the fentanyl game; `name` is how it is written, cut where it is as
 * long as THAW_DEAL_PLAN_MAX. Fails with THAW_EARG for a game file and where the plan has an action
 * that a state does not (stay while the channel is open), with THAW_ERANGE on a punishment of less
 * than a month, with THAW_ENOMEM; the list is then as it was. */
thaw_status thaw_deals_add_named(const thaw_setting *setting, const char *name,
                                 const thaw_plan *plan, const thaw_punishment *punishment,
                                 thaw_deals *deals, thaw_fault *fault);

/* Removes the last deal of a list that has one. */
void thaw_deals_drop_last(thaw_deals *deals);

/* Whether two deals promise the same in every state of the setting. */
bool thaw_deals_same_play(const thaw_setting *setting, const thaw_deal *one, const thaw_deal *two);

/* Appends the deal in which play[state * players + player] is promised; `name` is how it is
 * written. Where actions are public a month keeps to the plan when the actions are the plan's. In a
 * game with signals of its own a signal keeps to it when the plan can give rise to it and no single
 * departure that pays in the month itself (and gives less, where actions are ranked) makes it
 * likelier: a signal that speaks for such a departure is met by the punishment. Fails with
 * THAW_EARG where a promised action does not exist, with THAW_ERANGE on a punishment of less than a
 * month, with THAW_ENOMEM; the list is then as it was. */
thaw_status thaw_deals_add_play(const thaw_setting *setting, const char *name, const int *play,
                                const thaw_punishment *punishment, thaw_deals *deals,
                                thaw_fault *fault);

/* Appends what "PLAN@PUNISHMENT" means, or, without a punishment, the plan under each of the five
 * standard ones. PLAN is a built-in plan or one of the scenario's own, with or without +delist, or
 * the pairs of calm, tense, crisis and frozen months separated by commas. For a game file it is one
 * pair for each state, separated by commas (one pair: the same in every state). Fails with
 * THAW_EPARSE, THAW_EUNKNOWN, THAW_ERANGE (a plan is too long) or THAW_ENOMEM and says what would
 * be right. */
thaw_status thaw_deals_read(const thaw_setting *setting, const char *text, thaw_deals *deals,
                            thaw_fault *fault);

/* Appends every built-in plan and every plan of the scenario, each without and with +delist where
 * that differs, under the five standard punishments: plan by plan, mildest punishment first. */
thaw_status thaw_deals_add_standard(const thaw_setting *setting, thaw_deals *deals,
                                    thaw_fault *fault);

/* "full_calm@trigger:36" into a buffer of THAW_DEAL_NAME_MAX bytes. */
void thaw_deal_format(const thaw_deal *deal, char *buffer, size_t size);

/* The deal as a machine for the game: phase 0 the plan, phase 1 the punishment, in which everybody
 * is free and from which a coin leads back with chance 1 / months, never under grim. Under harshest
 * a signal ends nothing: departures are seen themselves, and are answered only where the game's
 * actions are public. */
thaw_status thaw_deal_machine(const thaw_game *game, const thaw_deal *deal, thaw_machine **machine,
                              thaw_fault *fault);

#endif
