/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in Gambit's .nfg format, payoff and outcome versions (docs/game-files.md; "The strategic
 * game
 * (.nfg) file format" in Gambit's documentation). One month of one state, repeated for ever. */
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/game_source.h"
#include "io/rational.h"
#include "model/utf8.h"

typedef enum token_kind { WORD, TEXT, OPEN, CLOSE, COMMA, END } token_kind;

typedef struct token {
    token_kind kind;
    size_t offset, span;
    char *text; /* of a TEXT, without its quotes */
} token;

/* A name in the file: of a player, of a strategy. */
typedef struct label {
    const char *text; /* "" or NULL where it has none */
    size_t offset, span;
} label;

/* A growing array of what the file lists. */
typedef struct labels {
    label *items;
    size_t count, capacity;
} labels;

typedef struct numbers {
    double *items;
    size_t count, capacity;
} numbers;

typedef struct reader {
    thaw_game_source *source;
    char *buffer, *at; /* the text, in which texts are ended by a NUL */
    token now;
    labels players, strategies; /* strategies of one player after the other */
    int *strategy_count;        /* [player] */
    numbers payoffs;            /* of the body, or of the outcomes */
    numbers outcomes;           /* of the body, by number; outcome version only */
    size_t strategies_at;       /* where their numbers begin in the text */
    bool by_outcome;
    thaw_game *game;
} reader;

/* ---- tokens ---- */

enum { SHOWN_BYTES = 64 };

/* The token in hand for a message: in quotes, cut, without control characters. */
static const char *show(const reader *r, char *shown)
{
    size_t room = SHOWN_BYTES - sizeof "''";
    int length = (int)(r->now.span < room ? r->now.span : room);
    snprintf(shown, SHOWN_BYTES, "'%.*s'", length, r->source->text + r->now.offset);
    thaw_utf8_show(shown);
    return shown;
}

static bool fail_here(reader *r, const char *expected)
{
    static const char *const kinds[] = {"", "a text", "'{'", "'}'", "','", "the end of the file"};
    char shown[SHOWN_BYTES];
    thaw_game_source_fail(r->source, THAW_EPARSE, r->now.offset, r->now.span ? r->now.span : 1,
                          "%s was expected, found %s", expected,
                          r->now.kind == WORD ? show(r, shown) : kinds[r->now.kind]);
    return false;
}

/* As in Gambit, \" is a quote, and any other backslash is itself. */
static bool take_text(reader *r)
{
    char *from = r->at + 1, *to = r->at;
    r->now.kind = TEXT;
    r->now.text = to;
    while (*from && *from != '"') {
        from += from[0] == '\\' && from[1] == '"';
        *to++ = *from++;
    }
    if (*from == '\0') {
        thaw_game_source_fail(r->source, THAW_EPARSE, r->now.offset, 1,
                              "the quote that opens here is never closed");
        return false;
    }
    *to = '\0';
    r->now.span = (size_t)(from + 1 - r->buffer) - r->now.offset;
    r->at = from + 1;
    return true;
}

static bool advance(reader *r)
{
    static const char marks[] = "{},";
    static const token_kind kinds[] = {OPEN, CLOSE, COMMA};
    r->at += strspn(r->at, " \t\r\n\v\f");
    r->now = (token){.kind = END, .offset = (size_t)(r->at - r->buffer)};
    if (*r->at == '\0')
        return true;
    if (*r->at == '"')
        return take_text(r);
    const char *mark = strchr(marks, *r->at);
    r->now.kind = mark ? kinds[mark - marks] : WORD;
    r->now.span = mark ? 1 : strcspn(r->at, " \t\r\n\v\f{},\"");
    r->at += r->now.span;
    return true;
}

static bool is_word(const reader *r, const char *word)
{
    return r->now.kind == WORD && r->now.span == strlen(word) &&
           memcmp(r->source->text + r->now.offset, word, r->now.span) == 0;
}

/* Steps over a token of that kind. */
static bool take(reader *r, token_kind kind, const char *expected)
{
    return r->now.kind == kind ? advance(r) : fail_here(r, expected);
}

/* ---- lists ---- */

static bool out_of_memory(reader *r)
{
    thaw_game_source_fail(r->source, THAW_ENOMEM, THAW_NO_PLACE, 0, "out of memory");
    return false;
}

/* Room for one more item of `size` bytes. */
static bool make_room(void **items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? 2 * *capacity : 16;
    if (count < *capacity)
        return true;
    void *larger = realloc(*items, wanted * size);
    if (!larger)
        return false;
    *items = larger;
    *capacity = wanted;
    return true;
}

