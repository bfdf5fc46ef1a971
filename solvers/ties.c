/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties: what follows the promised action and what follows another, compared exactly. */
#include "solvers/ties.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/settings.h"

static bool same_numbers(const double *one, const double *two, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (one[k] != two[k])
            return false;
    return true;
}

static double payoff_of(const thaw_game *g, size_t row, int player)
{
    return g->payoff[row * (size_t)g->players + (size_t)player];
}

bool thaw_is_duplicate(const thaw_ties *t, int player, size_t faithful, size_t departed)
{
    const thaw_game *g = t->game;
    size_t one = t->base_row[faithful], two = t->base_row[departed];
    size_t states = (size_t)g->states, signals = (size_t)g->signals;
    return signals > 0 && payoff_of(g, one, player) == payoff_of(g, two, player) &&
           same_numbers(g->next + one * states, g->next + two * states, states) &&
           same_numbers(g->signal + one * signals, g->signal + two * signals, signals);
}

bool thaw_is_tie_but_for_rounding(const thaw_game *open, int player, size_t one, size_t two)
{
    size_t states = (size_t)open->states;
    double rounding = THAW_TIE_ROUNDINGS * DBL_EPSILON;
    if (fabs(payoff_of(open, one, player) - payoff_of(open, two, player)) >
        rounding * fmax(1, thaw_game_range(open, player)))
        return false;
    for (size_t s = 0; s < states; s++)
        if (fabs(open->next[one * states + s] - open->next[two * states + s]) > rounding)
            return false;
    return true;
}

/* ---- ties in game files ---- */

/* A sum without rounding: parts of growing size that do not overlap, so that it is 0 only without
 * any (Shewchuk 1997, theorem 10). */
enum { PARTS_MAX = 40 };

typedef struct exact_sum {
    double part[PARTS_MAX];
    int count;
    bool lost; /* too many parts: unknown */
} exact_sum;

static void add_exactly(exact_sum *sum, double term)
{
    int kept = 0;
    for (int k = 0; k < sum->count; k++) {
        /* Knuth 1998, section 4.2.2, theorem B */
        double part = sum->part[k], whole = term + part, of_part = whole - term;
        double rest = (term - (whole - of_part)) + (part - of_part);
        term = whole;
        if (rest != 0)
            sum->part[kept++] = rest;
    }
    sum->lost = sum->lost || kept == PARTS_MAX;
    if (term != 0 && kept < PARTS_MAX)
        sum->part[kept++] = term;
    sum->count = kept;
}

static bool is_zero(const exact_sum *sum)
{
    return !sum->lost && sum->count == 0;
}

/* Whether the signals that keep to the plan, and those that do not, are as likely after one row of
 * the game as after another. */
static bool same_moves(const thaw_ties *t, int state, size_t one, size_t two)
{
    int signals = t->game->signals;
    exact_sum off[2] = {0};
    for (int y = 0; y < signals; y++) {
        exact_sum *sum = &off[t->deal->keeps[state * signals + y]];
        add_exactly(sum, t->game->signal[one * (size_t)signals + (size_t)y]);
        add_exactly(sum, -t->game->signal[two * (size_t)signals + (size_t)y]);
    }
    return signals > 0 && is_zero(&off[0]) && is_zero(&off[1]);
}

static bool same_sum(const double *one, const double *two, int count)
{
    exact_sum sum = {0};
    for (int k = 0; k < count; k++) {
        add_exactly(&sum, one[k]);
        add_exactly(&sum, -two[k]);
    }
    return is_zero(&sum);
}

/* Whether chances of the next month, in whatever phase, sum to the same. */
static bool same_total(const thaw_game *g, size_t one, size_t two)
{
    size_t states = (size_t)g->states, signals = (size_t)g->signals;
    return one == two || (same_sum(g->next + one * states, g->next + two * states, g->states) &&
                          (signals == 0 || same_sum(g->signal + one * signals,
                                                    g->signal + two * signals, g->signals)));
}

/* Whether a payoff for ever, begun by one row or by another, is worth as much. Of nothing there is
 * as much in any case. */
static bool is_worth_the_same(const thaw_game *g, int player, size_t one, size_t two)
{
    double payoff = payoff_of(g, one, player);
    return payoff == payoff_of(g, two, player) && (payoff == 0 || same_total(g, one, two));
}

/* Whether a row leads to states that are flat only, in which all is worth what it is after `like`.
 */
static bool leads_to_flat(const thaw_game *g, const bool *flat, int player, size_t row, size_t like)
{
    for (int s = 0; s < g->states; s++)
        if (g->next[row * (size_t)g->states + (size_t)s] > 0 &&
            !(flat[s * g->players + player] && is_worth_the_same(g, player, like, g->first_row[s])))
            return false;
    return true;
}

/* A state in which a player's payoff is one number is not flat where it leads to others. */
static bool stays_flat(const thaw_game *g, const bool *flat, int player, int state)
{
    for (size_t row = g->first_row[state]; row < g->first_row[state + 1]; row++)
        if (!is_worth_the_same(g, player, row, g->first_row[state]) ||
            !leads_to_flat(g, flat, player, row, row))
            return false;
    return true;
}

/* Whether some row of a state leads to another state. */
static bool leads_to(const thaw_game *g, int state, int other)
{
    for (size_t row = g->first_row[state]; row < g->first_row[state + 1]; row++)
        if (g->next[row * (size_t)g->states + (size_t)other] > 0)
            return true;
    return false;
}

