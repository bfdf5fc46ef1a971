/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months drawn one by one: as often as the model's chances say, and nothing that cannot be. Bounds
 * are four standard deviations of a share; seeds are fixed. */
#include <math.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "solvers/walk.h"
#include "tests/support/futures.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

enum { MONTHS = 200000 };

static void expect_share(const char *what, double count, double of, double chance)
{
    double share = count / of, bound = 4 * sqrt(chance * (1 - chance) / of) + 1e-12;
    cr_expect(fabs(share - chance) <= bound, "%s: %g of %g, expected %g", what, share, of, chance);
}

/* Draws months that all begin alike and compares with the rows: actions, signals, next states. */
static void expect_law(const stage_of_play *stage, int phase, int state)
{
    const thaw_game *game = stage->setting.game;
    thaw_walk *walk = NULL;
    cr_assert_eq(thaw_walk_new(&stage->play, &walk, NULL), THAW_OK);
    size_t rows = thaw_game_rows(game), states = (size_t)game->states;
    double *seen = calloc(rows, sizeof *seen), *next = calloc(rows * states, sizeof *next);
    cr_assert(seen && next);
    thaw_stream stream = thaw_stream_of(5, (uint64_t)(phase * game->states + state));
    for (int m = 0; m < MONTHS; m++) {
        thaw_month month = thaw_walk_month(walk, &stream, phase, state);
        cr_assert(month.row >= game->first_row[state] && month.row < game->first_row[state + 1]);
        cr_assert(game->signal[month.row * (size_t)game->signals + (size_t)month.signal] > 0);
        seen[month.row]++;
        next[month.row * states + (size_t)month.next_state]++;
    }
    size_t total = thaw_game_action_total(game);
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        int actions[2];
        double chance = 1;
        thaw_game_actions(game, state, row, actions);
        for (int i = 0; i < 2; i++)
            chance *=
                stage->play.profile[(size_t)phase * total +
                                    thaw_game_action_offset(game, state, i) + (size_t)actions[i]];
        expect_share("a row", seen[row], MONTHS, chance);
        for (size_t s = 0; seen[row] > 0 && s < states; s++)
            expect_share(game->state_name[s], next[row * states + s], seen[row],
                         game->next[row * states + s]);
    }
    free(seen);
    free(next);
    thaw_walk_free(walk);
}

/* Next states come through the shocks, and are the game's rows all the same. Both phases; in the
 * punishment phase both sides mix in frozen months. */
Test(walk, next_states_follow_the_rows)
{
    stage_of_play stage;
    stage_set(&stage,
              SETS("tension.pressure_raises=0.2", "shock.taiwan_visit.freeze=0.5",
                   "shock.indictments.rate=0.3", "shock.indictments.freeze=0.4"),
              "full_calm@trigger:12");
    for (int phase = 0; phase < 2; phase++)
        for (int s = 0; s < stage.setting.game->states; s += 3)
            expect_law(&stage, phase, s);
    stage_clear(&stage);
}

/* Shocks happen at their rate; what they do, given that they happen, is independent. */
Test(walk, shocks_do_what_they_do_as_often_as_they_should)
{
    stage_of_play stage;
    thaw_walk *walk = NULL;
    stage_set(&stage, SETS("shock.taiwan_visit.rate=0.4", "shock.taiwan_visit.freeze=0.3"),
              "partial@grim");
    cr_assert_eq(thaw_walk_new(&stage.play, &walk, NULL), THAW_OK);
    thaw_stream stream = thaw_stream_of(9, 0);
    double happened[2] = {0}, raised = 0, froze = 0, both = 0;
    for (int m = 0; m < MONTHS; m++) {
        thaw_month month = thaw_walk_month(walk, &stream, 0, stage.setting.initial);
        cr_assert_eq(month.raised & ~month.happened, 0);
        cr_assert_eq(month.froze & ~month.happened, 0);
        for (int k = 0; k < 2; k++)
            happened[k] += (month.happened >> k) & 1;
        raised += month.raised & 1;
        froze += month.froze & 1;
        both += month.raised & month.froze & 1;
        if (month.froze)
            cr_assert(thaw_fentanyl_frozen(stage.setting.fentanyl_state[month.next_state]));
        if (month.raised)
            cr_assert_eq(thaw_fentanyl_tension(stage.setting.fentanyl_state[month.next_state]),
                         THAW_TENSE);
    }
    expect_share("taiwan_visit", happened[0], MONTHS, 0.4);
    expect_share("indictments", happened[1], MONTHS, 0.09);
    expect_share("it raised tension", raised, happened[0], 0.6);
    expect_share("it froze the channel", froze, happened[0], 0.3);
    expect_share("it did both", both, happened[0], 0.18);
    thaw_walk_free(walk);
    stage_clear(&stage);
}

/* A game with public actions: the signal is the row, and the memory moves by it. */
Test(walk, public_actions)
{
    dice d = dice_new(11);
    thaw_game *game = random_game(&d, (random_shape){2, 3, 2, 3, 0.9});
    thaw_setting setting;
    thaw_machine *machine = NULL;
    thaw_walk *walk = NULL;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    cr_assert_eq(thaw_machine_new(game, 2, &machine, NULL), THAW_OK);
    double *move = thaw_machine_move(machine, 0, 1, 1);
    move[0] = 0;
    move[1] = 1;
    size_t total = thaw_game_action_total(game);
    double *profile = calloc(2 * total, sizeof *profile);
    cr_assert(profile);
    for (int q = 0; q < 2; q++)
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < 2; i++)
                for (int a = 0; a < thaw_game_action_count(game, s, i); a++)
                    profile[(size_t)q * total + thaw_game_action_offset(game, s, i) + (size_t)a] =
                        1.0 / thaw_game_action_count(game, s, i);
    thaw_play play = {&setting, machine, profile, NULL};
    cr_assert_eq(thaw_walk_new(&play, &walk, NULL), THAW_OK);
    thaw_stream stream = thaw_stream_of(3, 0);
    size_t rows = thaw_game_state_rows(game, 1);
    double seen = 0;
    for (int m = 0; m < MONTHS; m++) {
        thaw_month month = thaw_walk_month(walk, &stream, 0, 1);
        cr_assert_eq((size_t)month.signal, month.row - game->first_row[1]);
        cr_assert_eq(month.next_phase, month.signal == 1 ? 1 : 0);
        cr_assert(game->next[month.row * (size_t)game->states + (size_t)month.next_state] > 0);
        seen += month.signal == 1;
    }
    expect_share("the signal that moves", seen, MONTHS, 1.0 / (double)rows);
    free(profile);
    thaw_walk_free(walk);
    thaw_machine_free(machine);
    thaw_setting_clear(&setting);
}