static bool add_label(reader *r, labels *list, const char *text)
{
    void *items = list->items;
    if (!make_room(&items, list->count, &list->capacity, sizeof *list->items))
        return out_of_memory(r);
    list->items = items;
    list->items[list->count++] = (label){text, r->now.offset, r->now.span};
    return true;
}

static bool add_number(reader *r, numbers *list, double number)
{
    void *items = list->items;
    if (!make_room(&items, list->count, &list->capacity, sizeof *list->items))
        return out_of_memory(r);
    list->items = items;
    list->items[list->count++] = number;
    return true;
}

/* The token in hand as a number; a fault when it is none, and then reading can go on. */
static double read_number(reader *r)
{
    double value = 0.0;
    char shown[SHOWN_BYTES];
    const char *wrong = thaw_rational_read(r->source->text + r->now.offset, r->now.span, &value);
    if (!wrong && !(fabs(value) <= THAW_GAME_PAYOFF_MAX))
        wrong = "is too large";
    if (!wrong)
        return value;
    thaw_game_source_fail(r->source, THAW_EPARSE, r->now.offset, r->now.span, "%s %s",
                          show(r, shown), wrong);
    return 0.0;
}

/* ---- the head ---- */

static bool read_kind(reader *r)
{
    if (!is_word(r, "NFG"))
        return fail_here(r, "NFG, the first word of a strategic game,");
    if (!advance(r) || !is_word(r, "1"))
        return fail_here(r, "1, the version of the format,");
    if (!advance(r) || !(is_word(r, "R") || is_word(r, "D")))
        return fail_here(r, "R");
    return advance(r) && take(r, TEXT, "the title in quotes");
}

/* "{ "one" "two" }"; the number of texts, or -1. */
static int read_labels(reader *r, labels *list, const char *what)
{
    size_t before = list->count;
    if (!take(r, OPEN, "'{'"))
        return -1;
    while (r->now.kind == TEXT)
        if (!add_label(r, list, r->now.text) || !advance(r))
            return -1;
    if (list->count == before || list->count - before > INT_MAX) {
        fail_here(r, what);
        return -1;
    }
    if (!take(r, CLOSE, "a text or '}'"))
        return -1;
    return (int)(list->count - before);
}

static bool read_count(reader *r, int *count)
{
    double value = 0.0;
    const char *text = r->source->text + r->now.offset;
    if (r->now.kind != WORD || thaw_rational_read(text, r->now.span, &value) || !(value >= 1.0) ||
        floor(value) != value)
        return fail_here(r, "the number of a player's strategies, or a list of their names,");
    if (value > INT_MAX) {
        thaw_game_source_fail(r->source, THAW_ERANGE, r->now.offset, r->now.span,
                              "a player cannot have more than %d strategies", INT_MAX);
        return false;
    }
    *count = (int)value;
    return advance(r);
}

static bool read_strategies(reader *r)
{
    r->strategy_count = calloc(r->players.count, sizeof *r->strategy_count);
    if (!r->strategy_count)
        return out_of_memory(r);
    r->strategies_at = r->now.offset;
    if (!take(r, OPEN, "'{', which begins the lists of strategies,"))
        return false;
    bool named = r->now.kind == OPEN;
    for (size_t player = 0; player < r->players.count; player++) {
        if (!named) {
            if (!read_count(r, &r->strategy_count[player]))
                return false;
            continue;
        }
        r->strategy_count[player] = read_labels(r, &r->strategies, "a strategy's name in quotes");
        if (r->strategy_count[player] < 0)
            return false;
    }
    return take(r, CLOSE, "'}', as strategies of every player were given,");
}

/* ---- the body ---- */

/* Rows of the game, and how many numbers there are with one a player for each: no more than there
 * may be room for. */
static bool count_rows(reader *r, size_t *rows, size_t *wanted)
{
    double all = 1.0;
    size_t most = THAW_GAME_BYTES_MAX / sizeof(double);
    for (size_t player = 0; player < r->players.count; player++)
        all *= r->strategy_count[player];
    if (all * (double)r->players.count <= (double)most) {
        *rows = (size_t)all;
        *wanted = *rows * r->players.count;
        return true;
    }
    thaw_game_source_fail(r->source, THAW_ERANGE, r->strategies_at, 1,
                          "the game has %.15g profiles of strategies, whose payoffs would take "
                          "more than %zu GiB of memory",
                          all, THAW_GAME_BYTES_MAX >> 30);
    return false;
}

/* The token in hand as the number of an outcome. */
static double read_outcome_number(reader *r)
{
    size_t count = r->payoffs.count / r->players.count;
    double outcome = read_number(r);
    char shown[SHOWN_BYTES];
    if (outcome >= 0.0 && outcome <= (double)count && floor(outcome) == outcome)
        return outcome;
    thaw_game_source_fail(r->source, THAW_ERANGE, r->now.offset, r->now.span,
                          "%s is no outcome: they are 0, for no payoffs, to %zu", show(r, shown),
                          count);
    return 0.0;
}

