/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games solved over the rationals. */
#include "tests/support/exact.h"

#include <stdlib.h>

#include <criterion/criterion.h>

/* ---- numbers ---- */

mpq_t *exact_new(size_t count)
{
    mpq_t *numbers = malloc((count + 1) * sizeof *numbers);
    cr_assert(numbers);
    for (size_t k = 0; k < count; k++)
        mpq_init(numbers[k]);
    return numbers;
}

void exact_free(mpq_t *numbers, size_t count)
{
    for (size_t k = 0; numbers && k < count; k++)
        mpq_clear(numbers[k]);
    free(numbers);
}

/* sum += one * two, through scratch. */
static void add_product(mpq_t sum, const mpq_t one, const mpq_t two, mpq_t scratch)
{
    mpq_mul(scratch, one, two);
    mpq_add(sum, sum, scratch);
}

/* row -= factor * other, from a column on. */
static void subtract_row(mpq_t *row, mpq_t *other, size_t from, size_t width, mpq_t scratch)
{
    mpq_t factor;
    mpq_init(factor);
    mpq_set(factor, row[from]);
    for (size_t k = from; k < width && mpq_sgn(factor) != 0; k++) {
        mpq_mul(scratch, factor, other[k]);
        mpq_sub(row[k], row[k], scratch);
    }
    mpq_clear(factor);
}

void exact_solve(mpq_t *augmented, size_t n)
{
    size_t width = n + 1;
    mpq_t scratch;
    mpq_init(scratch);
    for (size_t c = 0; c < n; c++) {
        size_t pivot = c;
        while (pivot < n && mpq_sgn(augmented[pivot * width + c]) == 0)
            pivot++;
        cr_assert_lt(pivot, n, "a singular system");
        for (size_t k = c; k < width && pivot != c; k++)
            mpq_swap(augmented[pivot * width + k], augmented[c * width + k]);
        mpq_inv(scratch, augmented[c * width + c]);
        for (size_t k = c; k < width; k++)
            mpq_mul(augmented[c * width + k], augmented[c * width + k], scratch);
        for (size_t r = 0; r < n; r++)
            if (r != c)
                subtract_row(augmented + r * width, augmented + c * width, c, width, scratch);
    }
    mpq_clear(scratch);
}

/* ---- games and products ---- */

static exact_game blank(const thaw_game *game, int phases)
{
    exact_game exact = {game, phases * game->states, NULL};
    exact.chance =
        exact_new((size_t)phases * thaw_game_rows(game) * (size_t)phases * (size_t)game->states);
    return exact;
}

void exact_game_clear(exact_game *exact)
{
    size_t phases = (size_t)(exact->states / exact->game->states);
    exact_free(exact->chance, phases * thaw_game_rows(exact->game) * (size_t)exact->states);
}

exact_game exact_game_of(const thaw_game *game)
{
    exact_game exact = blank(game, 1);
    for (size_t k = 0; k < thaw_game_rows(game) * (size_t)game->states; k++)
        mpq_set_d(exact.chance[k], game->next[k]);
    return exact;
}

/* The chance that a month of the plan's phase, played by `row`, keeps to the plan. */
static void chance_to_keep(const thaw_game *game, const thaw_deal *deal, int state, size_t row,
                           mpq_t chance)
{
    int signals = thaw_machine_signals(game);
    const bool *keeps = deal->keeps + state * signals;
    mpq_t one;
    mpq_init(one);
    mpq_set_si(chance, 0, 1);
    if (game->signals == 0)
        mpq_set_si(chance, keeps[row - game->first_row[state]], 1);
    for (int y = 0; y < game->signals; y++)
        if (keeps[y]) {
            mpq_set_d(one, game->signal[row * (size_t)signals + (size_t)y]);
            mpq_add(chance, chance, one);
        }
    mpq_clear(one);
}

