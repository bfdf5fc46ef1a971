/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in JSON (docs/game-files.md).
 *
 * The shape is checked first, then the memory is taken, then the numbers are read: a fault of shape
 * names the member, a fault of a number its path, and both the line. */
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "io/game_source.h"
#include "io/json_memory.h"
#include "io/json_place.h"
#include "model/utf8.h"

enum { PATH_BYTES = 2 * THAW_KEY_MAX };

typedef struct reader {
    thaw_game_source *source;
    const json_t *root;
    thaw_game *game;
    char path[PATH_BYTES]; /* of what is being read: "states[1].payoffs[0]" */
} reader;

/* ---- paths and faults ---- */

/* The path's length before something is added to it, to go back to. */
static size_t enter(reader *r, const char *what)
{
    size_t mark = strlen(r->path);
    thaw_copy_text(r->path + mark, sizeof r->path - mark, what);
    return mark;
}

static size_t enter_member(reader *r, const char *name)
{
    size_t mark = *r->path ? enter(r, ".") : 0;
    enter(r, name);
    return mark;
}

static size_t enter_element(reader *r, size_t index)
{
    char text[32];
    snprintf(text, sizeof text, "[%zu]", index);
    return enter(r, text);
}

static void leave(reader *r, size_t mark)
{
    r->path[mark] = '\0';
}

/* A fault of what stands at the path; name: of the name of the member there. */
static void add(reader *r, const thaw_fault *about, bool name)
{
    thaw_fault fault;
    if (r->source->full) /* a place is sought from the text's beginning */
        return;
    size_t span = 0, offset = thaw_json_place(r->source->text, r->path, name, &span);
    thaw_fail_key(&fault, about->status, r->path, "%s%s%s", r->path, *r->path ? ": " : "",
                  about->text);
    thaw_copy_text(fault.help, sizeof fault.help, about->help);
    thaw_game_source_add(r->source, &fault, offset, span);
}

static void complain(reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void complain(reader *r, const char *format, ...)
{
    char text[THAW_MESSAGE_MAX];
    thaw_fault fault;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    thaw_fail(&fault, THAW_EPARSE, "%s", text);
    add(r, &fault, false);
}

static const char *kind(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_NULL:
        return "null";
    default:
        return json_is_true(value) ? "true" : "false";
    }
}

/* ---- shape ---- */

/* The members that an object may have, and how they are listed in a hint. */
typedef struct members {
    const char *const *names;
    size_t count;
    const char *hint;
} members;

/* The last three are what `thaw export` says first. */
static const char *const game_names[] = {"players", "discount", "signals", "states",  "title",
                                         "source",  "comment",  "schema",  "version", "scenario"};
static const char *const state_names[] = {"name",  "actions", "payoffs", "transitions", "signals",
                                          "ranks", "title",   "source",  "comment"};
static const members game_members = {game_names, sizeof game_names / sizeof *game_names,
                                     "a game has players, discount, signals, states"};
static const members state_members = {
    state_names, sizeof state_names / sizeof *state_names,
    "a state has name, actions, payoffs, transitions, signals, ranks"};

static bool is_listed(const char *name, const members *list)
{
    for (size_t k = 0; k < list->count; k++)
        if (strcmp(name, list->names[k]) == 0)
            return true;
    return false;
}

static void refuse_member(reader *r, const char *name, const members *list)
{
    thaw_fault fault;
    const char *meant = thaw_nearest(name, list->names, list->count);
    size_t mark = enter_member(r, name);
    thaw_utf8_show(r->path);
    thaw_fail(&fault, THAW_EUNKNOWN, "there is no such member in a game file");
    if (meant)
        thaw_fault_help(&fault, "did you mean \"%s\"?", meant);
    else
        thaw_fault_help(&fault, "%s", list->hint);
    add(r, &fault, true);
    leave(r, mark);
}

static bool check_object(reader *r, const json_t *value, const members *list)
{
    const char *name;
    json_t *member;
    if (!json_is_object(value)) {
        complain(r, "an object was expected, found %s", kind(value));
        return false;
    }
    json_object_foreach((json_t *)value, name, member)
    {
        if (r->source->full)
            return false;
        if (!is_listed(name, list))
            refuse_member(r, name, list);
    }
    return true;
}

