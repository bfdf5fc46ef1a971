/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of automata: whether each node's play follows from the game, and what every one-shot
 * departure from it gains. Shares no code with a solver.
 *
 * By the one-shot deviation principle (Blackwell 1965) an automaton is subgame perfect when no
 * departure at any node gains. It is thaw_judge on the game whose states are nodes, without writing
 * that game down. */
#ifndef THAW_MODEL_AUTOMATON_JUDGE_H
#define THAW_MODEL_AUTOMATON_JUDGE_H

#include "model/automaton.h"

/* What the judge finds of an automaton and of the values claimed for it. What is not a number
 * is the worst there is: infinite, the margin -HUGE_VAL. */
typedef struct thaw_automaton_judgement {
    double residual;   /* largest |v - ((1 - d) u + d E v')| over nodes and players, points a
                          month */
    double regret;     /* largest gain from a one-shot departure, normalised, points a month; never
                          negative */
    double error;      /* no value is further from the truth than this, in exact arithmetic, and no
                          loss than twice this; the largest over players */
    double bad_chance; /* largest |sum - 1| or negative part of the public coin's chances */
    double margin;     /* the least that a departure loses, negative when it gains; infinite where
                          nobody can depart */
    size_t node;       /* where that is; THAW_NO_NODE where nobody can depart */
    int player, action;
} thaw_automaton_judgement;

/* Judges an automaton with values[node * players + player], normalised. Fails with THAW_EARG when
 * it is none for the game: a row of another state, a next state that has a chance but no node; with
 * THAW_ENOMEM. */
thaw_status thaw_automaton_judge(const thaw_game *game, const thaw_automaton *automaton,
                                 const double *values, thaw_automaton_judgement *judgement,
                                 thaw_fault *fault);

#endif
