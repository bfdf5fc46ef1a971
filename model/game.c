/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finite stochastic game: its memory, its rows, its checks. */
#include "model/game.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t cell(const thaw_game *game, int state, int player)
{
    return (size_t)state * (size_t)game->players + (size_t)player;
}

/* ---- size ---- */

/* total += count * size; false when that exceeds what a game may take. */
static bool grow(size_t *total, size_t count, size_t size)
{
    size_t product;
    return !__builtin_mul_overflow(count, size, &product) &&
           !__builtin_add_overflow(*total, product, total) && *total <= THAW_GAME_BYTES_MAX;
}

typedef struct shape {
    size_t cells;   /* states * players */
    size_t actions; /* of all players in all states */
    size_t rows;
} shape;

/* An empty name takes a whole block of the allocator. */
enum { NAME_BYTES = sizeof(char *) + 32 };

static bool measure_rows(int players, int states, const int *action_count, bool ranks, shape *size,
                         size_t *bytes)
{
    for (int state = 0; state < states; state++) {
        const int *counts = action_count + (size_t)state * (size_t)players;
        size_t rows = 1;
        for (int player = 0; player < players; player++) {
            size_t count = (size_t)counts[player];
            size->actions += count;
            if (!grow(bytes, count, NAME_BYTES + (ranks ? sizeof(int) : 0)) ||
                __builtin_mul_overflow(rows, count, &rows))
                return false;
        }
        if (__builtin_add_overflow(size->rows, rows, &size->rows))
            return false;
    }
    return true;
}

/* The lengths of a game's arrays; false when they would exceed the limit. action_count is read only
 * once its length is known to be sane. */
static bool measure(int players, int states, const int *action_count, int signals, bool ranks,
                    shape *size)
{
    size_t bytes = sizeof(thaw_game), a_row = 0;
    *size = (shape){0};
    return !__builtin_mul_overflow((size_t)players, (size_t)states, &size->cells) &&
           grow(&bytes, size->cells, sizeof(int) + sizeof(char **) + (ranks ? sizeof(int *) : 0)) &&
           grow(&bytes, (size_t)states, sizeof(size_t) + NAME_BYTES) &&
           grow(&bytes, (size_t)players, sizeof(double) + NAME_BYTES) &&
           grow(&bytes, (size_t)signals, NAME_BYTES) &&
           measure_rows(players, states, action_count, ranks, size, &bytes) &&
           grow(&a_row, (size_t)players + (size_t)states + (size_t)signals, sizeof(double)) &&
           grow(&bytes, size->rows, a_row);
}

static bool is_shape(int players, int states, const int *action_count, int signals)
{
    return players >= 1 && states >= 1 && signals >= 0 && action_count;
}

static bool has_actions(const int *action_count, size_t cells)
{
    for (size_t k = 0; k < cells; k++)
        if (action_count[k] < 1)
            return false;
    return true;
}

/* ---- memory ---- */

static char **new_names(size_t count)
{
    char **names = calloc(count, sizeof *names);
    for (size_t k = 0; names && k < count; k++) {
        names[k] = calloc(1, 1);
        if (!names[k]) {
            while (k-- > 0)
                free(names[k]);
            free(names);
            return NULL;
        }
    }
    return names;
}

static void free_names(char **names, size_t count)
{
    for (size_t k = 0; names && k < count; k++)
        free(names[k]);
    free(names);
}

/* The actions of a state and player lie in one block of all, so that the place of the first one in
 * the block is their offset in a strategy profile (thaw_game_action_offset). */
static bool new_actions(thaw_game *game, const shape *size, bool ranks)
{
    if (!(game->action_name = calloc(size->cells, sizeof *game->action_name)) ||
        !(game->action_name[0] = new_names(size->actions)))
        return false;
    if (ranks && (!(game->action_rank = calloc(size->cells, sizeof *game->action_rank)) ||
                  !(game->action_rank[0] = calloc(size->actions, sizeof **game->action_rank))))
        return false;
    for (size_t k = 1; k < size->cells; k++) {
        game->action_name[k] = game->action_name[k - 1] + game->action_count[k - 1];
        if (ranks)
            game->action_rank[k] = game->action_rank[k - 1] + game->action_count[k - 1];
    }
    return true;
}

