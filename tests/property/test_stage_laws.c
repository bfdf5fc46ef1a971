/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the month's solver. Payoffs are small integers in most of them, so that ties abound. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/dice.h"
#include "tests/support/month.h"
#include "tests/support/sample_games.h"

enum { PLAYERS_MAX = 3, ACTIONS_MAX = 10 };

/* Integer payoffs from 0 to `most`. */
static thaw_game *integer_game(dice *d, int players, int actions_max, int most)
{
    int counts[PLAYERS_MAX];
    for (int player = 0; player < players; player++)
        counts[player] = dice_int(d, 1, actions_max);
    thaw_game *game = blank_game(players, 1, counts, 0.0);
    for (size_t k = 0; k < thaw_game_rows(game) * (size_t)players; k++)
        game->payoff[k] = dice_int(d, 0, most);
    return game;
}

static int any_of(dice *d, const int *choice, int count)
{
    return choice[dice_int(d, 0, count - 1)];
}

/* payoff * scale[player] + shift[player] */
static thaw_game *changed_game(const thaw_game *game, const double *scale, const double *shift)
{
    thaw_game *changed = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        for (int player = 0; player < game->players; player++) {
            double *payoff = &changed->payoff[row * (size_t)game->players + (size_t)player];
            *payoff = *payoff * scale[player] + shift[player];
        }
    return changed;
}

/* ---- every extreme equilibrium, in exact arithmetic ---- */

/* A vertex of {(x, v): x >= 0, sum x = 1, sum_i x_i payoff_ij <= v}: sets of the actions that x
 * plays and of the replies that are best against it, and x. */
enum { SMALL = 4, VERTICES = 256 };
typedef struct exact_vertex {
    unsigned played, best;
    double x[SMALL];
} exact_vertex;

typedef struct exact_side {
    int actions, replies;
    int64_t payoff[SMALL][SMALL]; /* [action][reply] to the replier */
    exact_vertex vertex[VERTICES];
    int count;
} exact_side;

/* By expansion along the first row: no division, no rounding; 5 x 5 at most. */
static int64_t determinant(int size, int64_t m[SMALL + 1][SMALL + 1])
{
    if (size == 0)
        return 1;
    int64_t sum = 0;
    for (int column = 0; column < size; column++) {
        int64_t minor[SMALL + 1][SMALL + 1];
        for (int i = 1; i < size; i++)
            for (int j = 0, to = 0; j < size; j++)
                if (j != column)
                    minor[i - 1][to++] = m[i][j];
        if (m[0][column] != 0)
            sum += (column % 2 ? -1 : 1) * m[0][column] * determinant(size - 1, minor);
    }
    return sum;
}

static int members(unsigned set, int *member)
{
    int count = 0;
    for (int k = 0; k < SMALL; k++)
        if (set >> k & 1U)
            member[count++] = k;
    return count;
}

/* Solves sum_i x_i payoff_ij - v = 0 for j in `tight`, sum x = 1, x_i = 0 outside `played`, by
 * Cramer's rule: top[i] / bottom with bottom > 0, v last. Returns false where the system is
 * singular. */
static bool solve_exactly(const exact_side *side, const int *played, const int *tight, int size,
                          int64_t *top, int64_t *bottom)
{
    int64_t system[SMALL + 1][SMALL + 1] = {{0}}, replaced[SMALL + 1][SMALL + 1];
    for (int k = 0; k < size; k++) {
        for (int i = 0; i < size; i++)
            system[k][i] = side->payoff[played[i]][tight[k]];
        system[k][size] = -1;
        system[size][k] = 1;
    }
    *bottom = determinant(size + 1, system);
    int64_t sign = *bottom < 0 ? -1 : 1;
    *bottom *= sign;
    for (int unknown = 0; unknown <= size; unknown++) {
        for (int i = 0; i <= size; i++)
            for (int j = 0; j <= size; j++)
                replaced[i][j] = j != unknown ? system[i][j] : i == size;
        top[unknown] = sign * determinant(size + 1, replaced);
    }
    return *bottom != 0;
}

