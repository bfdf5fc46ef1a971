/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automata of one player, and two of them as a machine. */
#include "model/strategy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double *thaw_strategy_mix(const thaw_strategy *strategy, int memory, int state)
{
    size_t cell = (size_t)memory * (size_t)strategy->states + (size_t)state;
    return strategy->mix + cell * (size_t)strategy->most;
}

int *thaw_strategy_next(const thaw_strategy *strategy, int memory, int state, int signal)
{
    size_t cell =
        ((size_t)memory * (size_t)strategy->states + (size_t)state) * (size_t)strategy->signals +
        (size_t)signal;
    return strategy->next + cell * (size_t)strategy->cuts;
}

void thaw_strategy_play(thaw_strategy *strategy, int memory, int state, int action)
{
    double *mix = thaw_strategy_mix(strategy, memory, state);
    memset(mix, 0, (size_t)strategy->most * sizeof *mix);
    mix[action] = 1;
}

/* ---- making one ---- */

static thaw_status check_shape(const thaw_game *game, int player, int memories, int cuts,
                               const double *cut, thaw_fault *fault)
{
    if (game->players != 2 || player < 0 || player > 1)
        return thaw_fail(fault, THAW_EARG, "strategies are of games of two players, this has %d",
                         game->players);
    if (memories < 1 || memories > THAW_STRATEGY_MEMORIES)
        return thaw_fail(fault, THAW_ERANGE, "a strategy has 1 to %d memory states, not %d",
                         THAW_STRATEGY_MEMORIES, memories);
    if (cuts < 1 || cuts > THAW_STRATEGY_CUTS)
        return thaw_fail(fault, THAW_ERANGE, "a strategy tells 1 to %d pieces of the coin apart",
                         THAW_STRATEGY_CUTS);
    for (int k = 0; cut && k < cuts; k++)
        if (!(cut[k] > (k > 0 ? cut[k - 1] : 0)) || (k + 1 == cuts) != (cut[k] == 1))
            return thaw_fail(fault, THAW_ERANGE, "the cuts of a coin rise from above 0 to 1");
    return THAW_OK;
}

thaw_status thaw_strategy_new(const thaw_game *game, int player, const char *name, int memories,
                              int cuts, const double *cut, thaw_strategy **out, thaw_fault *fault)
{
    thaw_status status = check_shape(game, player, memories, cuts, cut, fault);
    if (status != THAW_OK)
        return status;
    thaw_strategy *s = calloc(1, sizeof *s);
    size_t cells = (size_t)memories * (size_t)game->states;
    size_t most = (size_t)thaw_game_most_actions(game);
    size_t signals = (size_t)thaw_machine_signals(game);
    if (!s || !(s->memory_name = calloc((size_t)memories, sizeof *s->memory_name)) ||
        !(s->mix = calloc(cells * most, sizeof *s->mix)) ||
        !(s->next = calloc(cells * signals * (size_t)cuts, sizeof *s->next))) {
        thaw_strategy_free(s);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a strategy of %d memory states",
                         memories);
    }
    thaw_copy_text(s->name, sizeof s->name, name);
    s->player = player;
    s->memories = memories;
    s->states = game->states;
    s->signals = (int)signals;
    s->most = (int)most;
    s->cuts = cuts;
    for (int k = 0; k < cuts; k++)
        s->cut[k] = cut ? cut[k] : 1;
    for (int m = 0; m < memories; m++)
        for (int t = 0; t < game->states; t++) {
            thaw_strategy_play(s, m, t, 0);
            for (int k = 0; k < s->signals * cuts; k++)
                thaw_strategy_next(s, m, t, 0)[k] = m;
        }
    *out = s;
    return THAW_OK;
}

void thaw_strategy_free(thaw_strategy *strategy)
{
    if (!strategy)
        return;
    free(strategy->memory_name);
    free(strategy->mix);
    free(strategy->next);
    free(strategy);
}