static bool new_arrays(thaw_game *game, const shape *size, bool ranks)
{
    size_t players = (size_t)game->players, states = (size_t)game->states,
           signals = (size_t)game->signals;
    return (game->discount = calloc(players, sizeof *game->discount)) &&
           (game->player_name = new_names(players)) && (game->state_name = new_names(states)) &&
           (!signals || (game->signal_name = new_names(signals))) &&
           new_actions(game, size, ranks) &&
           (game->first_row = calloc(states + 1, sizeof *game->first_row)) &&
           (game->payoff = calloc(size->rows * players, sizeof *game->payoff)) &&
           (game->next = calloc(size->rows * states, sizeof *game->next)) &&
           (!signals || (game->signal = calloc(size->rows * signals, sizeof *game->signal)));
}

static void count_rows(thaw_game *game)
{
    for (int state = 0; state < game->states; state++) {
        size_t rows = 1;
        for (int player = 0; player < game->players; player++)
            rows *= (size_t)game->action_count[cell(game, state, player)];
        game->first_row[state + 1] = game->first_row[state] + rows;
    }
}

thaw_status thaw_game_new(int players, int states, const int *action_count, int signals, bool ranks,
                          thaw_game **game, thaw_fault *fault)
{
    if (!is_shape(players, states, action_count, signals))
        return thaw_fail(fault, THAW_EARG, "a game of %d players, %d states and %d signals",
                         players, states, signals);
    shape size;
    bool fits = measure(players, states, action_count, signals, ranks, &size);
    if (size.cells <= THAW_GAME_BYTES_MAX / sizeof(int) && !has_actions(action_count, size.cells))
        return thaw_fail(fault, THAW_EARG, "a player without actions in some state");
    if (!fits)
        return thaw_fail(fault, THAW_ERANGE,
                         "a game of %d players and %d states with so many actions would take more "
                         "than %zu GiB of memory",
                         players, states, THAW_GAME_BYTES_MAX >> 30);
    thaw_game *new = calloc(1, sizeof *new);
    if (!new || !(new->action_count = malloc(size.cells * sizeof *action_count))) {
        free(new);
        return thaw_fail(fault, THAW_ENOMEM, "a game of %d players and %d states", players, states);
    }
    memcpy(new->action_count, action_count, size.cells * sizeof *action_count);
    new->players = players;
    new->states = states;
    new->signals = signals;
    if (!new_arrays(new, &size, ranks)) {
        thaw_game_free(new);
        return thaw_fail(fault, THAW_ENOMEM, "a game of %d players, %d states and %zu rows",
                         players, states, size.rows);
    }
    count_rows(new);
    *game = new;
    return THAW_OK;
}

void thaw_game_free(thaw_game *game)
{
    if (!game)
        return;
    size_t actions = 0;
    for (size_t k = 0; k < (size_t)game->players * (size_t)game->states; k++)
        actions += (size_t)game->action_count[k];
    if (game->action_name)
        free_names(game->action_name[0], actions);
    if (game->action_rank)
        free(game->action_rank[0]);
    free(game->action_name);
    free(game->action_rank);
    free_names(game->player_name, (size_t)game->players);
    free_names(game->state_name, (size_t)game->states);
    free_names(game->signal_name, (size_t)game->signals);
    free(game->action_count);
    free(game->discount);
    free(game->first_row);
    free(game->payoff);
    free(game->next);
    free(game->signal);
    free(game);
}

/* ---- names ---- */

/* Bytes of the UTF-8 character at text (Unicode 15, table 3-7: shortest form, no surrogates, at
 * most U+10FFFF), 0 where there is none. */
static size_t character_length(const unsigned char *text)
{
    if (text[0] < 0x80U)
        return 1;
    size_t length = text[0] >= 0xF0U ? 4 : text[0] >= 0xE0U ? 3 : 2;
    if (text[0] < 0xC2U || text[0] > 0xF4U)
        return 0;
    for (size_t k = 1; k < length; k++)
        if ((text[k] & 0xC0U) != 0x80U)
            return 0;
    bool overlong = (text[0] == 0xE0U && text[1] < 0xA0U) || (text[0] == 0xF0U && text[1] < 0x90U);
    bool surrogate = text[0] == 0xEDU && text[1] >= 0xA0U,
         beyond = text[0] == 0xF4U && text[1] >= 0x90U;
    return overlong || surrogate || beyond ? 0 : length;
}

