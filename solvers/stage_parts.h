/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the month's solver share: the month as they see it, and the parts. */
#ifndef THAW_SOLVERS_STAGE_PARTS_H
#define THAW_SOLVERS_STAGE_PARTS_H

#include "solvers/stage.h"

/* A state's payoffs and how to walk them. Rows are counted within the state. */
typedef struct thaw_month {
    const thaw_game *game;                /* borrowed */
    const thaw_markov_settings *settings; /* when to stop; may be NULL */
    int state, players;
    size_t rows;
    const double *payoff; /* [row * players + player] */
    struct thaw_month_player {
        size_t actions, stride; /* stride: rows between neighbouring actions */
        double least, range;    /* of payoffs */
        double tie;             /* differences up to this are ties, points */
    } * player;
} thaw_month;

/* The others' pure profiles, as one player sees them: rows / actions of them. The row where the
 * player plays `action` against one. */
static inline size_t thaw_month_others(const thaw_month *month, int player)
{
    return month->rows / month->player[player].actions;
}

static inline size_t thaw_month_row(const thaw_month *month, int player, size_t others,
                                    size_t action)
{
    size_t actions = month->player[player].actions, stride = month->player[player].stride;
    return (others / stride * actions + action) * stride + others % stride;
}

static inline double thaw_month_payoff(const thaw_month *month, int player, size_t others,
                                       size_t action)
{
    return month->payoff[thaw_month_row(month, player, others, action) * (size_t)month->players +
                         (size_t)player];
}

/* What `action` pays above `base` against a profile of the others; a tie is exactly 0, so that
 * linear programs are not given rounding errors as coefficients. */
double thaw_month_gain(const thaw_month *month, int player, size_t others, size_t action,
                       size_t base);

/* Payoffs of a player that lie from least to most count as equal where they differ by no more. */
double thaw_stage_tie(double least, double most);

/* The fault of a month that was given up for such an outcome; THAW_OK for CONVERGED. */
thaw_status thaw_month_stopped(const thaw_month *month, thaw_outcome outcome, thaw_fault *fault);

/* The parts. Each fills its fields of a stage whose best replies and arrays are there already. */
thaw_status thaw_stage_dominance(const thaw_month *month, thaw_stage *stage, thaw_fault *fault);
thaw_status thaw_stage_minmax(const thaw_month *month, thaw_stage *stage, thaw_fault *fault);
thaw_status thaw_stage_correlate(const thaw_month *month, thaw_stage *stage, thaw_fault *fault);
/* Fills equilibria, pure and where possible mixed, without regrets; and outcome, mixed, margin. */
thaw_status thaw_stage_equilibrate(const thaw_month *month, thaw_stage *stage, thaw_fault *fault);

#endif
