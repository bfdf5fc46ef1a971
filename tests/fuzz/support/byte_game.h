/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as a valid game: whatever they are there is one, and every byte decides one thing, so that
 * a fuzzer that changes bytes changes games.
 *
 * Up to three players, four states and four actions. Payoffs and chances come from palettes in
 * which what is hard for solvers is frequent: equal and nearly equal payoffs, sizes from 1e-9 to
 * 1e9 on a level of another size, chances of 0, 1 and next to them, discount factors of 0 and
 * 0.9999, an action that is there twice. */
#ifndef THAW_TESTS_FUZZ_BYTE_GAME_H
#define THAW_TESTS_FUZZ_BYTE_GAME_H

#include <stdint.h>

#include "model/deal.h"
#include "model/game.h"
#include "model/setting.h"

/* An input, read from its front. After its end it comes again: a few bytes make a whole game. */
typedef struct bytes {
    const uint8_t *data;
    size_t size, taken;
} bytes;

unsigned take_byte(bytes *b);
/* A number of 0..count-1. */
int take_choice(bytes *b, int count);

/* The most that a game may have; at least 1 each. */
typedef struct byte_shape {
    int players, states, actions, signals;
    int players_least;
} byte_shape;

/* The game, which thaw_game_validate accepts; the caller frees it. fuzz_about is told. Random
 * choices of laws (a renumbering) may be drawn from a seed made of the input. */
thaw_game *byte_game(bytes *b, byte_shape shape);
uint64_t bytes_seed(const uint8_t *data, size_t size);

/* What a deal promises, as bytes, before there is a game; and in a setting of one. */
typedef struct byte_deal {
    int initial; /* where play begins, modulo the game's states */
    unsigned play[12];
    thaw_punishment punishment;
} byte_deal;
byte_deal take_deal(bytes *b);
void add_deal(const thaw_setting *setting, const byte_deal *promise, thaw_deals *deals);

/* The setting of a copy of the game. */
thaw_setting setting_on(const thaw_game *game, int initial);

/* Against which rounding is measured: the largest payoff by size. */
double payoff_scale(const thaw_game *game);

/* Every value of values[count] states by players lies within the player's payoffs, but for
 * `rounding`. */
void require_within_payoffs(const thaw_game *game, const double *values, int states,
                            double rounding);

#endif
