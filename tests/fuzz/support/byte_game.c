/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as a valid game. */
#include "tests/fuzz/support/byte_game.h"

#include <math.h>
#include <string.h>

#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"

enum { PLAYERS = 3, STATES = 4, CELLS = PLAYERS * STATES };

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))

unsigned take_byte(bytes *b)
{
    return b->size > 0 ? b->data[b->taken++ % b->size] : 0;
}

int take_choice(bytes *b, int count)
{
    return (int)(take_byte(b) % (unsigned)count);
}

uint64_t bytes_seed(const uint8_t *data, size_t size)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t k = 0; k < size; k++)
        hash = (hash ^ data[k]) * 1099511628211U;
    return hash;
}

/* ---- numbers ---- */

static double take_discount(bytes *b)
{
    static const double special[] = {0, 0.9999, 0.5, 0.9, 0.99, 0.999, 1e-12, 0.1};
    unsigned byte = take_byte(b);
    return byte < COUNT(special) ? special[byte] : byte / 256.0;
}

typedef enum payoff_palette {
    WHOLE,
    REAL,
    WILD,
    NEARLY_ONE,
    TENTHS,
    EQUAL,
    PAYOFFS
} payoff_palette;

static double take_payoff(bytes *b, payoff_palette palette)
{
    static const double tenths[] = {0, 0.1, 0.2, 0.3, 0.1 + 0.2, 0.7, 0.1 + 0.7, 1.0 / 3};
    int byte = (int)take_byte(b);
    switch (palette) {
    case WHOLE:
        return byte % 4;
    case REAL:
        return (byte - 128) / 16.0;
    case WILD:
        return (byte & 1 ? -1 : 1) * pow(10, byte / 2 % 19 - 9);
    case NEARLY_ONE:
        return 1 + byte % 16 * 1e-12;
    case TENTHS:
        return tenths[byte % COUNT(tenths)];
    default:
        return 1;
    }
}

/* What a player's payoffs of the palette are multiplied by, and what is added. */
typedef struct unit {
    double scale, level;
} unit;

static unit take_unit(bytes *b)
{
    static const double scales[] = {1, 1, 1, 1, 1e-9, 1e9, 1e-3, 1e4, -1, 7};
    static const double levels[] = {0, 0, 0, 0, 1, -1e6, 1e9, 0.1};
    double scale = scales[take_choice(b, COUNT(scales))];
    return (unit){scale, levels[take_choice(b, COUNT(levels))]};
}

typedef enum chance_palette { SURE, QUARTERS, WEIGHTS, LEAKS, CHANCES } chance_palette;

static void take_chances(bytes *b, chance_palette palette, double *chance, int count)
{
    static const double leaks[] = {1e-12, 1e-9, 1e-3, 1.0 / 3, 0x1p-53, 1e-300};
    double sum = 0;
    memset(chance, 0, (size_t)count * sizeof *chance);
    if (palette == WEIGHTS)
        for (int k = 0; k < count; k++)
            sum += chance[k] = take_byte(b);
    for (int k = 0; k < count && sum > 0; k++)
        chance[k] /= sum;
    if (sum > 0)
        return;
    unsigned byte = take_byte(b);
    for (int k = 0; k < 4; k++)
        chance[palette == QUARTERS ? (int)(byte >> 2 * k) % count : (int)byte % count] += 0.25;
    if (palette == LEAKS) {
        double leak = leaks[take_choice(b, COUNT(leaks))];
        chance[(int)byte % count] -= leak;
        chance[(int)(byte >> 4) % count] += leak;
    }
}

/* ---- the game ---- */

typedef struct recipe {
    payoff_palette payoffs;
    chance_palette chances;
    bool zero_sum, twice;
    unit unit[PLAYERS];
} recipe;

/* As many bytes whatever they say: what follows keeps its place. */
static recipe take_recipe(bytes *b, double *discount, int *count, int actions)
{
    recipe r = {.payoffs = (payoff_palette)take_choice(b, PAYOFFS),
                .chances = (chance_palette)take_choice(b, CHANCES)};
    unsigned flags = take_byte(b);
    r.zero_sum = flags & 1U;
    r.twice = flags & 2U;
    for (int i = 0; i < PLAYERS; i++) {
        discount[i] = take_discount(b);
        r.unit[i] = take_unit(b);
    }
    for (int k = 0; k < CELLS; k++)
        count[k] = 1 + take_choice(b, actions);
    if (flags & 4U) /* equally patient */
        discount[1] = discount[2] = discount[0];
    return r;
}