/* A member that must be there, or NULL. */
static const json_t *require(reader *r, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (!value)
        complain(r, "\"%s\" is missing", name);
    return value;
}

/* An array, with at least one entry. */
static bool check_array(reader *r, const json_t *value, const char *of)
{
    if (!json_is_array(value))
        complain(r, "an array of %s was expected, found %s", of, kind(value));
    else if (json_array_size(value) == 0)
        complain(r, "there are no %s", of);
    else
        return true;
    return false;
}

static bool check_string(reader *r, const json_t *value)
{
    if (json_is_string(value))
        return true;
    complain(r, "a string was expected, found %s", kind(value));
    return false;
}

static void check_names(reader *r, const json_t *value, const char *of)
{
    if (!check_array(r, value, of))
        return;
    for (size_t k = 0; k < json_array_size(value) && !r->source->full; k++) {
        size_t mark = enter_element(r, k);
        check_string(r, json_array_get(value, k));
        leave(r, mark);
    }
}

/* An array of one entry a player. */
static bool check_per_player(reader *r, const json_t *value, size_t players, const char *of)
{
    if (!check_array(r, value, of))
        return false;
    if (json_array_size(value) == players)
        return true;
    complain(r, "%zu %s, one a player, were expected, found %zu", players, of,
             json_array_size(value));
    return false;
}

static void check_actions(reader *r, const json_t *value, size_t players)
{
    size_t mark = enter_member(r, "actions");
    if (check_per_player(r, value, players, "lists of actions"))
        for (size_t player = 0; player < players && !r->source->full; player++) {
            size_t inner = enter_element(r, player);
            check_names(r, json_array_get(value, player), "actions");
            leave(r, inner);
        }
    leave(r, mark);
}

static void check_state(reader *r, const json_t *state, size_t players, bool signals, bool ranks)
{
    if (!check_object(r, state, &state_members))
        return;
    const json_t *name = require(r, state, "name"), *actions = require(r, state, "actions");
    if (name) {
        size_t mark = enter_member(r, "name");
        check_string(r, name);
        leave(r, mark);
    }
    if (actions)
        check_actions(r, actions, players);
    require(r, state, "payoffs");
    require(r, state, "transitions");
    if (signals)
        require(r, state, "signals");
    else if (json_object_get(state, "signals"))
        complain(r, "there are chances of signals, but the game names no \"signals\"");
    if (ranks && !json_object_get(state, "ranks"))
        complain(r, "\"ranks\" is missing: other states have them");
}

static bool has_ranks(const json_t *states)
{
    for (size_t k = 0; k < json_array_size(states); k++)
        if (json_object_get(json_array_get(states, k), "ranks"))
            return true;
    return false;
}

static void check_states(reader *r, const json_t *states, size_t players)
{
    bool signals = json_object_get(r->root, "signals") != NULL, ranks = has_ranks(states);
    size_t mark = enter_member(r, "states");
    if (check_array(r, states, "states"))
        for (size_t k = 0; k < json_array_size(states) && !r->source->full; k++) {
            size_t inner = enter_element(r, k);
            check_state(r, json_array_get(states, k), players, signals, ranks);
            leave(r, inner);
        }
    leave(r, mark);
}

/* What `thaw export` says that the file is. Another one may mean something else by its members. */
static bool check_schema(reader *r)
{
    static const char ours[] = "thaw/export/1";
    const json_t *schema = json_is_object(r->root) ? json_object_get(r->root, "schema") : NULL;
    if (!schema || (json_is_string(schema) && strcmp(json_string_value(schema), ours) == 0))
        return true;
    thaw_fault fault;
    size_t mark = enter_member(r, "schema");
    thaw_fail(&fault, THAW_ERANGE, "this is not one that this version reads");
    thaw_fault_help(&fault, "it reads \"%s\"; a file of your own needs no schema", ours);
    add(r, &fault, false);
    leave(r, mark);
    return false;
}