static void try_basis(exact_side *side, unsigned played_set, unsigned tight_set)
{
    int played[SMALL], tight[SMALL], size = members(played_set, played);
    int64_t top[SMALL + 1], bottom;
    if (members(tight_set, tight) != size ||
        !solve_exactly(side, played, tight, size, top, &bottom))
        return;
    exact_vertex new = {.played = played_set};
    for (int i = 0; i < size; i++) {
        if (top[i] <= 0)
            return;
        new.x[played[i]] = (double)top[i] / (double)bottom;
    }
    for (int reply = 0; reply < side->replies; reply++) {
        int64_t pays = 0;
        for (int i = 0; i < size; i++)
            pays += top[i] * side->payoff[played[i]][reply];
        if (pays > top[size])
            return;
        new.best |= (unsigned)(pays == top[size]) << reply;
    }
    for (int k = 0; k < side->count; k++)
        if (side->vertex[k].played == new.played && side->vertex[k].best == new.best)
            return;
    cr_assert(side->count < VERTICES);
    side->vertex[side->count++] = new;
}

static void find_exact_vertices(exact_side *side)
{
    side->count = 0;
    for (unsigned played = 1; played < 1U << side->actions; played++)
        for (unsigned tight = 1; tight < 1U << side->replies; tight++)
            try_basis(side, played, tight);
}

static void read_side(const thaw_game *game, int mover, exact_side *side)
{
    int actions[2];
    side->actions = thaw_game_action_count(game, 0, mover);
    side->replies = thaw_game_action_count(game, 0, 1 - mover);
    for (actions[mover] = 0; actions[mover] < side->actions; actions[mover]++)
        for (actions[1 - mover] = 0; actions[1 - mover] < side->replies; actions[1 - mover]++) {
            size_t row = thaw_game_row(game, 0, actions);
            side->payoff[actions[mover]][actions[1 - mover]] =
                (int64_t)game->payoff[2 * row + 1 - (size_t)mover];
        }
}

/* Counts the pairs of vertices whose every played action is best, and finds each in the answer. In
 * a game without ties this is support enumeration. */
static int compare_exactly(const exact_side *rows, const exact_side *columns,
                           const thaw_stage *stage, const dice *d)
{
    int count = 0;
    for (int k = 0; k < rows->count; k++)
        for (int l = 0; l < columns->count; l++) {
            const exact_vertex *x = &rows->vertex[k], *y = &columns->vertex[l];
            if ((x->played & ~y->best) || (y->played & ~x->best))
                continue;
            double chance[2 * SMALL];
            for (int i = 0; i < rows->actions; i++)
                chance[i] = x->x[i];
            for (int j = 0; j < columns->actions; j++)
                chance[rows->actions + j] = y->x[j];
            cr_expect(month_find(stage, chance, 1e-11) != NULL, REPLAY, SEED(*d));
            count++;
        }
    return count;
}

Test(stage_laws, all_extreme_equilibria_as_exact_arithmetic_finds_them)
{
    static const int most[] = {1, 2, 3, 5, 20, 1000};
    static exact_side rows, columns;
    uint64_t seed = first_seed(1);
    for (int k = 0; k < 600; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        thaw_game *game = integer_game(&d, 2, SMALL, any_of(&d, most, 6));
        read_side(game, 0, &rows);
        read_side(game, 1, &columns);
        find_exact_vertices(&rows);
        find_exact_vertices(&columns);
        double scale[2] = {k % 2 ? 1.0 : 0.1, k % 3 ? 1.0 : 1.0 / 3};
        double shift[2] = {k % 5 ? 0.0 : 0.7, k % 7 ? 0.0 : -0.3};
        thaw_game *changed = changed_game(game, scale, shift);
        thaw_stage *stage = month_solve(changed);
        cr_assert(stage->mixed, REPLAY, SEED(d));
        cr_expect(eq(int, compare_exactly(&rows, &columns, stage, &d), (int)stage->equilibria),
                  REPLAY, SEED(d));
        cr_expect(month_regret(stage) <= 1e-12 * (1.0 + thaw_game_widest_range(changed)), REPLAY,
                  SEED(d));
        thaw_stage_free(stage);
        thaw_game_free(changed);
        thaw_game_free(game);
    }
}

