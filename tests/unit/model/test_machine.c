/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines, and the product of a game with one. */
#include <string.h>

#include <criterion/criterion.h>

#include "model/machine.h"
#include "tests/support/sample_games.h"

static thaw_machine *machine_for(const thaw_game *game, int phases)
{
    thaw_machine *machine = NULL;
    cr_assert_eq(thaw_machine_new(game, phases, &machine, NULL), THAW_OK);
    return machine;
}

static thaw_game *cross(const thaw_game *game, const thaw_machine *machine, bool committed,
                        size_t **base_row)
{
    thaw_game *product = NULL;
    cr_assert_eq(thaw_product(game, machine, committed, &product, base_row, NULL), THAW_OK);
    return product;
}

/* A game of one state and two players with two actions, whose signal is right with chance 0.9. */
static thaw_game *noisy_dilemma(void)
{
    thaw_game *game = NULL;
    cr_assert_eq(thaw_game_new(2, 1, (int[]){2, 2}, 2, true, &game, NULL), THAW_OK);
    static const double payoffs[] = {3, 3, 0, 5, 5, 0, 1, 1};
    memcpy(game->payoff, payoffs, sizeof payoffs);
    for (int row = 0; row < 4; row++) {
        game->next[row] = 1;
        game->signal[row * 2] = row == 0 ? 0.9 : 0.1;
        game->signal[row * 2 + 1] = 1 - game->signal[row * 2];
    }
    game->action_rank[0][0] = game->action_rank[1][0] = 7;
    cr_assert_eq(thaw_game_name(&game->state_name[0], "month", NULL), THAW_OK);
    cr_assert_eq(thaw_game_name(&game->action_name[0][1], "defect", NULL), THAW_OK);
    return game;
}

