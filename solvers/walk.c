/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks: laws as tables, and a month drawn from them. */
#include "solvers/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"

/* ---- lotteries: cumulated chances of outcomes, many in one pair of arrays ---- */

typedef struct lotteries {
    size_t *first; /* [lottery + 1] */
    double *edge;  /* [first ..]: chance of this outcome or one before it; the last is 1 */
    int *outcome;
    size_t count, most, filled, room;
} lotteries;

static void lotteries_clear(lotteries *l)
{
    free(l->first);
    free(l->edge);
    free(l->outcome);
    *l = (lotteries){0};
}

static thaw_status lotteries_init(lotteries *l, size_t most)
{
    *l = (lotteries){.most = most};
    l->first = calloc(most + 1, sizeof *l->first);
    return l->first ? THAW_OK : THAW_ENOMEM;
}

static bool reserve(lotteries *l, size_t more)
{
    if (l->filled + more <= l->room)
        return true;
    size_t room = 2 * (l->filled + more);
    double *edge = realloc(l->edge, room * sizeof *edge);
    if (edge)
        l->edge = edge;
    int *outcome = realloc(l->outcome, room * sizeof *outcome);
    if (outcome)
        l->outcome = outcome;
    l->room = edge && outcome ? room : l->room;
    return edge && outcome;
}

/* Appends a lottery over what has a chance above zero. Chances sum to 1 but for rounding, which the
 * last of them bears. Fails with THAW_EARG on numbers that are no chances. */
static thaw_status add_lottery(lotteries *l, const double *chance, size_t outcomes)
{
    double sum = 0;
    if (!reserve(l, outcomes))
        return THAW_ENOMEM;
    for (size_t k = 0; k < outcomes; k++) {
        if (!(chance[k] >= 0))
            return THAW_EARG;
        if (chance[k] == 0)
            continue;
        sum += chance[k];
        l->edge[l->filled] = sum;
        l->outcome[l->filled++] = (int)k;
    }
    if (!(fabs(sum - 1) <= THAW_GAME_CHANCE_TOLERANCE))
        return THAW_EARG;
    l->edge[l->filled - 1] = 1;
    l->first[++l->count] = l->filled;
    return THAW_OK;
}