static void check_shape(reader *r)
{
    if (!check_schema(r) || !check_object(r, r->root, &game_members))
        return;
    const json_t *players = require(r, r->root, "players"), *states = require(r, r->root, "states");
    const json_t *signals = json_object_get(r->root, "signals");
    if (players) {
        size_t mark = enter_member(r, "players");
        check_names(r, players, "players");
        leave(r, mark);
    }
    if (signals) {
        size_t mark = enter_member(r, "signals");
        check_names(r, signals, "signals");
        leave(r, mark);
    }
    if (json_is_array(players) && json_array_size(players) > 0 && states)
        check_states(r, states, json_array_size(players));
}

/* ---- memory ---- */

/* Every number takes two bytes of text at least: a short file is not given the memory of a large
 * game. */
static bool is_long_enough(thaw_game_source *source, const int *counts, size_t players,
                           size_t states, size_t signals)
{
    double rows = 0.0;
    for (size_t state = 0; state < states; state++) {
        double profiles = 1.0;
        for (size_t player = 0; player < players; player++)
            profiles *= counts[state * players + player];
        rows += profiles;
    }
    if (2.0 * rows * (double)(players + states + signals) <= (double)source->length)
        return true;
    thaw_game_source_fail(
        source, THAW_EPARSE, THAW_NO_PLACE, 0,
        "the game has %.15g profiles of actions in all, for which the file is too short", rows);
    return false;
}

static void count_actions(const json_t *states, size_t players, int *counts)
{
    for (size_t state = 0; state < json_array_size(states); state++) {
        const json_t *actions = json_object_get(json_array_get(states, state), "actions");
        for (size_t player = 0; player < players; player++)
            counts[state * players + player] =
                (int)json_array_size(json_array_get(actions, player));
    }
}

static void make_game(reader *r)
{
    const json_t *list = json_object_get(r->root, "states");
    size_t players = json_array_size(json_object_get(r->root, "players"));
    size_t signals = json_array_size(json_object_get(r->root, "signals"));
    size_t states = json_array_size(list);
    thaw_fault fault;
    int *counts = malloc(states * players * sizeof *counts);
    if (!counts) {
        thaw_game_source_fail(r->source, THAW_ENOMEM, THAW_NO_PLACE, 0, "out of memory");
        return;
    }
    count_actions(list, players, counts);
    if (is_long_enough(r->source, counts, players, states, signals) &&
        thaw_game_new((int)players, (int)states, counts, (int)signals, has_ranks(list), &r->game,
                      &fault) != THAW_OK)
        thaw_game_source_add(r->source, &fault, THAW_NO_PLACE, 0);
    free(counts);
}

/* ---- names ---- */

static void read_name(reader *r, const json_t *value, char **slot)
{
    thaw_fault fault;
    if (thaw_game_name(slot, json_string_value(value), &fault) != THAW_OK)
        add(r, &fault, false);
}

static void read_names(reader *r, const json_t *values, char **slots)
{
    for (size_t k = 0; k < json_array_size(values) && !r->source->full; k++) {
        size_t mark = enter_element(r, k);
        read_name(r, json_array_get(values, k), &slots[k]);
        leave(r, mark);
    }
}

static void read_list_of_names(reader *r, const char *member, char **slots)
{
    size_t mark = enter_member(r, member);
    read_names(r, json_object_get(r->root, member), slots);
    leave(r, mark);
}

static void read_state_names(reader *r, const json_t *value, int state)
{
    const json_t *actions = json_object_get(value, "actions");
    size_t mark = enter_member(r, "name");
    read_name(r, json_object_get(value, "name"), &r->game->state_name[state]);
    leave(r, mark);
    enter_member(r, "actions");
    for (int player = 0; player < r->game->players && !r->source->full; player++) {
        size_t inner = enter_element(r, (size_t)player);
        read_names(r, json_array_get(actions, (size_t)player),
                   r->game->action_name[state * r->game->players + player]);
        leave(r, inner);
    }
    leave(r, mark);
}

/* ---- numbers ---- */