/* Numbers up to the end of the file; each: what there is one for. */
static bool read_list(reader *r, numbers *list, size_t expected, const char *each)
{
    size_t extra = THAW_NO_PLACE;
    while (r->now.kind == WORD && !r->source->full) {
        if (list->count == expected)
            extra = r->now.offset;
        double number = r->by_outcome ? read_outcome_number(r) : read_number(r);
        if (!add_number(r, list, number) || !advance(r))
            return false;
    }
    if (r->now.kind != END && !r->source->full)
        return fail_here(r, "a number");
    if (list->count == expected)
        return true;
    thaw_game_source_fail(r->source, THAW_EPARSE, extra == THAW_NO_PLACE ? r->now.offset : extra, 1,
                          "%zu numbers, one %s, were expected, found %zu", expected, each,
                          list->count);
    return false;
}

/* { "name" 1, 2 } */
static bool read_outcome(reader *r)
{
    if (!take(r, OPEN, "'{' or '}'") || !take(r, TEXT, "the name of an outcome in quotes"))
        return false;
    for (size_t player = 0; player < r->players.count; player++) {
        if (r->now.kind != WORD)
            return fail_here(r, "a payoff for each player");
        if (!add_number(r, &r->payoffs, read_number(r)) || !advance(r))
            return false;
        if (r->now.kind == COMMA && !advance(r))
            return false;
    }
    return take(r, CLOSE, "'}', as every player has its payoff,");
}

static bool read_outcomes(reader *r)
{
    if (!advance(r))
        return false;
    while (r->now.kind != CLOSE)
        if (!read_outcome(r) || r->source->full)
            return false;
    return advance(r);
}

static bool read_body(reader *r)
{
    size_t rows = 0, wanted = 0;
    if (!count_rows(r, &rows, &wanted))
        return false;
    r->by_outcome = r->now.kind == OPEN;
    if (r->by_outcome)
        return read_outcomes(r) && read_list(r, &r->outcomes, rows, "a profile of strategies");
    return read_list(r, &r->payoffs, wanted, "a player for each profile of strategies");
}

/* ---- the game ---- */

static bool make_game(reader *r)
{
    thaw_fault fault;
    if (thaw_game_new((int)r->players.count, 1, r->strategy_count, 0, false, &r->game, &fault) ==
        THAW_OK)
        return true;
    thaw_game_source_add(r->source, &fault, THAW_NO_PLACE, 0);
    return false;
}

/* A player or strategy without a name is called by its number, as Gambit does. */
static void set_name(reader *r, char **slot, const label *from, int number)
{
    char text[32];
    thaw_fault fault;
    bool named = from && *from->text;
    snprintf(text, sizeof text, "%d", number);
    if (thaw_game_name(slot, named ? from->text : text, &fault) != THAW_OK)
        thaw_game_source_add(r->source, &fault, from ? from->offset : THAW_NO_PLACE,
                             from ? from->span : 0);
}

static void set_names(reader *r)
{
    const label *strategy = r->strategies.count ? r->strategies.items : NULL;
    set_name(r, &r->game->state_name[0], &(label){"stage", 0, 0}, 1);
    for (int player = 0; player < r->game->players && !r->source->full; player++) {
        set_name(r, &r->game->player_name[player], &r->players.items[player], player + 1);
        for (int action = 0; action < r->strategy_count[player] && !r->source->full; action++)
            set_name(r, &r->game->action_name[player][action], strategy ? strategy++ : NULL,
                     action + 1);
    }
}

/* The payoffs of the k-th profile of the file; NULL for outcome 0, which pays nothing. */
static const double *payoffs_of(const reader *r, size_t k)
{
    size_t place = r->by_outcome ? (size_t)r->outcomes.items[k] : k + 1;
    return place == 0 ? NULL : r->payoffs.items + (place - 1) * r->players.count;
}

/* Player one's strategy runs fastest in the file, slowest in the game. */
static void set_payoffs(reader *r, int *actions)
{
    size_t players = r->players.count;
    for (size_t k = 0; k < thaw_game_rows(r->game); k++) {
        const double *payoffs = payoffs_of(r, k);
        size_t row = thaw_game_row(r->game, 0, actions);
        if (payoffs)
            memcpy(r->game->payoff + row * players, payoffs, players * sizeof *payoffs);
        r->game->next[row] = 1.0;
        for (size_t player = 0; player < players; player++) {
            if (++actions[player] < r->strategy_count[player])
                break;
            actions[player] = 0;
        }
    }
}