/* C0, DEL and C1. */
static bool is_control(const unsigned char *text)
{
    return text[0] < 0x20U || text[0] == 0x7FU || (text[0] == 0xC2U && text[1] < 0xA0U);
}

thaw_status thaw_game_name(char **slot, const char *name, thaw_fault *fault)
{
    const unsigned char *text = (const unsigned char *)name;
    for (size_t length; *text; text += length) {
        length = character_length(text);
        if (length == 0)
            return thaw_fail(fault, THAW_EPARSE, "a name has the byte 0x%02X where UTF-8 has none",
                             *text);
        if (is_control(text))
            return thaw_fail(fault, THAW_EPARSE, "a name has the control character 0x%02X",
                             text[length - 1]);
    }
    char *copy = malloc(strlen(name) + 1);
    if (!copy)
        return thaw_fail(fault, THAW_ENOMEM, "a name");
    memcpy(copy, name, strlen(name) + 1);
    free(*slot);
    *slot = copy;
    return THAW_OK;
}

/* ---- rows ---- */

size_t thaw_game_state_rows(const thaw_game *game, int state)
{
    return game->first_row[state + 1] - game->first_row[state];
}

size_t thaw_game_rows(const thaw_game *game)
{
    return game->first_row[game->states];
}

size_t thaw_game_row(const thaw_game *game, int state, const int *actions)
{
    size_t within = 0;
    for (int player = 0; player < game->players; player++)
        within = within * (size_t)game->action_count[cell(game, state, player)] +
                 (size_t)actions[player];
    return game->first_row[state] + within;
}

void thaw_game_actions(const thaw_game *game, int state, size_t row, int *actions)
{
    size_t within = row - game->first_row[state];
    for (int player = game->players - 1; player >= 0; player--) {
        size_t count = (size_t)game->action_count[cell(game, state, player)];
        actions[player] = (int)(within % count);
        within /= count;
    }
}

size_t thaw_game_stride(const thaw_game *game, int state, int player)
{
    size_t stride = 1;
    for (int later = player + 1; later < game->players; later++)
        stride *= (size_t)game->action_count[cell(game, state, later)];
    return stride;
}

int thaw_game_action_count(const thaw_game *game, int state, int player)
{
    return game->action_count[cell(game, state, player)];
}

const char *thaw_game_action_name(const thaw_game *game, int state, int player, int action)
{
    return game->action_name[cell(game, state, player)][action];
}

int thaw_game_most_actions(const thaw_game *game)
{
    int most = 0;
    for (size_t k = 0; k < (size_t)game->states * (size_t)game->players; k++)
        most = game->action_count[k] > most ? game->action_count[k] : most;
    return most;
}

size_t thaw_game_action_offset(const thaw_game *game, int state, int player)
{
    return (size_t)(game->action_name[cell(game, state, player)] - game->action_name[0]);
}

size_t thaw_game_action_total(const thaw_game *game)
{
    int state = game->states - 1, player = game->players - 1;
    return thaw_game_action_offset(game, state, player) +
           (size_t)thaw_game_action_count(game, state, player);
}

static int find(char *const *names, int count, const char *name)
{
    for (int k = 0; k < count; k++)
        if (strcmp(names[k], name) == 0)
            return k;
    return -1;
}

int thaw_game_find_state(const thaw_game *game, const char *name)
{
    return find(game->state_name, game->states, name);
}

int thaw_game_find_action(const thaw_game *game, int state, int player, const char *name)
{
    return find(game->action_name[cell(game, state, player)],
                thaw_game_action_count(game, state, player), name);
}

double thaw_game_range(const thaw_game *game, int player)
{
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double payoff = game->payoff[row * (size_t)game->players + (size_t)player];
        least = fmin(least, payoff);
        most = fmax(most, payoff);
    }
    return most - least;
}

double thaw_game_widest_range(const thaw_game *game)
{
    double widest = 0.0;
    for (int player = 0; player < game->players; player++)
        widest = fmax(widest, thaw_game_range(game, player));
    return widest;
}

/* ---- checks ---- */

/* The text so far, and more; cut to fit. */
static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    thaw_copy_text(text + used, size - used, more);
}

/* "calm, relief/full", for messages. */
static void describe_row(const thaw_game *game, int state, size_t row, char *text, size_t size)
{
    size_t within = row - game->first_row[state];
    thaw_copy_text(text, size, game->state_name[state]);
    for (int player = 0; player < game->players; player++) {
        size_t stride = thaw_game_stride(game, state, player);
        append(text, size, player == 0 ? ", " : "/");
        append(text, size, game->action_name[cell(game, state, player)][within / stride]);
        within %= stride;
    }
}