static void take_rows(bytes *b, const recipe *r, thaw_game *game)
{
    size_t players = (size_t)game->players, states = (size_t)game->states;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double *payoff = game->payoff + row * players;
        for (size_t i = 0; i < players; i++)
            payoff[i] = r->zero_sum && i == 1
                            ? -payoff[0]
                            : r->unit[i].level + r->unit[i].scale * take_payoff(b, r->payoffs);
        take_chances(b, r->chances, game->next + row * states, game->states);
        if (game->signals > 0)
            take_chances(b, r->chances, game->signal + row * (size_t)game->signals, game->signals);
    }
}

/* The last action of every player in every state does what the first does. */
static void repeat_actions(thaw_game *game)
{
    int actions[PLAYERS];
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            thaw_game_actions(game, s, row, actions);
            for (int i = 0; i < game->players; i++)
                if (actions[i] == thaw_game_action_count(game, s, i) - 1)
                    actions[i] = 0;
            copy_row(game, thaw_game_row(game, s, actions), row);
        }
}

thaw_game *byte_game(bytes *b, byte_shape shape)
{
    double discount[PLAYERS];
    int counts[CELLS], cell_counts[CELLS];
    int players = shape.players_least + take_choice(b, shape.players - shape.players_least + 1);
    int states = 1 + take_choice(b, shape.states), signals = take_choice(b, shape.signals + 1);
    recipe r = take_recipe(b, discount, counts, shape.actions);
    for (int s = 0; s < states; s++)
        memcpy(cell_counts + s * players, counts + s * PLAYERS, (size_t)players * sizeof *counts);
    thaw_game *game = blank_game_with_signals(players, states, cell_counts, signals);
    memcpy(game->discount, discount, (size_t)players * sizeof *discount);
    take_rows(b, &r, game);
    if (r.twice)
        repeat_actions(game);
    fuzz_about(game);
    thaw_faults faults = {0};
    require(thaw_game_validate(game, &faults) == THAW_OK, "the game is valid");
    return game;
}

/* ---- deals ---- */

byte_deal take_deal(bytes *b)
{
    static const double months[] = {1, 1.5, 3, 12, 1e6};
    byte_deal promise = {.initial = take_choice(b, STATES)};
    for (int k = 0; k < CELLS; k++)
        promise.play[k] = take_byte(b);
    unsigned byte = take_byte(b);
    promise.punishment = byte % 2
                             ? (thaw_punishment){THAW_TRIGGER, months[byte / 2 % COUNT(months)]}
                             : (thaw_punishment){THAW_GRIM, INFINITY};
    return promise;
}

void add_deal(const thaw_setting *setting, const byte_deal *promise, thaw_deals *deals)
{
    const thaw_game *game = setting->game;
    int play[CELLS];
    for (int k = 0; k < game->states * game->players; k++)
        play[k] = (int)(promise->play[k] % (unsigned)game->action_count[k]);
    require(thaw_deals_add_play(setting, "fuzz", play, &promise->punishment, deals, NULL) ==
                THAW_OK,
            "room for a deal");
}

/* ---- what is said about games ---- */

thaw_setting setting_on(const thaw_game *game, int initial)
{
    thaw_setting setting;
    thaw_game *copy = NULL;
    bool keep[STATES] = {true, true, true, true};
    require(thaw_game_restrict(game, keep, NULL, &copy, NULL) == THAW_OK, "room for a copy");
    require(thaw_setting_of_game(copy, initial, &setting, NULL) == THAW_OK, "room for a setting");
    return setting;
}

double payoff_scale(const thaw_game *game)
{
    double scale = 0;
    for (int i = 0; i < game->players; i++)
        scale = fmax(scale, player_scale(game, i));
    return scale;
}

void require_within_payoffs(const thaw_game *game, const double *values, int states,
                            double rounding)
{
    for (int i = 0; i < game->players; i++) {
        double least = INFINITY, most = -INFINITY;
        for (size_t row = 0; row < thaw_game_rows(game); row++) {
            double payoff = game->payoff[row * (size_t)game->players + (size_t)i];
            least = fmin(least, payoff);
            most = fmax(most, payoff);
        }
        for (int s = 0; s < states; s++) {
            double value = values[s * game->players + i];
            require(value >= least - rounding && value <= most + rounding,
                    "state %d is worth %.17g to player %d, whose payoffs are %.17g to %.17g", s,
                    value, i, least, most);
        }
    }
}