static thaw_status check_cell(const thaw_game *game, const thaw_strategy *s, int memory, int state,
                              thaw_fault *fault)
{
    const double *mix = thaw_strategy_mix(s, memory, state);
    int actions = thaw_game_action_count(game, state, s->player);
    double sum = 0;
    bool chances = true;
    for (int a = 0; a < s->most; a++) {
        chances = chances && mix[a] >= 0 && (a < actions || mix[a] == 0);
        sum += mix[a];
    }
    if (!chances || !(fabs(sum - 1) <= THAW_GAME_CHANCE_TOLERANCE))
        return thaw_fail(fault, THAW_ERANGE,
                         "what strategy %s plays in memory state %d and %s is no mix of actions",
                         s->name, memory, game->state_name[state]);
    const int *next = thaw_strategy_next(s, memory, state, 0);
    for (int k = 0; k < s->signals * s->cuts; k++)
        if (next[k] < 0 || next[k] >= s->memories)
            return thaw_fail(fault, THAW_ERANGE,
                             "strategy %s has no memory state %d, which follows %d", s->name,
                             next[k], memory);
    return THAW_OK;
}

thaw_status thaw_strategy_check(const thaw_game *game, const thaw_strategy *strategy,
                                thaw_fault *fault)
{
    thaw_status status = check_shape(game, strategy->player, strategy->memories, strategy->cuts,
                                     strategy->cut, fault);
    if (status == THAW_OK &&
        (strategy->states != game->states || strategy->signals != thaw_machine_signals(game) ||
         strategy->most != thaw_game_most_actions(game)))
        status = thaw_fail(fault, THAW_EARG, "strategy %s is of another game", strategy->name);
    for (int m = 0; status == THAW_OK && m < strategy->memories; m++)
        for (int s = 0; status == THAW_OK && s < strategy->states; s++)
            status = check_cell(game, strategy, m, s, fault);
    return status;
}

/* ---- two of them ---- */

/* Chances of a machine's moves take at most this: beyond it a pair has too many memory states. */
static const size_t MOVE_BYTES_MAX = (size_t)1 << 30;

/* The coin cut where either side cuts it. */
typedef struct coin {
    int pieces;
    double width[2 * THAW_STRATEGY_CUTS];
    int piece[2 * THAW_STRATEGY_CUTS][2]; /* which piece of each side's it lies in */
} coin;

typedef struct pairing {
    const thaw_game *game;
    const thaw_strategy *const *sides;
    int memories[2]; /* 1 for a free player */
    bool *possible;  /* [state * signals + signal]: may be seen in that state */
    coin coin;
    int *phase_of;  /* [memory 0 * memories[1] + memory 1]: -1 while it was not met */
    int *memory_of; /* [phase * 2 + player] */
    int phases;
} pairing;

static void cut_coin(pairing *p)
{
    int at[2] = {0, 0};
    double from = 0;
    while (from < 1) {
        double to = 1;
        for (int i = 0; i < 2; i++)
            if (p->sides[i])
                to = fmin(to, p->sides[i]->cut[at[i]]);
        p->coin.width[p->coin.pieces] = to - from;
        for (int i = 0; i < 2; i++) {
            p->coin.piece[p->coin.pieces][i] = at[i];
            at[i] += p->sides[i] && p->sides[i]->cut[at[i]] == to;
        }
        p->coin.pieces++;
        from = to;
    }
}

static void find_signals(pairing *p)
{
    const thaw_game *g = p->game;
    size_t signals = (size_t)thaw_machine_signals(g);
    for (int s = 0; s < g->states; s++)
        for (size_t row = g->first_row[s]; row < g->first_row[s + 1]; row++)
            for (size_t y = 0; y < signals; y++)
                p->possible[(size_t)s * signals + y] |=
                    g->signals == 0 ? y == row - g->first_row[s] : g->signal[row * signals + y] > 0;
}

static int phase_of(pairing *p, const int memory[2])
{
    int *phase = &p->phase_of[memory[0] * p->memories[1] + memory[1]];
    if (*phase < 0) {
        memcpy(p->memory_of + 2 * p->phases, memory, 2 * sizeof *memory);
        *phase = p->phases++;
    }
    return *phase;
}

/* Where a pair of memory states goes after a signal, in one piece of the coin. */
static int follow(pairing *p, int phase, int state, int signal, int piece)
{
    int memory[2] = {0, 0};
    for (int i = 0; i < 2; i++)
        if (p->sides[i])
            memory[i] = thaw_strategy_next(p->sides[i], p->memory_of[2 * phase + i], state,
                                           signal)[p->coin.piece[piece][i]];
    return phase_of(p, memory);
}

