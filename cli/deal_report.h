/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal's answer as JSON and as rows of tables: shared by solve and plans. */
#ifndef THAW_CLI_DEAL_REPORT_H
#define THAW_CLI_DEAL_REPORT_H

#include "cli/study.h"

/* A player's numbers as an array: [us, china], or as many as the game has players. */
json_t *thaw_json_numbers(const double *values, int count);

/* One member of "deals". true_value may be NULL. */
json_t *thaw_deal_json(const thaw_study *study, const thaw_deal *deal,
                       const thaw_deal_answer *answer, const double *true_value);

/* {"plan", "punishment"} of a deal, null for THAW_NO_DEAL_BEST. */
json_t *thaw_best_json(const thaw_deals *deals, size_t k);

/* Which of the deals is best for a player: one of `best`, or of a third player its own. */
size_t thaw_best_for(const thaw_study *study, const thaw_deals *deals,
                     const thaw_deal_answer *answers, const thaw_best *best, int player);

/* "best": {"us", "china", "players", "nash"}. */
json_t *thaw_bests_json(const thaw_study *study, const thaw_deals *deals,
                        const thaw_deal_answer *answers, const thaw_best *best);

/* The table of the best deals, and of no deal beside them: what each side gets and what follows.
 * Whose best each is stands in text only where `roles`. */
void thaw_best_table(const thaw_study *study, const thaw_deals *deals,
                     const thaw_deal_answer *answers, const thaw_best *best, bool roles,
                     thaw_table *table);

/* The columns of a list of deals, and one row: deal, verdict, cost of departing, values; as text
 * the departure stands beneath the row where `flags` has THAW_ROW_DETAIL. */
void thaw_deal_columns(const thaw_study *study, thaw_table *table);
void thaw_deal_row(const thaw_study *study, const thaw_deal *deal, const thaw_deal_answer *answer,
                   unsigned flags, thaw_table *table);

/* The cost of departing once to the more tempted side, in points, breaches and giving more alike;
 * that player in *player. NaN when there is no departure. */
double thaw_deal_cost(const thaw_study *study, const thaw_deal_answer *answer, int *player);

/* Whether others are as good a choice for what is played in the punishment phase: the path to it
 * branches, or it is one of a continuum. Never under harshest, which asks for no choice. */
bool thaw_deal_has_rivals(const thaw_deal *deal, const thaw_deal_answer *answer);

/* The letter that stands for a side beside a cost: 'u', 'c'; of a game file '\0'. */
char thaw_deal_side(const thaw_study *study, int player);

#endif