/* The sum of a row's signal chances: 1, or as near as the game says it. */
static void all_signals(const thaw_game *game, size_t row, mpq_t sum)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_si(sum, game->signals == 0, 1);
    for (int y = 0; y < game->signals; y++) {
        mpq_set_d(one, game->signal[row * (size_t)game->signals + (size_t)y]);
        mpq_add(sum, sum, one);
    }
    mpq_clear(one);
}

/* Where a month of that phase leads: to the plan with the chance in `plan`, else to punishment. */
static void fill_row(exact_game *exact, size_t phase, size_t row, const mpq_t plan,
                     const mpq_t total)
{
    const thaw_game *game = exact->game;
    size_t states = (size_t)game->states;
    mpq_t *to = exact->chance + (phase * thaw_game_rows(game) + row) * (size_t)exact->states;
    mpq_t next;
    mpq_init(next);
    for (size_t s = 0; s < states; s++) {
        mpq_set_d(next, game->next[row * states + s]);
        mpq_mul(to[s], plan, next);
        mpq_mul(to[states + s], total, next);
        mpq_sub(to[states + s], to[states + s], to[s]);
    }
    mpq_clear(next);
}

exact_game exact_product(const thaw_game *game, const thaw_deal *deal)
{
    exact_game exact = blank(game, 2);
    mpq_t keeps, back, total;
    mpq_inits(keeps, back, total, NULL);
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            all_signals(game, row, total);
            chance_to_keep(game, deal, s, row, keeps);
            fill_row(&exact, 0, row, keeps, total);
            if (deal->punishment.kind == THAW_TRIGGER) {
                mpq_set_d(back, deal->punishment.months);
                mpq_div(back, total, back);
            }
            fill_row(&exact, 1, row, back, total);
        }
    mpq_clears(keeps, back, total, NULL);
    return exact;
}

/* ---- play ---- */

/* Where the chances of a player in a state of the product begin. */
static size_t offset_of(const exact_game *exact, int state, int player)
{
    const thaw_game *game = exact->game;
    return (size_t)(state / game->states) * thaw_game_action_total(game) +
           thaw_game_action_offset(game, state % game->states, player);
}

/* The chance of an action, by the exact sum of the player's chances there. */
static void chance_of(const exact_game *exact, const double *profile, int state, int player,
                      int action, mpq_t chance)
{
    const thaw_game *game = exact->game;
    const double *own = profile + offset_of(exact, state, player);
    mpq_t sum, one;
    mpq_inits(sum, one, NULL);
    for (int a = 0; a < thaw_game_action_count(game, state % game->states, player); a++) {
        mpq_set_d(one, own[a]);
        mpq_add(sum, sum, one);
    }
    mpq_set_d(chance, own[action]);
    mpq_div(chance, chance, sum);
    mpq_clears(sum, one, NULL);
}

/* The chance of a row when all but `aside` (-1: all) play the profile. */
static void chance_of_row(const exact_game *exact, const double *profile, int state, size_t row,
                          int aside, int *actions, mpq_t chance)
{
    const thaw_game *game = exact->game;
    mpq_t one;
    mpq_init(one);
    mpq_set_si(chance, 1, 1);
    thaw_game_actions(game, state % game->states, row, actions);
    for (int i = 0; i < game->players && mpq_sgn(chance) != 0; i++)
        if (i != aside) {
            chance_of(exact, profile, state, i, actions[i], one);
            mpq_mul(chance, chance, one);
        }
    mpq_clear(one);
}

static mpq_t *next_of(const exact_game *exact, int state, size_t row)
{
    size_t phase = (size_t)(state / exact->game->states);
    return exact->chance + (phase * thaw_game_rows(exact->game) + row) * (size_t)exact->states;
}

/* d, 1 - d and the payoff of a row to a player. */
typedef struct terms {
    mpq_t d, now, payoff, scratch, chance, sum;
} terms;