/* Meets every pair of memory states that can occur: those met are those still to be followed. */
static void explore(pairing *p)
{
    int signals = thaw_machine_signals(p->game);
    phase_of(p, (int[2]){0, 0});
    for (int q = 0; q < p->phases; q++)
        for (int s = 0; s < p->game->states; s++)
            for (int y = 0; y < signals; y++)
                for (int k = 0; p->possible[s * signals + y] && k < p->coin.pieces; k++)
                    follow(p, q, s, y, k);
}

static void fill_play(const pairing *p, thaw_machine *m, int phase, int state)
{
    for (int i = 0; i < 2; i++) {
        if (!p->sides[i])
            continue;
        const double *mix = thaw_strategy_mix(p->sides[i], p->memory_of[2 * phase + i], state);
        int sure = THAW_MIXED;
        for (int a = 0; a < m->most; a++)
            if (mix[a] == 1)
                sure = a;
        thaw_machine_play(m, phase, state)[i] = sure;
        memcpy(thaw_machine_mix(m, phase, state, i), mix, (size_t)m->most * sizeof *mix);
    }
}

/* Signals that cannot be seen leave the phase as it is. */
static void fill_machine(pairing *p, thaw_machine *m)
{
    for (int q = 0; q < p->phases; q++)
        for (int s = 0; s < m->states; s++) {
            fill_play(p, m, q, s);
            for (int y = 0; y < m->signals; y++) {
                double *move = thaw_machine_move(m, q, s, y);
                if (!p->possible[s * m->signals + y])
                    continue;
                move[q] = 0;
                for (int k = 0; k < p->coin.pieces; k++)
                    move[follow(p, q, s, y, k)] += p->coin.width[k];
            }
        }
}

static thaw_status make_machine(pairing *p, thaw_machine **machine, thaw_fault *fault)
{
    size_t signals = (size_t)thaw_machine_signals(p->game), states = (size_t)p->game->states;
    find_signals(p);
    cut_coin(p);
    explore(p);
    size_t phases = (size_t)p->phases, room = MOVE_BYTES_MAX / sizeof(double) / signals / states;
    size_t most = (size_t)sqrt((double)room); /* a move is from each to each */
    if (phases > most)
        return thaw_fail(fault, THAW_ERANGE,
                         "%s and %s have %zu memory states together, more than there is room for: "
                         "%zu",
                         p->sides[0] ? p->sides[0]->name : "a free player",
                         p->sides[1] ? p->sides[1]->name : "a free player", phases, most);
    thaw_status status = thaw_machine_new(p->game, p->phases, machine, fault);
    if (status == THAW_OK)
        fill_machine(p, *machine);
    return status;
}

static thaw_status check_sides(const thaw_game *game, const thaw_strategy *const sides[2],
                               thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    if (game->players != 2)
        return thaw_fail(fault, THAW_EARG, "strategies are of games of two players, this has %d",
                         game->players);
    for (int i = 0; status == THAW_OK && i < 2; i++) {
        if (sides[i] && sides[i]->player != i)
            return thaw_fail(fault, THAW_EARG, "strategy %s is not of player %d", sides[i]->name,
                             i + 1);
        if (sides[i])
            status = thaw_strategy_check(game, sides[i], fault);
    }
    return status;
}

thaw_status thaw_strategy_machine(const thaw_game *game, const thaw_strategy *const sides[2],
                                  thaw_machine **machine, int **memory_of, thaw_fault *fault)
{
    thaw_status status = check_sides(game, sides, fault);
    if (status != THAW_OK)
        return status;
    pairing p = {.game = game, .sides = sides};
    for (int i = 0; i < 2; i++)
        p.memories[i] = sides[i] ? sides[i]->memories : 1;
    size_t pairs = (size_t)p.memories[0] * (size_t)p.memories[1];
    size_t cells = (size_t)game->states * (size_t)thaw_machine_signals(game);
    p.possible = calloc(cells, sizeof *p.possible);
    p.phase_of = malloc(pairs * sizeof *p.phase_of);
    p.memory_of = malloc(2 * pairs * sizeof *p.memory_of);
    status = THAW_ENOMEM;
    if (p.possible && p.phase_of && p.memory_of) {
        for (size_t k = 0; k < pairs; k++)
            p.phase_of[k] = -1;
        status = make_machine(&p, machine, fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for a pair of strategies");
    }
    free(p.possible);
    free(p.phase_of);
    if (status == THAW_OK && memory_of)
        *memory_of = p.memory_of;
    else
        free(p.memory_of);
    return status;
}