/* Where "players[1]" and "states[0].actions[1][2]" stand. */
static size_t find_key(const void *context, const char *key, size_t *span)
{
    const reader *r = context;
    const label *found = NULL;
    char *at = NULL;
    if (strncmp(key, "players[", 8) == 0) {
        found = &r->players.items[strtol(key + 8, NULL, 10)];
    } else if (strncmp(key, "states[0].actions[", 18) == 0 && r->strategies.count) {
        long player = strtol(key + 18, &at, 10);
        found = r->strategies.items + strtol(at + 2, NULL, 10);
        while (player-- > 0)
            found += r->strategy_count[player];
    }
    *span = found ? found->span : 0;
    return found ? found->offset : THAW_NO_PLACE;
}

static void read_game(reader *r)
{
    if (!advance(r) || !read_kind(r))
        return;
    if (read_labels(r, &r->players, "a player's name in quotes") < 0 || !read_strategies(r))
        return;
    if (r->now.kind == TEXT && !advance(r)) /* the comment */
        return;
    if (!read_body(r) || r->source->status != THAW_OK || !make_game(r))
        return;
    int *actions = calloc(r->players.count, sizeof *actions);
    if (!actions) {
        out_of_memory(r);
        return;
    }
    set_names(r);
    set_payoffs(r, actions);
    free(actions);
    thaw_game_source_discount(r->source, r->game, NULL);
    if (r->source->status == THAW_OK)
        thaw_game_source_validate(r->source, r->game, find_key, r);
}

void thaw_game_nfg_read(thaw_game_source *source, thaw_game **game)
{
    reader r = {.source = source};
    r.buffer = malloc(source->length + 1);
    if (!r.buffer) {
        out_of_memory(&r);
        return;
    }
    memcpy(r.buffer, source->text, source->length + 1);
    r.at = r.buffer;
    read_game(&r);
    *game = r.game;
    free(r.buffer);
    free(r.players.items);
    free(r.strategies.items);
    free(r.strategy_count);
    free(r.payoffs.items);
    free(r.outcomes.items);
}

/* ---- writing ---- */

/* A backslash only stands for itself where no quote follows it. */
static bool can_be_written(const char *name)
{
    size_t length = strlen(name);
    return !strstr(name, "\\\"") && (length == 0 || name[length - 1] != '\\');
}

static const char *find_unwritable(const thaw_game *game, int state)
{
    if (!can_be_written(game->state_name[state]))
        return game->state_name[state];
    for (int player = 0; player < game->players; player++) {
        if (!can_be_written(game->player_name[player]))
            return game->player_name[player];
        for (int action = 0; action < thaw_game_action_count(game, state, player); action++)
            if (!can_be_written(thaw_game_action_name(game, state, player, action)))
                return thaw_game_action_name(game, state, player, action);
    }
    return NULL;
}

static void write_text(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_texts(char *const *names, int count, FILE *out)
{
    fputs("{ ", out);
    for (int k = 0; k < count; k++) {
        write_text(names[k], out);
        fputc(' ', out);
    }
    fputs("}", out);
}

static void write_payoffs(const thaw_game *game, int state, int *actions, FILE *out)
{
    for (size_t k = 0; k < thaw_game_state_rows(game, state); k++) {
        size_t row = thaw_game_row(game, state, actions);
        for (int player = 0; player < game->players; player++) {
            fputs(player == 0 ? "" : " ", out);
            thaw_game_number_write(game->payoff[row * (size_t)game->players + (size_t)player], out);
        }
        fputc('\n', out);
        for (int player = 0; player < game->players; player++) {
            if (++actions[player] < thaw_game_action_count(game, state, player))
                break;
            actions[player] = 0;
        }
    }
}

thaw_status thaw_game_nfg_write(const thaw_game *game, int state, FILE *out, thaw_fault *fault)
{
    if (state < 0 || state >= game->states)
        return thaw_fail(fault, THAW_EARG, "there is no state %d to write", state);
    const char *unwritable = find_unwritable(game, state);
    if (unwritable)
        return thaw_fail(fault, THAW_EARG,
                         "an .nfg file cannot hold the name %s: a backslash stands before a quote",
                         unwritable);
    int *actions = calloc((size_t)game->players, sizeof *actions);
    if (!actions)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    fputs("NFG 1 R ", out);
    write_text(game->state_name[state], out);
    fputc(' ', out);
    write_texts(game->player_name, game->players, out);
    fputs("\n\n{ ", out);
    for (int player = 0; player < game->players; player++) {
        write_texts(game->action_name[state * game->players + player],
                    thaw_game_action_count(game, state, player), out);
        fputc('\n', out);
    }
    fputs("}\n\"\"\n\n", out);
    write_payoffs(game, state, actions, out);
    free(actions);
    return THAW_OK;
}