/* Whether nobody's actions matter in a state: all pay the player the same, and what follows is as
 * likely, whichever phase it is in. */
static bool is_alike(const thaw_game *g, int player, int state)
{
    size_t states = (size_t)g->states, first = g->first_row[state];
    for (size_t row = first; row < g->first_row[state + 1]; row++)
        if (payoff_of(g, row, player) != payoff_of(g, first, player) ||
            !same_numbers(g->next + row * states, g->next + first * states, states) ||
            !same_total(g, row, first))
            return false;
    return true;
}

/* Unmarks whatever leads to a state without a mark, each state once. left is a stack, [state]. */
static void unmark(const thaw_game *g, int player, bool *mark, int *left)
{
    int count = 0;
    for (int s = 0; s < g->states; s++)
        if (!mark[s * g->players + player])
            left[count++] = s;
    while (count > 0) {
        int other = left[--count];
        for (int s = 0; s < g->states; s++)
            if (mark[s * g->players + player] && leads_to(g, s, other)) {
                mark[s * g->players + player] = false;
                left[count++] = s;
            }
    }
}

/* A state is idle for a player to whom all play from there on is worth the same, in exact
 * arithmetic: because nobody's actions matter, to chances neither; or because it is flat: whatever
 * anybody does and chance brings, the player gets one payoff in every month. left: [states]. */
static void find_idle(thaw_ties *t, int player, int *left)
{
    const thaw_game *g = t->game;
    for (int s = 0; s < g->states; s++)
        t->flat[s * g->players + player] = true;
    for (int s = 0; s < g->states; s++)
        t->flat[s * g->players + player] = stays_flat(g, t->flat, player, s);
    unmark(g, player, t->flat, left);
    for (int s = 0; s < g->states; s++)
        t->idle[s * g->players + player] =
            t->flat[s * g->players + player] || is_alike(g, player, s);
    unmark(g, player, t->idle, left);
}

static bool leads_to_idle(const thaw_ties *t, int player, size_t row)
{
    const thaw_game *g = t->game;
    for (int s = 0; s < g->states; s++)
        if (g->next[row * (size_t)g->states + (size_t)s] > 0 && !t->idle[s * g->players + player])
            return false;
    return true;
}

/* A state that a row leads to. */
static int some_next(const thaw_game *g, size_t row)
{
    int s = 0;
    while (s + 1 < g->states && !(g->next[row * (size_t)g->states + (size_t)s] > 0))
        s++;
    return s;
}

/* Whether two rows lead to one payoff for ever, by whatever ways. */
static bool ends_alike(const thaw_ties *t, int player, size_t one, size_t two)
{
    const thaw_game *g = t->game;
    size_t like = g->first_row[some_next(g, one)];
    return leads_to_flat(g, t->flat, player, one, like) &&
           leads_to_flat(g, t->flat, player, two, like) &&
           (payoff_of(g, like, player) == 0 || same_total(g, one, two));
}

/* A tie in a game file: its numbers are what they say, and no two of them are nearly equal. The two
 * months pay the same, and what follows them does not differ or does not count. Where actions are
 * public a departure moves play, so that what follows must be idle or not count at all. */
static bool is_tie_of_file(const thaw_ties *t, int state, int player, size_t faithful,
                           size_t departed)
{
    const thaw_game *g = t->game;
    size_t one = t->base_row[faithful], two = t->base_row[departed];
    size_t states = (size_t)g->states;
    if (payoff_of(g, one, player) != payoff_of(g, two, player))
        return false;
    bool same_next = same_numbers(g->next + one * states, g->next + two * states, states);
    return g->discount[player] == 0 || (same_next && same_moves(t, state, one, two)) ||
           (same_next && leads_to_idle(t, player, one) && same_total(g, one, two)) ||
           ends_alike(t, player, one, two);
}

/* ---- what is asked ---- */

thaw_status thaw_ties_find(const thaw_setting *setting, const thaw_deal *deal,
                           const thaw_game *open, const size_t *base_row, thaw_ties *ties,
                           thaw_fault *fault)
{
    const thaw_game *g = setting->game;
    *ties = (thaw_ties){.game = g, .open = open, .deal = deal, .base_row = base_row};
    if (setting->scenario)
        return THAW_OK;
    size_t cells = (size_t)g->states * (size_t)g->players;
    int *left = calloc((size_t)g->states, sizeof *left);
    ties->flat = calloc(cells, sizeof *ties->flat);
    ties->idle = calloc(cells, sizeof *ties->idle);
    bool ready = left && ties->flat && ties->idle;
    for (int i = 0; ready && i < g->players; i++)
        find_idle(ties, i, left);
    free(left);
    if (ready)
        return THAW_OK;
    thaw_ties_clear(ties);
    return thaw_fail(fault, THAW_ENOMEM, "no memory for the ties of %d states", g->states);
}

void thaw_ties_clear(thaw_ties *ties)
{
    free(ties->flat);
    free(ties->idle);
    *ties = (thaw_ties){0};
}

bool thaw_is_tie(const thaw_ties *ties, int state, int player, size_t faithful, size_t departed)
{
    return ties->flat ? is_tie_of_file(ties, state, player, faithful, departed)
                      : thaw_is_tie_but_for_rounding(ties->open, player, faithful, departed);
}