/* "states[2].payoffs[0][1]". */
static void key_of_row(const thaw_game *game, int state, size_t row, const char *member, char *key,
                       size_t size)
{
    size_t within = row - game->first_row[state];
    snprintf(key, size, "states[%d].%s", state, member);
    for (int player = 0; player < game->players; player++) {
        size_t stride = thaw_game_stride(game, state, player);
        char index[32];
        snprintf(index, sizeof index, "[%zu]", within / stride);
        append(key, size, index);
        within %= stride;
    }
}

/* How a payoff or a list of chances fails, without saying where; false when it does not. */
static bool describe_payoffs(const thaw_game *game, size_t row, char *text, size_t size)
{
    const double *payoff = game->payoff + row * (size_t)game->players;
    for (int player = 0; player < game->players; player++)
        if (!(fabs(payoff[player]) <= THAW_GAME_PAYOFF_MAX)) {
            snprintf(text, size, "the payoff of %.80s is %.10g, outside [-%g, %g]",
                     game->player_name[player], payoff[player], THAW_GAME_PAYOFF_MAX,
                     THAW_GAME_PAYOFF_MAX);
            return true;
        }
    return false;
}

static bool describe_chances(const double *chance, char *const *names, int count, const char *what,
                             char *text, size_t size)
{
    double sum = 0.0;
    for (int k = 0; k < count; k++) {
        if (!(chance[k] >= 0.0 && chance[k] <= 1.0 + THAW_GAME_CHANCE_TOLERANCE)) {
            snprintf(text, size, "the chance of the %s %.80s is %.10g, outside [0, 1]", what,
                     names[k], chance[k]);
            return true;
        }
        sum += chance[k];
    }
    if (fabs(sum - 1.0) <= THAW_GAME_CHANCE_TOLERANCE)
        return false;
    snprintf(text, size, "the chances of the %ss sum to %.12g, not to 1", what, sum);
    return true;
}

static thaw_status check_row(const thaw_game *game, int state, size_t row, thaw_fault *fault)
{
    char text[300], where[200], key[THAW_KEY_MAX];
    const char *member = NULL;
    if (describe_payoffs(game, row, text, sizeof text))
        member = "payoffs";
    else if (describe_chances(game->next + row * (size_t)game->states, game->state_name,
                              game->states, "next state", text, sizeof text))
        member = "transitions";
    else if (game->signals > 0 &&
             describe_chances(game->signal + row * (size_t)game->signals, game->signal_name,
                              game->signals, "signal", text, sizeof text))
        member = "signals";
    if (!member)
        return THAW_OK;
    describe_row(game, state, row, where, sizeof where);
    key_of_row(game, state, row, member, key, sizeof key);
    return thaw_fail_key(fault, THAW_ERANGE, key, "%s: %s", where, text);
}

typedef struct checker {
    thaw_faults *faults;
    int found;
    thaw_status status; /* of the first fault */
} checker;

/* Records a fault; false when enough are listed. */
static bool report(checker *check, const thaw_fault *fault)
{
    thaw_fault last = *fault;
    if (check->status == THAW_OK)
        check->status = fault->status;
    bool more = check->found++ < THAW_GAME_FAULTS_MAX;
    if (!more)
        thaw_fail(&last, fault->status, "there are more faults: only the first %d are listed",
                  THAW_GAME_FAULTS_MAX);
    if (!thaw_faults_add(check->faults, &last)) {
        check->status = THAW_ENOMEM;
        return false;
    }
    return more;
}

/* A name and its place in its list. */
typedef struct place {
    const char *name;
    int index;
} place;