/* Exactly `count` numbers; each: what there is one for, for the message. */
static bool read_numbers(reader *r, const json_t *list, size_t count, const char *each,
                         double *numbers)
{
    bool good = true;
    if (!json_is_array(list)) {
        complain(r, "an array of numbers, one %s, was expected, found %s", each, kind(list));
        return false;
    }
    if (json_array_size(list) != count) {
        complain(r, "%zu number%s, one %s, %s expected, found %zu", count, count == 1 ? "" : "s",
                 each, count == 1 ? "was" : "were", json_array_size(list));
        return false;
    }
    for (size_t k = 0; k < count && !r->source->full; k++) {
        const json_t *number = json_array_get(list, k);
        size_t mark = enter_element(r, k);
        if (!json_is_number(number)) {
            complain(r, "a number was expected, found %s", kind(number));
            good = false;
        }
        numbers[k] = json_number_value(number);
        leave(r, mark);
    }
    return good;
}

/* Numbers for each row of a state: payoffs, chances of next states, chances of signals. */
typedef struct table {
    const char *member, *each;
    size_t width;
    double *numbers;
} table;

/* The part of a table in which players before `player` have chosen; `row` is its first row. */
static void read_part(reader *r, const json_t *part, int state, int player, size_t row,
                      const table *to)
{
    if (r->source->full)
        return;
    if (player == r->game->players) {
        read_numbers(r, part, to->width, to->each, to->numbers + row * to->width);
        return;
    }
    size_t count = (size_t)thaw_game_action_count(r->game, state, player);
    size_t stride = thaw_game_stride(r->game, state, player);
    if (!json_is_array(part)) {
        complain(r, "an array, one entry an action of %s, was expected, found %s",
                 r->game->player_name[player], kind(part));
    } else if (json_array_size(part) != count) {
        complain(r, "%zu entr%s, one an action of %s, %s expected, found %zu", count,
                 count == 1 ? "y" : "ies", r->game->player_name[player],
                 count == 1 ? "was" : "were", json_array_size(part));
    } else {
        for (size_t action = 0; action < count && !r->source->full; action++) {
            size_t mark = enter_element(r, action);
            read_part(r, json_array_get(part, action), state, player + 1, row + action * stride,
                      to);
            leave(r, mark);
        }
    }
}

static void read_table(reader *r, const json_t *value, int state, const table *to)
{
    size_t mark = enter_member(r, to->member);
    read_part(r, json_object_get(value, to->member), state, 0, r->game->first_row[state], to);
    leave(r, mark);
}

static void read_rank_list(reader *r, const json_t *list, int state, int player)
{
    int count = thaw_game_action_count(r->game, state, player);
    if (!json_is_array(list) || json_array_size(list) != (size_t)count) {
        complain(r, "an array of %d ranks, one an action, was expected", count);
        return;
    }
    for (int action = 0; action < count && !r->source->full; action++) {
        const json_t *number = json_array_get(list, (size_t)action);
        double rank = json_number_value(number);
        size_t mark = enter_element(r, (size_t)action);
        if (json_is_number(number) && fabs(rank) <= INT_MAX && floor(rank) == rank)
            r->game->action_rank[state * r->game->players + player][action] = (int)rank;
        else
            complain(r, "a whole number was expected");
        leave(r, mark);
    }
}

static void read_ranks(reader *r, const json_t *value, int state)
{
    const json_t *ranks = json_object_get(value, "ranks");
    size_t mark = enter_member(r, "ranks");
    if (check_per_player(r, ranks, (size_t)r->game->players, "lists of ranks"))
        for (int player = 0; player < r->game->players && !r->source->full; player++) {
            size_t inner = enter_element(r, (size_t)player);
            read_rank_list(r, json_array_get(ranks, (size_t)player), state, player);
            leave(r, inner);
        }
    leave(r, mark);
}

static void read_discount(reader *r)
{
    const json_t *list = json_object_get(r->root, "discount");
    size_t mark = enter_member(r, "discount");
    bool good =
        !list || read_numbers(r, list, (size_t)r->game->players, "a player", r->game->discount);
    leave(r, mark);
    if (good)
        thaw_game_source_discount(r->source, r->game, list ? r->game->discount : NULL);
}