/* No deal is a machine of one free phase: the product is the game, to the last bit. */
Test(machine, one_free_phase_gives_the_game_back)
{
    dice d = dice_new(600);
    thaw_game *game = random_game(&d, (random_shape){3, 4, 1, 3, 0.9});
    thaw_machine *machine = machine_for(game, 1);
    size_t rows = thaw_game_rows(game), *base_row = NULL;
    for (int committed = 0; committed < 2; committed++) {
        thaw_game *product = cross(game, machine, committed != 0, &base_row);
        cr_assert_eq(thaw_game_rows(product), rows);
        cr_assert_arr_eq(product->payoff, game->payoff, rows * 3 * sizeof(double));
        cr_assert_arr_eq(product->next, game->next, rows * 4 * sizeof(double));
        cr_assert_arr_eq(product->discount, game->discount, 3 * sizeof(double));
        for (size_t row = 0; row < rows; row++)
            cr_assert_eq(base_row[row], row);
        cr_assert_str_eq(product->state_name[2], game->state_name[2]);
        thaw_game_free(product);
        free(base_row);
    }
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* Signals 0.9 / 0.1; after the second signal the machine moves to phase 1 with chance 0.5, from
 * which a coin leads back with chance 1/4. Cooperation stays in phase 0 with 0.9 + 0.1 * 0.5. */
Test(machine, phases_follow_signals)
{
    thaw_game *game = noisy_dilemma();
    thaw_machine *machine = machine_for(game, 2);
    cr_assert_eq(machine->signals, 2);
    double *after_bad = thaw_machine_move(machine, 0, 0, 1);
    after_bad[0] = after_bad[1] = 0.5;
    for (int signal = 0; signal < 2; signal++) {
        thaw_machine_move(machine, 1, 0, signal)[0] = 0.25;
        thaw_machine_move(machine, 1, 0, signal)[1] = 0.75;
    }
    thaw_game *product = cross(game, machine, false, NULL);
    cr_assert_eq(product->states, 2);
    cr_assert_eq(product->signals, 0);
    cr_assert_float_eq(product->next[0], 0.95, 1e-15);
    cr_assert_float_eq(product->next[1], 0.05, 1e-15);
    cr_assert_float_eq(product->next[2 * 1], 0.1 + 0.9 * 0.5, 1e-15);
    const double *punished = product->next + product->first_row[1] * 2;
    cr_assert_float_eq(punished[0], 0.25, 1e-15);
    cr_assert_float_eq(punished[1], 0.75, 1e-15);
    cr_assert_str_eq(product->state_name[0], "month");
    cr_assert_str_eq(product->state_name[1], "month'");
    thaw_game_free(product);
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* A committed phase has one action for everybody, that one, with its name and rank. */
Test(machine, commitment_leaves_one_action)
{
    thaw_game *game = noisy_dilemma();
    thaw_machine *machine = machine_for(game, 2);
    thaw_machine_play(machine, 0, 0)[0] = 1;
    thaw_machine_play(machine, 0, 0)[1] = 0;
    size_t *base_row = NULL;
    thaw_game *product = cross(game, machine, true, &base_row);
    cr_assert_eq(thaw_game_state_rows(product, 0), 1);
    cr_assert_eq(thaw_game_state_rows(product, 1), 4);
    cr_assert_eq(base_row[0], thaw_game_row(game, 0, (int[]){1, 0}));
    cr_assert_float_eq(product->payoff[0], 5, 0);
    cr_assert_float_eq(product->payoff[1], 0, 0);
    cr_assert_str_eq(thaw_game_action_name(product, 0, 0, 0), "defect");
    cr_assert_eq(product->action_rank[0][0], 0);
    cr_assert_eq(product->action_rank[1][0], 7);
    thaw_game_free(product);
    free(base_row);
    product = cross(game, machine, false, NULL);
    cr_assert_eq(thaw_game_state_rows(product, 0), 4, "the judge sees every action");
    thaw_game_free(product);
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* One side committed, the other free: as many rows as the free side has actions. */
Test(machine, commitment_of_one_side)
{
    thaw_game *game = noisy_dilemma();
    thaw_machine *machine = machine_for(game, 1);
    thaw_machine_play(machine, 0, 0)[1] = 1;
    size_t *base_row = NULL;
    thaw_game *product = cross(game, machine, true, &base_row);
    cr_assert_eq(thaw_game_rows(product), 2);
    cr_assert_eq(base_row[0], thaw_game_row(game, 0, (int[]){0, 1}));
    cr_assert_eq(base_row[1], thaw_game_row(game, 0, (int[]){1, 1}));
    thaw_game_free(product);
    free(base_row);
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* Where actions are public, signal k is a state's row k: a machine that counts defections. */
Test(machine, public_actions_are_signals)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, (double[8]){0}, 0.5);
    cr_assert_eq(thaw_machine_signals(game), 4);
    thaw_machine *machine = machine_for(game, 2);
    for (int row = 1; row < 4; row++) {
        double *move = thaw_machine_move(machine, 0, 0, row);
        move[0] = 0;
        move[1] = 1;
    }
    thaw_game *product = cross(game, machine, false, NULL);
    for (size_t row = 0; row < 4; row++)
        cr_assert_float_eq(product->next[row * 2 + 1], row > 0, 0);
    thaw_game_free(product);
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* A committed mix is one action named "mix" whose payoffs and chances are averages: cooperating
 * with chance 1/4 against 1/2 gives CC 1/8, CD 1/8, DC 3/8, DD 3/8. The good signal (0.9 after CC,
 * else 0.1) leads to phase 1, so that it comes with 0.9/8 + 0.1 * 7/8 = 0.2. */
Test(machine, mixes_are_averaged)
{
    thaw_game *game = noisy_dilemma();
    thaw_machine *machine = machine_for(game, 2);
    for (int i = 0; i < 2; i++) {
        thaw_machine_play(machine, 0, 0)[i] = THAW_MIXED;
        double *mix = thaw_machine_mix(machine, 0, 0, i);
        mix[0] = i == 0 ? 0.25 : 0.5;
        mix[1] = 1 - mix[0];
    }
    double *after_good = thaw_machine_move(machine, 0, 0, 0);
    after_good[0] = 0;
    after_good[1] = 1;
    size_t *base_row = NULL;
    thaw_game *product = cross(game, machine, true, &base_row);
    cr_assert_eq(thaw_game_state_rows(product, 0), 1);
    cr_assert_eq(thaw_game_state_rows(product, 1), 4, "phase 1 is free");
    cr_assert_str_eq(product->action_name[0][0], "mix");
    cr_assert_eq(base_row[0], THAW_NO_ROW);
    cr_assert_eq(base_row[1], 0);
    cr_assert_float_eq(product->payoff[0], 3 / 8.0 + 5 * 3 / 8.0 + 3 / 8.0, 1e-15);
    cr_assert_float_eq(product->payoff[1], 3 / 8.0 + 5 / 8.0 + 3 / 8.0, 1e-15);
    cr_assert_float_eq(product->next[1], 0.2, 1e-15);
    cr_assert_float_eq(product->next[0], 0.8, 1e-15);
    static const double numbers[] = {8, 16, 24, 32};
    double carried[5];
    cr_assert_eq(thaw_product_carry(game, machine, product, numbers, 1, carried, NULL), THAW_OK);
    cr_assert_float_eq(carried[0], 1 + 2 + 9 + 12, 1e-14);
    for (int k = 0; k < 4; k++)
        cr_assert_float_eq(carried[1 + k], numbers[k], 0);
    free(base_row);
    thaw_game_free(product);
    thaw_machine_free(machine);
    thaw_game_free(game);
}