/* What is certain takes no number. */
static int draw(const lotteries *l, size_t lottery, thaw_stream *stream)
{
    size_t low = l->first[lottery], high = l->first[lottery + 1] - 1;
    if (low == high)
        return l->outcome[low];
    double u = thaw_stream_next(stream);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (u < l->edge[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return l->outcome[low];
}

/* ---- a walk ---- */

enum {
    GIVEN = 4
}; /* next states given raised and struck: lottery row * GIVEN + 2 raised + struck */

typedef struct bolt {
    uint64_t bit; /* of the shock in thaw_month */
    double rate, severity, freeze;
} bolt;

struct thaw_walk {
    const thaw_game *game;
    const thaw_machine *machine;
    lotteries act;    /* [(phase * states + state) * players + player] */
    lotteries signal; /* [row]; empty where actions are public */
    lotteries move;   /* [(phase * states + state) * signals + signal] */
    lotteries next;   /* [row * GIVEN + ...], of a game file [row] */
    size_t *stride;   /* [state * players + player] */
    bool *presses;    /* [row]: the US presses; NULL for a game file */
    double pressure;  /* chance that it then raises tension */
    bolt *bolts;      /* shocks that can happen */
    size_t bolt_count;
};

void thaw_walk_free(thaw_walk *walk)
{
    if (!walk)
        return;
    lotteries_clear(&walk->act);
    lotteries_clear(&walk->signal);
    lotteries_clear(&walk->move);
    lotteries_clear(&walk->next);
    free(walk->stride);
    free(walk->presses);
    free(walk->bolts);
    free(walk);
}

/* These answer with the status alone: thaw_walk_new says what is wrong. */

static thaw_status fill_actions(const thaw_play *play, thaw_walk *walk)
{
    const thaw_game *game = walk->game;
    size_t total = thaw_game_action_total(game), players = (size_t)game->players;
    size_t cells = (size_t)game->states * players;
    walk->stride = calloc(cells, sizeof *walk->stride);
    thaw_status status = lotteries_init(&walk->act, (size_t)walk->machine->phases * cells);
    if (!walk->stride)
        return THAW_ENOMEM;
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            walk->stride[s * game->players + i] = thaw_game_stride(game, s, i);
    for (int q = 0; q < walk->machine->phases; q++)
        for (int s = 0; s < game->states; s++)
            for (int i = 0; status == THAW_OK && i < game->players; i++)
                status = add_lottery(&walk->act,
                                     play->profile + (size_t)q * total +
                                         thaw_game_action_offset(game, s, i),
                                     (size_t)thaw_game_action_count(game, s, i));
    return status;
}

static thaw_status fill_signals(thaw_walk *walk)
{
    const thaw_game *game = walk->game;
    size_t signals = (size_t)game->signals, rows = signals ? thaw_game_rows(game) : 0;
    thaw_status status = lotteries_init(&walk->signal, rows);
    for (size_t row = 0; status == THAW_OK && row < rows; row++)
        status = add_lottery(&walk->signal, game->signal + row * signals, signals);
    return status;
}

static thaw_status fill_moves(thaw_walk *walk)
{
    const thaw_machine *m = walk->machine;
    thaw_status status =
        lotteries_init(&walk->move, (size_t)m->phases * (size_t)m->states * (size_t)m->signals);
    for (int q = 0; q < m->phases; q++)
        for (int s = 0; s < m->states; s++)
            for (int y = 0; status == THAW_OK && y < m->signals; y++)
                status = add_lottery(&walk->move, thaw_machine_move(m, q, s, y), (size_t)m->phases);
    return status;
}

/* The chances of next month's state of the setting, given what the shocks did. Where some lie on
 * states that the setting leaves out, since they cannot be reached, the shocks can do no such
 * thing: that the state stays stands for it and is never drawn. */
static void given_chances(const thaw_setting *setting, int state, thaw_pair pair, int given,
                          double *next)
{
    double twelve[THAW_FENTANYL_STATES], left_out = 0;
    thaw_fentanyl_next(setting->scenario, setting->fentanyl_state[state], pair, given / 2 != 0,
                       given % 2 != 0, twelve);
    for (int s = 0; s < setting->game->states; s++) {
        next[s] = twelve[setting->fentanyl_state[s]];
        twelve[setting->fentanyl_state[s]] = 0;
    }
    for (int t = 0; t < THAW_FENTANYL_STATES; t++)
        left_out += twelve[t];
    for (int s = 0; left_out > 0 && s < setting->game->states; s++)
        next[s] = s == state ? 1 : 0;
}

static thaw_status fill_given(const thaw_setting *setting, int state, thaw_pair pair,
                              thaw_walk *walk)
{
    thaw_status status = THAW_OK;
    for (int given = 0; status == THAW_OK && given < GIVEN; given++) {
        double next[THAW_FENTANYL_STATES];
        given_chances(setting, state, pair, given, next);
        status = add_lottery(&walk->next, next, (size_t)setting->game->states);
    }
    return status;
}

static thaw_status fill_state(const thaw_setting *setting, int s, thaw_walk *walk)
{
    const thaw_game *game = setting->game;
    thaw_status status = THAW_OK;
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    thaw_fentanyl_us_actions(setting->scenario, setting->fentanyl_state[s], stances);
    thaw_fentanyl_china_actions(setting->fentanyl_state[s], moves);
    for (size_t row = game->first_row[s]; status == THAW_OK && row < game->first_row[s + 1];
         row++) {
        int actions[2];
        thaw_game_actions(game, s, row, actions);
        thaw_pair pair = {stances[actions[THAW_US]], moves[actions[THAW_CHINA]]};
        walk->presses[row] = pair.us == THAW_PRESSURE;
        status = fill_given(setting, s, pair, walk);
    }
    return status;
}

static thaw_status fill_scenario(const thaw_setting *setting, thaw_walk *walk)
{
    const thaw_game *game = setting->game;
    const thaw_scenario *scenario = setting->scenario;
    walk->presses = calloc(thaw_game_rows(game), sizeof *walk->presses);
    walk->bolts = calloc(scenario->shock_count + 1, sizeof *walk->bolts);
    thaw_status status = lotteries_init(&walk->next, thaw_game_rows(game) * GIVEN);
    if (!walk->presses || !walk->bolts)
        return THAW_ENOMEM;
    walk->pressure = scenario->values.tension_pressure_raises;
    for (size_t k = 0; k < scenario->shock_count; k++) {
        const thaw_shock *shock = &scenario->shocks[k];
        if (shock->rate > 0)
            walk->bolts[walk->bolt_count++] =
                (bolt){(uint64_t)1 << k, shock->rate, shock->severity, shock->freeze};
    }
    for (int s = 0; status == THAW_OK && s < game->states; s++)
        status = fill_state(setting, s, walk);
    return status;
}

static thaw_status fill_rows(thaw_walk *walk)
{
    const thaw_game *game = walk->game;
    size_t rows = thaw_game_rows(game), states = (size_t)game->states;
    thaw_status status = lotteries_init(&walk->next, rows);
    for (size_t row = 0; status == THAW_OK && row < rows; row++)
        status = add_lottery(&walk->next, game->next + row * states, states);
    return status;
}

static thaw_status fail(thaw_status status, const char *whose, int states, thaw_fault *fault)
{
    if (status == THAW_ENOMEM)
        return thaw_fail(fault, status, "no memory for a simulation over %d states", states);
    return thaw_fail(fault, status, "%s: not chances that sum to 1", whose);
}

thaw_status thaw_walk_new(const thaw_play *play, thaw_walk **out, thaw_fault *fault)
{
    const char *whose = "what is played";
    thaw_status status = THAW_ENOMEM;
    thaw_walk *walk = calloc(1, sizeof *walk);
    if (walk) {
        walk->game = play->setting->game;
        walk->machine = play->machine;
        status = fill_actions(play, walk);
    }
    if (status == THAW_OK) {
        whose = "the game's signals";
        status = fill_signals(walk);
    }
    if (status == THAW_OK) {
        whose = "the machine's moves";
        status = fill_moves(walk);
    }
    if (status == THAW_OK) {
        whose = "the next states";
        status = play->setting->scenario ? fill_scenario(play->setting, walk) : fill_rows(walk);
    }
    if (status != THAW_OK) {
        thaw_walk_free(walk);
        return fail(status, whose, play->setting->game->states, fault);
    }
    *out = walk;
    return THAW_OK;
}

/* ---- a month ---- */

static bool happens(thaw_stream *stream, double chance)
{
    return chance > 0 && (chance >= 1 || thaw_stream_next(stream) < chance);
}

/* Each shock by itself; given that it happens, the two things it can do are independent. */
static void draw_shocks(const thaw_walk *walk, thaw_stream *stream, thaw_month *month)
{
    for (size_t k = 0; k < walk->bolt_count; k++) {
        const bolt *b = &walk->bolts[k];
        if (!happens(stream, b->rate))
            continue;
        month->happened |= b->bit;
        if (happens(stream, b->severity))
            month->raised |= b->bit;
        if (happens(stream, b->freeze))
            month->froze |= b->bit;
    }
    month->pressed = walk->presses[month->row] && happens(stream, walk->pressure);
}

static size_t draw_row(const thaw_walk *walk, thaw_stream *stream, int phase, int state)
{
    size_t players = (size_t)walk->game->players, row = walk->game->first_row[state];
    size_t cell = (size_t)state * players;
    size_t lottery = ((size_t)phase * (size_t)walk->game->states + (size_t)state) * players;
    for (size_t i = 0; i < players; i++)
        row += (size_t)draw(&walk->act, lottery + i, stream) * walk->stride[cell + i];
    return row;
}

thaw_month thaw_walk_month(const thaw_walk *walk, thaw_stream *stream, int phase, int state)
{
    thaw_month month = {.phase = phase, .state = state};
    size_t next;
    month.row = draw_row(walk, stream, phase, state);
    month.signal = walk->game->signals > 0 ? draw(&walk->signal, month.row, stream)
                                           : (int)(month.row - walk->game->first_row[state]);
    if (walk->presses) {
        draw_shocks(walk, stream, &month);
        next = month.row * GIVEN + (month.raised || month.pressed ? 2 : 0) + (month.froze ? 1 : 0);
    } else {
        next = month.row;
    }
    month.next_state = draw(&walk->next, next, stream);
    size_t cell = (size_t)phase * (size_t)walk->machine->states + (size_t)state;
    month.next_phase =
        draw(&walk->move, cell * (size_t)walk->machine->signals + (size_t)month.signal, stream);
    return month;
}