/* Wilson 1971: a game without ties has an odd number of equilibria. */
Test(stage_laws, an_odd_number_without_ties)
{
    uint64_t seed = first_seed(2);
    for (int k = 0; k < 60; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        thaw_game *game = integer_game(&d, 2, ACTIONS_MAX, 1000000);
        thaw_stage *stage = month_solve(game);
        cr_expect(stage->mixed && stage->equilibria % 2 == 1, REPLAY, SEED(d));
        cr_expect(month_regret(stage) <= 1e-12 * thaw_game_widest_range(game), REPLAY, SEED(d));
        thaw_stage_free(stage);
        thaw_game_free(game);
    }
}

/* ---- relabelling ---- */

static void expect_same_actions(const thaw_stage *one, const thaw_stage *two, const renumbering *to,
                                const dice *d)
{
    for (int player = 0; player < one->players; player++)
        for (size_t k = one->offset[player]; k < one->offset[player + 1]; k++) {
            const thaw_dominated *
                was = &one->dominated[k],
               *is = &two->dominated[two->offset[to->player_to[player]] + (size_t)to->action_to[k]];
            cr_expect(eq(int, was->kind, is->kind), REPLAY, SEED(*d));
            cr_expect(eq(int, was->by >= 0, is->by >= 0), REPLAY, SEED(*d));
        }
    for (int player = 0; player < one->players; player++) {
        int new = to->player_to[player];
        cr_expect(epsilon_eq(dbl, one->minmax[player], two->minmax[new], 1e-9), REPLAY, SEED(*d));
        cr_expect(eq(dbl, one->minmax_pure[player], two->minmax_pure[new]), REPLAY, SEED(*d));
    }
    cr_expect(epsilon_eq(dbl, one->correlated_joint, two->correlated_joint, 1e-8), REPLAY,
              SEED(*d));
}

static void expect_same_equilibria(const thaw_stage *one, const thaw_stage *two,
                                   const renumbering *to, const dice *d)
{
    cr_expect(eq(sz, one->equilibria, two->equilibria), REPLAY, SEED(*d));
    for (size_t e = 0; e < one->equilibria; e++) {
        double chance[PLAYERS_MAX * ACTIONS_MAX] = {0};
        for (int player = 0; player < one->players; player++)
            for (size_t k = one->offset[player]; k < one->offset[player + 1]; k++)
                chance[two->offset[to->player_to[player]] + (size_t)to->action_to[k]] =
                    one->equilibrium[e].chance[k];
        const thaw_stage_equilibrium *same = month_find(two, chance, 1e-10);
        cr_assert(same != NULL, REPLAY, SEED(*d));
        for (int player = 0; player < one->players; player++)
            cr_expect(epsilon_eq(dbl, one->equilibrium[e].value[player],
                                 same->value[to->player_to[player]], 1e-9),
                      REPLAY, SEED(*d));
    }
}

static void expect_same_replies(const thaw_game *game, const thaw_stage *one,
                                const thaw_game *other, const thaw_stage *two,
                                const renumbering *to, const dice *d)
{
    int actions[PLAYERS_MAX], moved[PLAYERS_MAX];
    for (size_t row = 0; row < one->rows; row++) {
        thaw_game_actions(game, 0, row, actions);
        for (int player = 0; player < game->players; player++)
            moved[to->player_to[player]] =
                to->action_to[one->offset[player] + (size_t)actions[player]];
        size_t target = thaw_game_row(other, 0, moved), players = (size_t)game->players;
        for (size_t player = 0; player < players; player++)
            cr_expect(eq(int, one->best_reply[row * players + player],
                         two->best_reply[target * players + (size_t)to->player_to[player]]),
                      REPLAY, SEED(*d));
    }
}

Test(stage_laws, relabelling_relabels)
{
    static const int most[] = {1, 2, 3, 100};
    uint64_t seed = first_seed(3);
    for (int k = 0; k < 200; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        int players = dice_int(&d, 1, PLAYERS_MAX);
        thaw_game *game = integer_game(&d, players, players == 3 ? 3 : 8, any_of(&d, most, 4));
        renumbering to = random_renumbering(&d, game);
        thaw_game *other = renumbered_game(game, &to);
        thaw_stage *one = month_solve(game), *two = month_solve(other);
        expect_same_actions(one, two, &to, &d);
        expect_same_equilibria(one, two, &to, &d);
        expect_same_replies(game, one, other, two, &to, &d);
        thaw_stage_free(one);
        thaw_stage_free(two);
        thaw_game_free(other);
        thaw_game_free(game);
        renumbering_clear(&to);
    }
}