static void terms_of(const thaw_game *game, int player, terms *t)
{
    mpq_inits(t->d, t->now, t->payoff, t->scratch, t->chance, t->sum, NULL);
    mpq_set_d(t->d, game->discount[player]);
    mpq_set_si(t->now, 1, 1);
    mpq_sub(t->now, t->now, t->d);
}

static void terms_clear(terms *t)
{
    mpq_clears(t->d, t->now, t->payoff, t->scratch, t->chance, t->sum, NULL);
}

static void payoff_of(const thaw_game *game, size_t row, int player, terms *t)
{
    mpq_set_d(t->payoff, game->payoff[row * (size_t)game->players + (size_t)player]);
    mpq_mul(t->payoff, t->payoff, t->now);
}

/* One state's equation: v(s) - d sum of P(t) v(t) = (1 - d) u. */
static void fill_equation(const exact_game *exact, const double *profile, int player, int state,
                          int *actions, terms *t, mpq_t *equation)
{
    const thaw_game *game = exact->game;
    size_t states = (size_t)exact->states;
    int base = state % game->states;
    mpq_set_si(equation[state], 1, 1);
    for (size_t row = game->first_row[base]; row < game->first_row[base + 1]; row++) {
        chance_of_row(exact, profile, state, row, -1, actions, t->chance);
        if (mpq_sgn(t->chance) == 0)
            continue;
        payoff_of(game, row, player, t);
        add_product(equation[states], t->chance, t->payoff, t->scratch);
        mpq_mul(t->chance, t->chance, t->d);
        mpq_neg(t->chance, t->chance);
        mpq_t *next = next_of(exact, state, row);
        for (size_t to = 0; to < states; to++)
            add_product(equation[to], t->chance, next[to], t->scratch);
    }
}

static void solve_player(const exact_game *exact, const double *profile, int player, int *actions,
                         mpq_t *values)
{
    size_t states = (size_t)exact->states, players = (size_t)exact->game->players;
    mpq_t *system = exact_new(states * (states + 1));
    terms t;
    terms_of(exact->game, player, &t);
    for (int s = 0; s < exact->states; s++)
        fill_equation(exact, profile, player, s, actions, &t, system + (size_t)s * (states + 1));
    exact_solve(system, states);
    for (size_t s = 0; s < states; s++)
        mpq_set(values[s * players + (size_t)player], system[s * (states + 1) + states]);
    terms_clear(&t);
    exact_free(system, states * (states + 1));
}

mpq_t *exact_values(const exact_game *exact, const double *profile)
{
    size_t players = (size_t)exact->game->players;
    mpq_t *values = exact_new((size_t)exact->states * players);
    int *actions = calloc(players, sizeof *actions);
    cr_assert(actions);
    for (int i = 0; i < exact->game->players; i++)
        solve_player(exact, profile, i, actions, values);
    free(actions);
    return values;
}

void exact_loss(const exact_game *exact, const double *profile, mpq_t *values, int state,
                int player, int action, mpq_t loss)
{
    const thaw_game *game = exact->game;
    int base = state % game->states, players = game->players;
    int *actions = calloc((size_t)players, sizeof *actions);
    cr_assert(actions);
    terms t;
    terms_of(game, player, &t);
    mpq_set(loss, values[state * players + player]);
    for (size_t row = game->first_row[base]; row < game->first_row[base + 1]; row++) {
        chance_of_row(exact, profile, state, row, player, actions, t.chance);
        if (actions[player] != action || mpq_sgn(t.chance) == 0)
            continue;
        mpq_t *next = next_of(exact, state, row);
        mpq_set_si(t.sum, 0, 1);
        for (int to = 0; to < exact->states; to++)
            add_product(t.sum, next[to], values[to * players + player], t.scratch);
        mpq_mul(t.sum, t.sum, t.d);
        payoff_of(game, row, player, &t);
        mpq_add(t.sum, t.sum, t.payoff);
        mpq_mul(t.sum, t.sum, t.chance);
        mpq_sub(loss, loss, t.sum);
    }
    terms_clear(&t);
    free(actions);
}