static void read_states(reader *r)
{
    const json_t *states = json_object_get(r->root, "states");
    const thaw_game *game = r->game;
    const table payoffs = {"payoffs", "a player", (size_t)game->players, game->payoff};
    const table next = {"transitions", "a state", (size_t)game->states, game->next};
    const table signals = {"signals", "a signal", (size_t)game->signals, game->signal};
    enter_member(r, "states");
    for (int state = 0; state < game->states && !r->source->full; state++) {
        const json_t *value = json_array_get(states, (size_t)state);
        size_t mark = enter_element(r, (size_t)state);
        read_state_names(r, value, state);
        read_table(r, value, state, &payoffs);
        read_table(r, value, state, &next);
        if (game->signals > 0)
            read_table(r, value, state, &signals);
        if (game->action_rank)
            read_ranks(r, value, state);
        leave(r, mark);
    }
    leave(r, 0);
}

/* ---- the whole ---- */

/* The number that ends at an offset. */
static size_t find_number(const thaw_game_source *source, size_t end, size_t *span)
{
    size_t offset = end;
    while (offset > 0 && source->text[offset - 1] &&
           strchr("0123456789+-.eE", source->text[offset - 1]))
        offset--;
    *span = end - offset;
    return offset;
}

/* The token that jansson stumbled over: it says "... near 'TOKEN'", if that is not too long to be
 * said, and gives the place behind it. */
static size_t find_token(const thaw_game_source *source, const json_error_t *error, size_t *span)
{
    size_t offset = error->position > 0 ? (size_t)error->position : 0;
    if (json_error_code(error) == json_error_numeric_overflow)
        return find_number(source, offset, span);
    const char *near = strstr(error->text, " near '");
    size_t length = near ? strlen(near) - strlen(" near ''") : 0;
    bool found = length > 0 && length <= offset &&
                 memcmp(source->text + offset - length, near + strlen(" near '"), length) == 0;
    *span = found ? length : 1;
    return found ? offset - length : offset;
}

static void report_syntax(thaw_game_source *source, json_error_t *error)
{
    size_t span = 1, offset = find_token(source, error, &span);
    int shown = span < 60 ? (int)span : 60;
    const char *token = source->text + offset;
    thaw_utf8_show(error->text);
    switch (json_error_code(error)) {
    case json_error_out_of_memory:
        thaw_game_source_fail(source, THAW_ENOMEM, THAW_NO_PLACE, 0, "out of memory");
        break;
    case json_error_numeric_overflow:
        thaw_game_source_fail(source, THAW_ERANGE, offset, span, "the number %.*s is too large",
                              shown, token);
        break;
    case json_error_duplicate_key:
        thaw_game_source_fail(source, THAW_EPARSE, offset, span, "the member %.*s occurs twice",
                              shown, token);
        break;
    case json_error_null_character:
        thaw_game_source_fail(source, THAW_EPARSE, offset, span,
                              "a string has the character \\u0000");
        break;
    default:
        thaw_game_source_fail(source, THAW_EPARSE, offset, span, "this is not JSON: %s",
                              error->text);
    }
}

static size_t find_key(const void *context, const char *key, size_t *span)
{
    const reader *r = context;
    return thaw_json_place(r->source->text, key, false, span);
}

static void read_root(reader *r)
{
    check_shape(r);
    if (r->source->status == THAW_OK)
        make_game(r);
    if (!r->game)
        return;
    read_list_of_names(r, "players", r->game->player_name);
    if (r->game->signals > 0)
        read_list_of_names(r, "signals", r->game->signal_name);
    read_discount(r);
    read_states(r);
    if (r->source->status == THAW_OK)
        thaw_game_source_validate(r->source, r->game, find_key, r);
}