/* ---- scaling and shifting each player's payoffs ---- */

Test(stage_laws, rescaling_a_player_changes_its_values_and_no_play)
{
    static const int most[] = {1, 2, 3, 100};
    uint64_t seed = first_seed(4);
    for (int k = 0; k < 200; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        int players = dice_int(&d, 1, PLAYERS_MAX);
        thaw_game *game = integer_game(&d, players, players == 3 ? 3 : 6, any_of(&d, most, 4));
        double scale[PLAYERS_MAX], shift[PLAYERS_MAX];
        for (int player = 0; player < players; player++) {
            scale[player] = pow(10.0, dice_real(&d, -4, 4));
            shift[player] = scale[player] * dice_real(&d, -1000, 1000);
        }
        thaw_game *other = changed_game(game, scale, shift);
        thaw_stage *one = month_solve(game), *two = month_solve(other);
        cr_assert(eq(sz, one->equilibria, two->equilibria), REPLAY, SEED(d));
        for (size_t e = 0; e < one->equilibria; e++)
            cr_expect(month_find(two, one->equilibrium[e].chance, 1e-9) != NULL, REPLAY, SEED(d));
        for (size_t a = 0; a < one->actions; a++)
            cr_expect(eq(int, one->dominated[a].kind, two->dominated[a].kind), REPLAY, SEED(d));
        for (int i = 0; i < players; i++) {
            double expected = one->minmax[i] * scale[i] + shift[i];
            cr_expect(epsilon_eq(dbl, two->minmax[i], expected, 1e-8 * scale[i] * 1000), REPLAY,
                      SEED(d));
        }
        thaw_stage_free(one);
        thaw_stage_free(two);
        thaw_game_free(other);
        thaw_game_free(game);
    }
}

/* ---- how the answers relate ---- */

/* Nobody gets less than the minmax value in an equilibrium, mixed or not; an equilibrium is a
 * correlated one; with two players minmax is not above the pure one; pure equilibria are the rows
 * where all reply best. */
Test(stage_laws, equilibria_lie_between_minmax_and_the_best_correlated_one)
{
    static const int most[] = {1, 2, 3, 100};
    uint64_t seed = first_seed(5);
    for (int k = 0; k < 200; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        int players = dice_int(&d, 1, PLAYERS_MAX);
        thaw_game *game = integer_game(&d, players, players == 3 ? 3 : 6, any_of(&d, most, 4));
        thaw_stage *stage = month_solve(game);
        size_t all_best = 0, pure = 0;
        for (size_t e = 0; e < stage->equilibria; e++) {
            double joint = 0.0;
            for (int i = 0; i < players; i++) {
                joint += stage->equilibrium[e].value[i];
                cr_expect(stage->equilibrium[e].value[i] >= stage->minmax[i] - 1e-7, REPLAY,
                          SEED(d));
            }
            cr_expect(joint <= stage->correlated_joint + 1e-6, REPLAY, SEED(d));
            pure += stage->equilibrium[e].pure;
        }
        for (size_t row = 0; row < stage->rows; row++) {
            bool best = true;
            for (int i = 0; i < players; i++)
                best = best && stage->best_reply[row * (size_t)players + (size_t)i];
            all_best += best;
        }
        cr_expect(eq(sz, pure, all_best), REPLAY, SEED(d));
        for (int i = 0; i < players; i++)
            cr_expect(stage->minmax[i] <= stage->minmax_pure[i] + 1e-7, REPLAY, SEED(d));
        cr_expect(stage->correlated_joint <= stage->correlated_bound + 1e-7, REPLAY, SEED(d));
        cr_expect(stage->correlated_bound <= stage->correlated_joint + 1e-6, REPLAY, SEED(d));
        cr_expect(stage->correlated_regret <= 1e-7, REPLAY, SEED(d));
        thaw_stage_free(stage);
        thaw_game_free(game);
    }
}