static int compare_places(const void *a, const void *b)
{
    const place *one = a, *other = b;
    int order = strcmp(one->name, other->name);
    return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

/* A list of names to check: of what, for messages; the key of one, with %d for its place. */
typedef struct name_list {
    char *const *names;
    int count;
    const char *what;
    const char *before, *after; /* the key is before, "[", index, "]", after */
} name_list;

static bool report_name(checker *check, const name_list *list, const place *at, const char *wrong)
{
    char key[THAW_KEY_MAX];
    thaw_fault fault;
    snprintf(key, sizeof key, "%s[%d]%s", list->before, at->index, list->after);
    thaw_fail_key(&fault, THAW_EARG, key, "%s: %s%s%s", list->what, wrong, *at->name ? " " : "",
                  at->name);
    return report(check, &fault);
}

/* Each name is there and differs from the others. */
static bool check_names(checker *check, const name_list *list)
{
    bool more = true;
    place *sorted = malloc((size_t)list->count * sizeof *sorted);
    if (!sorted) {
        check->status = THAW_ENOMEM;
        return false;
    }
    for (int k = 0; k < list->count; k++)
        sorted[k] = (place){list->names[k], k};
    qsort(sorted, (size_t)list->count, sizeof *sorted, compare_places);
    for (int k = 0; more && k < list->count; k++) {
        if (sorted[k].name[0] == '\0')
            more = report_name(check, list, &sorted[k], "a name is empty");
        else if (k > 0 && strcmp(sorted[k].name, sorted[k - 1].name) == 0)
            more = report_name(check, list, &sorted[k], "one name for two:");
    }
    free(sorted);
    return more;
}

static bool check_action_names(checker *check, const thaw_game *game, int state, int player)
{
    char what[200], before[THAW_KEY_MAX];
    size_t k = cell(game, state, player);
    snprintf(what, sizeof what, "actions of %.80s in %.80s", game->player_name[player],
             game->state_name[state]);
    snprintf(before, sizeof before, "states[%d].actions[%d]", state, player);
    return check_names(check,
                       &(name_list){game->action_name[k], game->action_count[k], what, before, ""});
}

static bool check_all_names(checker *check, const thaw_game *game)
{
    const name_list lists[] = {
        {game->player_name, game->players, "players", "players", ""},
        {game->state_name, game->states, "states", "states", ".name"},
        {game->signal_name, game->signals, "signals", "signals", ""},
    };
    bool more = check_names(check, &lists[0]) && check_names(check, &lists[1]) &&
                (game->signals == 0 || check_names(check, &lists[2]));
    for (int state = 0; more && state < game->states; state++)
        for (int player = 0; more && player < game->players; player++)
            more = check_action_names(check, game, state, player);
    return more;
}

static bool check_discounts(checker *check, const thaw_game *game)
{
    bool more = true;
    for (int player = 0; more && player < game->players; player++) {
        double discount = game->discount[player];
        char key[THAW_KEY_MAX];
        thaw_fault fault;
        if (discount >= 0.0 && discount < 1.0)
            continue;
        snprintf(key, sizeof key, "discount[%d]", player);
        thaw_fail_key(&fault, THAW_ERANGE, key,
                      "the discount factor of %s is %.17g, outside [0, 1)",
                      game->player_name[player], discount);
        more = report(check, &fault);
    }
    return more;
}

thaw_status thaw_game_validate(const thaw_game *game, thaw_faults *faults)
{
    checker check = {faults, 0, THAW_OK};
    bool more = check_all_names(&check, game) && check_discounts(&check, game);
    for (int state = 0; more && state < game->states; state++)
        for (size_t row = game->first_row[state]; more && row < game->first_row[state + 1]; row++) {
            thaw_fault fault;
            if (check_row(game, state, row, &fault) != THAW_OK)
                more = report(&check, &fault);
        }
    return check.status;
}

/* ---- parts ---- */

/* Marks what a state leads to in one month; the first newly marked state, or the number of states.
 */
static int mark_successors(const thaw_game *game, int state, bool *reachable)
{
    int first = game->states;
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        const double *next = game->next + row * (size_t)game->states;
        for (int successor = 0; successor < game->states; successor++) {
            if (!(next[successor] > 0.0) || reachable[successor])
                continue;
            reachable[successor] = true;
            first = successor < first ? successor : first;
        }
    }
    return first;
}

void thaw_game_reachable(const thaw_game *game, int initial, bool *reachable)
{
    memset(reachable, 0, (size_t)game->states * sizeof *reachable);
    reachable[initial] = true;
    int state = initial;
    while (state < game->states) {
        int first = reachable[state] ? mark_successors(game, state, reachable) : game->states;
        state =
            first < state ? first : state + 1; /* go back to what has just been found behind us */
    }
}