void thaw_game_json_read(thaw_game_source *source, thaw_game **game)
{
    json_error_t error;
    bool before = thaw_json_starved(); /* in an answer that is half made */
    thaw_json_watch();
    /* Integers as reals: a payoff of 1e20 may be written without a point or an exponent. */
    json_t *root = json_loadb(source->text, source->length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    bool starved = thaw_json_starved();
    if (before)
        thaw_json_starve();
    if (!root && starved)
        thaw_game_source_fail(source, THAW_ENOMEM, THAW_NO_PLACE, 0, "no memory to read it");
    else if (!root)
        report_syntax(source, &error);
    if (!root)
        return;
    reader r = {.source = source, .root = root};
    read_root(&r);
    json_decref(root);
    *game = r.game;
}

/* ---- writing ---- */

/* Names have no control characters (thaw_game_name), so that only these two need a backslash. */
static void write_string(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_names(char *const *names, int count, FILE *out)
{
    for (int k = 0; k < count; k++) {
        fputs(k == 0 ? "[" : ", ", out);
        write_string(names[k], out);
    }
    fputc(']', out);
}

static void write_numbers(const double *numbers, size_t count, FILE *out)
{
    for (size_t k = 0; k < count; k++) {
        fputs(k == 0 ? "[" : ", ", out);
        thaw_game_number_write(numbers[k], out);
    }
    fputc(']', out);
}

static void write_part(const thaw_game *game, int state, int player, size_t row, const table *from,
                       FILE *out)
{
    if (player == game->players) {
        write_numbers(from->numbers + row * from->width, from->width, out);
        return;
    }
    const char *between = player == 0 ? ",\n        " : ", ";
    int count = thaw_game_action_count(game, state, player);
    fputs(player == 0 ? "[\n        " : "[", out);
    for (int action = 0; action < count; action++) {
        fputs(action == 0 ? "" : between, out);
        write_part(game, state, player + 1,
                   row + (size_t)action * thaw_game_stride(game, state, player), from, out);
    }
    fputs(player == 0 ? "\n      ]" : "]", out);
}

static void write_table(const thaw_game *game, int state, const table *from, FILE *out)
{
    fprintf(out, ",\n      \"%s\": ", from->member);
    write_part(game, state, 0, game->first_row[state], from, out);
}

static void write_ranks(const thaw_game *game, int state, FILE *out)
{
    fputs(",\n      \"ranks\": [", out);
    for (int player = 0; player < game->players; player++) {
        const int *rank = game->action_rank[state * game->players + player];
        fputs(player == 0 ? "[" : ", [", out);
        for (int action = 0; action < thaw_game_action_count(game, state, player); action++)
            fprintf(out, "%s%d", action == 0 ? "" : ", ", rank[action]);
        fputc(']', out);
    }
    fputc(']', out);
}

static void write_state(const thaw_game *game, int state, FILE *out)
{
    const table payoffs = {"payoffs", "", (size_t)game->players, game->payoff};
    const table next = {"transitions", "", (size_t)game->states, game->next};
    const table signals = {"signals", "", (size_t)game->signals, game->signal};
    fputs("    {\n      \"name\": ", out);
    write_string(game->state_name[state], out);
    fputs(",\n      \"actions\": [", out);
    for (int player = 0; player < game->players; player++) {
        fputs(player == 0 ? "" : ", ", out);
        write_names(game->action_name[state * game->players + player],
                    thaw_game_action_count(game, state, player), out);
    }
    fputc(']', out);
    if (game->action_rank)
        write_ranks(game, state, out);
    write_table(game, state, &payoffs, out);
    write_table(game, state, &next, out);
    if (game->signals > 0)
        write_table(game, state, &signals, out);
    fputs("\n    }", out);
}

void thaw_game_json_write(const thaw_game *game, FILE *out)
{
    fputs("{\n  \"players\": ", out);
    write_names(game->player_name, game->players, out);
    fputs(",\n  \"discount\": ", out);
    write_numbers(game->discount, (size_t)game->players, out);
    if (game->signals > 0) {
        fputs(",\n  \"signals\": ", out);
        write_names(game->signal_name, game->signals, out);
    }
    fputs(",\n  \"states\": [\n", out);
    for (int state = 0; state < game->states; state++) {
        fputs(state == 0 ? "" : ",\n", out);
        write_state(game, state, out);
    }
    fputs("\n  ]\n}\n", out);
}