/* von Neumann 1928: in a zero-sum game the minmax values add up to zero, and every equilibrium has
 * them. */
Test(stage_laws, zero_sum_games_have_a_value)
{
    static const int most[] = {1, 3, 100};
    uint64_t seed = first_seed(6);
    for (int k = 0; k < 200; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        thaw_game *game = integer_game(&d, 2, 6, any_of(&d, most, 3));
        for (size_t row = 0; row < thaw_game_rows(game); row++)
            game->payoff[2 * row + 1] = -game->payoff[2 * row];
        thaw_stage *stage = month_solve(game);
        cr_expect(epsilon_eq(dbl, stage->minmax[0], -stage->minmax[1], 1e-7), REPLAY, SEED(d));
        for (size_t e = 0; e < stage->equilibria; e++)
            cr_expect(epsilon_eq(dbl, stage->equilibrium[e].value[0], stage->minmax[0], 1e-7),
                      REPLAY, SEED(d));
        cr_expect(stage->equilibria >= 1, REPLAY, SEED(d));
        thaw_stage_free(stage);
        thaw_game_free(game);
    }
}

/* What `player` is to find about its actions, from the exact vertices of the other's mixtures: not
 * strictly dominated is best against some mixture, not even weakly dominated is best against one
 * that plays everything (Pearce 1984, lemmas 3 and 4). Best against some mixture is best at a
 * vertex. */
static void expect_dominance(const exact_side *others, const thaw_stage *stage, int player,
                             const dice *d)
{
    for (int a = 0; a < others->replies; a++) {
        unsigned played = 0;
        for (int k = 0; k < others->count; k++)
            if (others->vertex[k].best >> a & 1U)
                played |= others->vertex[k].played;
        thaw_dominance expected = played == 0                             ? THAW_STRICTLY_DOMINATED
                                  : played == (1U << others->actions) - 1 ? THAW_UNDOMINATED
                                                                          : THAW_WEAKLY_DOMINATED;
        const thaw_dominated *found = &stage->dominated[stage->offset[player] + (size_t)a];
        cr_expect(eq(int, found->kind, expected), REPLAY, SEED(*d));
        cr_expect(eq(int, found->margin > 0.0, expected == THAW_STRICTLY_DOMINATED), REPLAY,
                  SEED(*d));
        cr_expect(eq(int, found->by >= 0 || found->mixture != NULL, expected != THAW_UNDOMINATED),
                  REPLAY, SEED(*d));
    }
}

/* Makes a player's last action the mean of its first two, or 1 less here and there. */
static void average_last_action(dice *d, thaw_game *game, int player)
{
    size_t stride = thaw_game_stride(game, 0, player),
           last = (size_t)thaw_game_action_count(game, 0, player) - 1;
    for (size_t row = 0; last >= 2 && row < thaw_game_rows(game); row++) {
        double *payoff = &game->payoff[2 * row + (size_t)player];
        if (row / stride % (last + 1) == last)
            *payoff =
                (payoff[-2 * (int)(last * stride)] + payoff[-2 * (int)((last - 1) * stride)]) / 2 -
                (dice_int(d, 0, 3) == 0);
    }
}

Test(stage_laws, dominated_is_never_best)
{
    static const int most[] = {1, 2, 3, 20};
    static exact_side side;
    uint64_t seed = first_seed(7);
    for (int k = 0; k < 400; k++) {
        dice d = dice_new(seed + (uint64_t)k);
        thaw_game *game = integer_game(&d, 2, SMALL, any_of(&d, most, 4));
        for (size_t row = 0; row < 2 * thaw_game_rows(game); row++)
            game->payoff[row] *= 2; /* so that means are integers */
        for (int player = 0; player < 2; player++)
            if (dice_int(&d, 0, 1))
                average_last_action(&d, game, player);
        thaw_stage *stage = month_solve(game);
        for (int player = 0; player < 2; player++) {
            read_side(game, 1 - player, &side);
            find_exact_vertices(&side);
            expect_dominance(&side, stage, player, &d);
        }
        thaw_stage_free(stage);
        thaw_game_free(game);
    }
}