/* The new index of each kept state, -1 for the others; returns how many are kept. */
static int number_states(const thaw_game *game, const bool *keep, int *state_of, int *index)
{
    int kept = 0;
    for (int state = 0; state < game->states; state++) {
        index[state] = keep[state] ? kept : -1;
        if (!keep[state])
            continue;
        if (state_of)
            state_of[kept] = state;
        kept++;
    }
    return kept;
}

static thaw_status copy_names(char **to, char *const *from, size_t count, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; status == THAW_OK && k < count; k++)
        status = thaw_game_name(&to[k], from[k], fault);
    return status;
}

/* The names, ranks, payoffs and signal chances of one state; everything but where it leads. */
static thaw_status copy_state(const thaw_game *from, int old, thaw_game *to, int new,
                              thaw_fault *fault)
{
    thaw_status status = thaw_game_name(&to->state_name[new], from->state_name[old], fault);
    for (int player = 0; status == THAW_OK && player < from->players; player++) {
        size_t source = cell(from, old, player), target = cell(to, new, player);
        size_t count = (size_t)from->action_count[source];
        status = copy_names(to->action_name[target], from->action_name[source], count, fault);
        if (from->action_rank)
            memcpy(to->action_rank[target], from->action_rank[source], count * sizeof(int));
    }
    size_t rows = thaw_game_state_rows(from, old), players = (size_t)from->players,
           signals = (size_t)from->signals;
    memcpy(to->payoff + to->first_row[new] * players, from->payoff + from->first_row[old] * players,
           rows * players * sizeof(double));
    if (signals > 0)
        memcpy(to->signal + to->first_row[new] * signals,
               from->signal + from->first_row[old] * signals, rows * signals * sizeof(double));
    return status;
}

/* Where a kept state leads. */
static thaw_status copy_next(const thaw_game *from, int old, thaw_game *to, int new,
                             const int *index, thaw_fault *fault)
{
    for (size_t k = 0; k < thaw_game_state_rows(from, old); k++) {
        const double *source = from->next + (from->first_row[old] + k) * (size_t)from->states;
        double *target = to->next + (to->first_row[new] + k) * (size_t)to->states;
        for (int state = 0; state < from->states; state++) {
            if (index[state] >= 0)
                target[index[state]] = source[state];
            else if (source[state] > 0.0)
                return thaw_fail(fault, THAW_EARG, "%s can lead to %s, which is left out",
                                 from->state_name[old], from->state_name[state]);
        }
    }
    return THAW_OK;
}

static thaw_status restrict_to(const thaw_game *game, const int *index, int kept, thaw_game **out,
                               thaw_fault *fault)
{
    size_t players = (size_t)game->players;
    int *counts = malloc(((size_t)kept * players + 1) * sizeof *counts);
    if (!counts)
        return thaw_fail(fault, THAW_ENOMEM, "a part of a game of %d states", game->states);
    for (int state = 0; state < game->states; state++)
        if (index[state] >= 0)
            memcpy(counts + (size_t)index[state] * players,
                   game->action_count + cell(game, state, 0), players * sizeof *counts);
    thaw_game *part = NULL;
    thaw_status status = thaw_game_new(game->players, kept, counts, game->signals,
                                       game->action_rank != NULL, &part, fault);
    free(counts);
    if (status == THAW_OK)
        status = copy_names(part->player_name, game->player_name, players, fault);
    if (status == THAW_OK && game->signals > 0)
        status = copy_names(part->signal_name, game->signal_name, (size_t)game->signals, fault);
    for (int state = 0; status == THAW_OK && state < game->states; state++) {
        if (index[state] < 0)
            continue;
        status = copy_state(game, state, part, index[state], fault);
        if (status == THAW_OK)
            status = copy_next(game, state, part, index[state], index, fault);
    }
    if (status != THAW_OK) {
        thaw_game_free(part);
        return status;
    }
    memcpy(part->discount, game->discount, players * sizeof(double));
    *out = part;
    return THAW_OK;
}

thaw_status thaw_game_restrict(const thaw_game *game, const bool *keep, int *state_of,
                               thaw_game **out, thaw_fault *fault)
{
    int *index = malloc((size_t)game->states * sizeof *index);
    if (!index)
        return thaw_fail(fault, THAW_ENOMEM, "a part of a game of %d states", game->states);
    int kept = number_states(game, keep, state_of, index);
    thaw_status status = restrict_to(game, index, kept, out, fault);
    free(index);
    return status;
}
