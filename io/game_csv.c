/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games as the CSV table that sgamesolver reads (docs/game-files.md; RFC 4180 for the fields).
 *
 * One pass turns the text into records: a state, an action of each player, and numbers by column.
 * Then it is known how many there are of everything, the memory is taken, and the records find
 * their rows. */
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv_field.h"
#include "io/game_source.h"
#include "io/name_table.h"
#include "model/number.h"
#include "model/utf8.h"

/* What a column holds: its kind and which one of that kind. Kinds from PAYOFF on hold numbers. */
typedef enum kind { STATE, ACTION, IGNORED, PAYOFF, NEXT, SIGNAL, RANK, KINDS } kind;

static const char *const prefixes[KINDS] = {"state", "a_",      "comment", "u_",
                                            "phi_",  "signal_", "rank_"};

typedef struct column {
    kind kind;
    int which;     /* player, signal, or phi column as they come; for u_ and rank_ the player */
    size_t number; /* place in a record's numbers */
    char *name;    /* behind the prefix */
    size_t offset, span;
} column;

typedef struct field {
    char *text;
    size_t offset, span; /* in the source, quotes and all */
    bool last;           /* of its line */
} field;

typedef struct data_line {
    size_t offset; /* in the source */
    int state;
} data_line;

typedef struct reader {
    thaw_game_source *source;
    char *buffer; /* the text, in which fields are unquoted and ended by a NUL */
    char *at;
    column *columns;
    field *fields; /* of the line in hand, one a column */
    size_t column_count, state_column;
    int count[KINDS];
    thaw_name_table titles; /* a list a kind: the names of the columns */
    size_t width;           /* numbers a record */
    thaw_name_table names;  /* list 0: states; 1 + state * players + player: actions */
    int *action_count;      /* [state * players + player] */
    int state_count, state_capacity;
    data_line *records;
    int *actions;    /* [record * players + player] */
    double *numbers; /* [record * width + column.number] */
    size_t record_count, record_capacity;
    double *discount;       /* [player] */
    size_t discount_offset; /* of its line, or THAW_NO_PLACE */
    size_t *first_row;      /* [state + 1] */
    size_t *record_of_row;  /* [row]: a record's number plus one, 0 where there is none */
    int *state_of_next;     /* [phi column] */
    thaw_game *game;
} reader;

static bool out_of_memory(reader *r)
{
    thaw_game_source_fail(r->source, THAW_ENOMEM, THAW_NO_PLACE, 0, "out of memory");
    r->source->full = true;
    return false;
}

enum { SHOWN_BYTES = 100 };

/* A field for a message: cut, without control characters. */
static const char *show(const char *text, char *shown)
{
    thaw_copy_text(shown, SHOWN_BYTES, text);
    thaw_utf8_show(shown);
    return shown;
}

static int players(const reader *r)
{
    return r->count[ACTION];
}

/* ---- fields ---- */

/* Takes the next field; false, with a fault, when its quotes are wrong: reading then goes on with
 * the next line. */
static bool take_field(reader *r, field *f)
{
    char *start = r->at, *where = start;
    const char *wrong = thaw_csv_field(&r->at, &f->text, &f->last, &where);
    f->offset = (size_t)(start - r->buffer);
    f->span = (size_t)(where - start);
    if (!wrong)
        return true;
    size_t offset = (size_t)(where - r->buffer);
    const char *end = strchr(r->source->text + offset, '\n');
    r->at = r->buffer + (end ? (size_t)(end + 1 - r->source->text) : r->source->length);
    thaw_game_source_fail(r->source, THAW_EPARSE, offset, 1, "%s", wrong);
    return false;
}

/* ---- the first line ---- */

static bool begins_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static kind kind_of(const char *title)
{
    if (strcmp(title, "state") == 0)
        return STATE;
    if (strcmp(title, "title") == 0 || strcmp(title, "source") == 0 ||
        strcmp(title, "comment") == 0)
        return IGNORED;
    for (kind k = ACTION; k < KINDS; k++)
        if (k != IGNORED && begins_with(title, prefixes[k]))
            return k;
    return KINDS;
}

static void refuse_column(reader *r, const field *f)
{
    static const char *const whole[] = {"state", "title", "source", "comment"};
    const char *meant = thaw_nearest(f->text, whole, sizeof whole / sizeof *whole);
    thaw_fault fault;
    char shown[SHOWN_BYTES];
    thaw_fail(&fault, THAW_EUNKNOWN, "there is no column \"%s\" in a game table",
              show(f->text, shown));
    if (meant)
        thaw_fault_help(&fault, "did you mean \"%s\"?", meant);
    else
        thaw_fault_help(&fault, "columns are state, a_PLAYER, u_PLAYER, phi_STATE, and where there "
                                "are any signal_SIGNAL, rank_PLAYER, comment");
    thaw_game_source_add(r->source, &fault, f->offset, f->span);
}

static void add_column(reader *r, const field *f)
{
    kind k = kind_of(f->text);
    if (k == KINDS) {
        refuse_column(r, f);
        return;
    }
    bool added = true;
    column *c = &r->columns[r->column_count++];
    *c = (column){.kind = k, .which = r->count[k]++, .offset = f->offset, .span = f->span};
    c->name = k == STATE || k == IGNORED ? f->text : f->text + strlen(prefixes[k]);
    if (k == STATE)
        r->state_column = r->column_count - 1;
    if (k >= PAYOFF)
        c->number = r->width++;
    if (*c->name == '\0')
        thaw_game_source_fail(r->source, THAW_EPARSE, f->offset, f->span,
                              "a name is missing behind %s", prefixes[k]);
    if (k != IGNORED && !thaw_name_table_add(&r->titles, (size_t)k, c->name, c->which, 0, &added))
        out_of_memory(r);
    else if (!added)
        thaw_game_source_fail(r->source, THAW_EPARSE, c->offset, c->span,
                              "there are two columns %s%s", k == STATE ? "" : prefixes[k], c->name);
}

/* At least as many as the first line has. */
static size_t count_fields(const char *at)
{
    size_t count = 1;
    bool inside = false;
    for (; *at && (inside || *at != '\n'); at++) {
        inside = inside != (*at == '"');
        count += *at == ',';
    }
    return count;
}

/* u_ and rank_ columns are numbered by the player that they name, in the order of the a_ columns.
 */
static void match_players(reader *r)
{
    for (size_t k = 0; k < r->column_count && !r->source->full; k++) {
        column *c = &r->columns[k];
        if (c->kind != PAYOFF && c->kind != RANK)
            continue;
        const thaw_name_entry *player = thaw_name_table_find(&r->titles, ACTION, c->name);
        c->which = player ? player->index : 0;
        if (!player)
            thaw_game_source_fail(r->source, THAW_EUNKNOWN, c->offset, c->span,
                                  "there is no column a_%s", c->name);
    }
}

static void require_columns(reader *r)
{
    thaw_game_source *source = r->source;
    if (r->count[STATE] == 0)
        thaw_game_source_fail(source, THAW_EPARSE, 0, 1, "the first line has no column state");
    if (players(r) == 0)
        thaw_game_source_fail(source, THAW_EPARSE, 0, 1,
                              "the first line has no column of actions, a_PLAYER");
    if (r->count[NEXT] == 0)
        thaw_game_source_fail(source, THAW_EPARSE, 0, 1,
                              "the first line has no column of chances, phi_STATE");
    for (size_t k = 0; k < r->column_count && !source->full; k++) {
        const column *c = &r->columns[k];
        if (c->kind != ACTION)
            continue;
        if (!thaw_name_table_find(&r->titles, PAYOFF, c->name))
            thaw_game_source_fail(source, THAW_EPARSE, c->offset, c->span,
                                  "there is no column u_%s", c->name);
        if (r->count[RANK] > 0 && !thaw_name_table_find(&r->titles, RANK, c->name))
            thaw_game_source_fail(source, THAW_EPARSE, c->offset, c->span,
                                  "there is no column rank_%s, though others have one", c->name);
    }
}

static bool read_titles(reader *r)
{
    size_t most = count_fields(r->buffer);
    r->columns = calloc(most, sizeof *r->columns);
    r->fields = calloc(most, sizeof *r->fields);
    if (!r->columns || !r->fields)
        return out_of_memory(r);
    field f = {.last = false};
    while (!f.last && !r->source->full) {
        if (!take_field(r, &f))
            return false;
        add_column(r, &f);
    }
    match_players(r);
    if (r->source->status == THAW_OK)
        require_columns(r);
    if (r->source->status != THAW_OK)
        return false;
    r->discount = calloc((size_t)players(r), sizeof *r->discount);
    return r->discount ? true : out_of_memory(r);
}

/* ---- the other lines ---- */

/* A field that is one number. */
static double read_number(reader *r, const column *c, const field *f)
{
    const char *text = f->text + strspn(f->text, " \t"), *end = text;
    double number = 0.0;
    const char *title = prefixes[c->kind];
    char shown[SHOWN_BYTES];
    bool good = thaw_number_read(text, &end, &number);
    if (*text == '\0')
        thaw_game_source_fail(r->source, THAW_EPARSE, f->offset, f->span, "%s%s is empty", title,
                              c->name);
    else if (!good || end[strspn(end, " \t")] != '\0')
        thaw_game_source_fail(r->source, THAW_EPARSE, f->offset, f->span,
                              "%s%s is \"%s\", not a number", title, c->name, show(f->text, shown));
    else if (!isfinite(number))
        thaw_game_source_fail(r->source, THAW_ERANGE, f->offset, f->span,
                              "%s%s is %s, which is too large", title, c->name,
                              show(f->text, shown));
    return number;
}

static bool take_discount(reader *r, size_t offset)
{
    if (r->discount_offset != THAW_NO_PLACE) {
        thaw_game_source_fail(r->source, THAW_EPARSE, offset, strlen("delta"),
                              "there are two lines of discount factors, delta");
        return false;
    }
    r->discount_offset = offset;
    for (size_t k = 0; k < r->column_count; k++)
        if (r->columns[k].kind == PAYOFF)
            r->discount[r->columns[k].which] = read_number(r, &r->columns[k], &r->fields[k]);
    return true;
}

static bool grow_states(reader *r)
{
    int capacity = r->state_capacity ? 2 * r->state_capacity : 16;
    size_t cells = (size_t)capacity * (size_t)players(r);
    int *counts = realloc(r->action_count, cells * sizeof *counts);
    if (!counts)
        return out_of_memory(r);
    r->action_count = counts;
    r->state_capacity = capacity;
    return true;
}

/* The number of a state, new or known; -1 when there is none. */
static int number_state(reader *r, const field *f)
{
    bool added = false;
    if (*f->text == '\0') {
        thaw_game_source_fail(r->source, THAW_EPARSE, f->offset, 1, "the state has no name");
        return -1;
    }
    const thaw_name_entry *entry =
        thaw_name_table_add(&r->names, 0, f->text, r->state_count, f->offset, &added);
    if (!entry || (added && r->state_count == r->state_capacity && !grow_states(r))) {
        out_of_memory(r);
        return -1;
    }
    if (added) {
        memset(r->action_count + (size_t)r->state_count * (size_t)players(r), 0,
               (size_t)players(r) * sizeof *r->action_count);
        r->state_count++;
    }
    return entry->index;
}

static int number_action(reader *r, int state, const column *c, const field *f)
{
    bool added = false;
    size_t cell = (size_t)state * (size_t)players(r) + (size_t)c->which;
    if (*f->text == '\0') {
        thaw_game_source_fail(r->source, THAW_EPARSE, f->offset, 1, "the action of %s has no name",
                              c->name);
        return -1;
    }
    const thaw_name_entry *entry = thaw_name_table_add(
        &r->names, 1 + cell, f->text, r->action_count[cell], r->record_count, &added);
    if (!entry) {
        out_of_memory(r);
        return -1;
    }
    r->action_count[cell] += added;
    return entry->index;
}

static bool grow_records(reader *r)
{
    size_t capacity = r->record_capacity ? 2 * r->record_capacity : 64;
    data_line *records = realloc(r->records, capacity * sizeof *records);
    r->records = records ? records : r->records;
    int *actions = realloc(r->actions, capacity * (size_t)players(r) * sizeof *actions);
    r->actions = actions ? actions : r->actions;
    double *numbers = realloc(r->numbers, capacity * r->width * sizeof *numbers);
    r->numbers = numbers ? numbers : r->numbers;
    if (!records || !actions || !numbers)
        return out_of_memory(r);
    r->record_capacity = capacity;
    return true;
}

static void take_record(reader *r, int state, size_t offset)
{
    if (r->record_count == r->record_capacity && !grow_records(r))
        return;
    int *actions = r->actions + r->record_count * (size_t)players(r);
    double *numbers = r->numbers + r->record_count * r->width;
    bool good = true;
    for (size_t k = 0; k < r->column_count && !r->source->full; k++) {
        const column *c = &r->columns[k];
        if (c->kind == ACTION)
            actions[c->which] = number_action(r, state, c, &r->fields[k]);
        else if (c->kind >= PAYOFF)
            numbers[c->number] = read_number(r, c, &r->fields[k]);
        good = good && (c->kind != ACTION || actions[c->which] >= 0);
    }
    r->records[r->record_count] = (data_line){offset, state};
    r->record_count += good;
}

/* The line of discount factors may leave out the empty fields at its end. */
static bool is_short_delta(reader *r, size_t count, const field *last)
{
    if (count > r->column_count || r->state_column >= count ||
        strcmp(r->fields[r->state_column].text, "delta") != 0)
        return false;
    for (size_t k = count; k < r->column_count; k++) {
        r->fields[k] = *last;
        r->fields[k].text = last->text + strlen(last->text);
    }
    return true;
}

/* Splits a line into fields; false when it is blank or has a fault. */
static bool take_fields(reader *r)
{
    size_t start = (size_t)(r->at - r->buffer), count = 0;
    field f = {.last = false};
    for (; !f.last; count++) {
        if (!take_field(r, &f))
            return false;
        if (count < r->column_count)
            r->fields[count] = f;
    }
    if (count == r->column_count || is_short_delta(r, count, &f))
        return true;
    if (count > 1 || f.text[strspn(f.text, " \t")] != '\0')
        thaw_game_source_fail(r->source, THAW_EPARSE, start, 1,
                              "the line has %zu field%s, the first line %zu", count,
                              count == 1 ? "" : "s", r->column_count);
    return false;
}

static void read_lines(reader *r)
{
    while (*r->at && !r->source->full) {
        size_t offset = (size_t)(r->at - r->buffer);
        if (!take_fields(r))
            continue;
        const field *state = &r->fields[r->state_column];
        if (strcmp(state->text, "delta") == 0) {
            take_discount(r, offset);
            continue;
        }
        int number = number_state(r, state);
        if (number >= 0)
            take_record(r, number, offset);
    }
}

/* ---- what there is ---- */

/* Which state each phi_ column is about. */
static void match_states(reader *r)
{
    for (size_t k = 0; k < r->column_count && !r->source->full; k++) {
        const column *c = &r->columns[k];
        if (c->kind != NEXT)
            continue;
        const thaw_name_entry *entry = thaw_name_table_find(&r->names, 0, c->name);
        r->state_of_next[c->which] = entry ? entry->index : 0;
        if (!entry)
            thaw_game_source_fail(r->source, THAW_EUNKNOWN, c->offset, c->span,
                                  "there is a column phi_%s, but no line of the state %s", c->name,
                                  c->name);
    }
}

static const thaw_name_entry *state_entry(const reader *r, int state)
{
    for (size_t k = 0; k < r->names.count; k++)
        if (r->names.entries[k].list == 0 && r->names.entries[k].index == state)
            return &r->names.entries[k];
    return NULL;
}

static void require_next(reader *r)
{
    bool *found = calloc((size_t)r->state_count + 1, sizeof *found);
    if (!found) {
        out_of_memory(r);
        return;
    }
    for (int k = 0; k < r->count[NEXT]; k++)
        found[r->state_of_next[k]] = true;
    for (int state = 0; state < r->state_count && !r->source->full; state++)
        if (!found[state]) {
            const thaw_name_entry *entry = state_entry(r, state);
            thaw_game_source_fail(r->source, THAW_EUNKNOWN, entry->first, strlen(entry->name),
                                  "there is no column phi_%s for this state", entry->name);
        }
    free(found);
}

static bool match_columns(reader *r)
{
    r->state_of_next = calloc((size_t)r->count[NEXT], sizeof *r->state_of_next);
    if (!r->state_of_next)
        return out_of_memory(r);
    match_states(r);
    if (r->source->status == THAW_OK)
        require_next(r);
    return r->source->status == THAW_OK;
}

/* How many profiles a state has, at most `limit`. */
static size_t count_profiles(const reader *r, int state, size_t limit)
{
    size_t profiles = 1;
    for (int player = 0; player < players(r); player++) {
        size_t count = (size_t)r->action_count[state * players(r) + player];
        if (__builtin_mul_overflow(profiles, count, &profiles) || profiles > limit)
            return limit;
    }
    return profiles;
}

/* A record's place among its state's rows, at most `limit`. The last player's action runs fastest.
 */
static size_t place_in_state(const reader *r, size_t record, size_t limit)
{
    const int *counts = r->action_count + r->records[record].state * players(r);
    size_t place = 0;
    for (int player = 0; player < players(r); player++) {
        size_t action = (size_t)r->actions[record * (size_t)players(r) + (size_t)player];
        if (__builtin_mul_overflow(place, (size_t)counts[player], &place) ||
            __builtin_add_overflow(place, action, &place))
            return limit;
    }
    return place < limit ? place : limit;
}

/* Sets first_row. A state with n records and more than n profiles lacks one of its first n + 1
 * profiles, so that no more rows are needed to name it: a table with few lines takes little memory.
 */
static bool count_rows(reader *r)
{
    r->first_row = calloc((size_t)r->state_count + 1, sizeof *r->first_row);
    if (!r->first_row)
        return out_of_memory(r);
    for (size_t k = 0; k < r->record_count; k++)
        r->first_row[r->records[k].state + 1]++;
    for (int state = 0; state < r->state_count; state++)
        r->first_row[state + 1] =
            r->first_row[state] + count_profiles(r, state, r->first_row[state + 1] + 1);
    r->record_of_row = calloc(r->first_row[r->state_count] + 1, sizeof *r->record_of_row);
    return r->record_of_row ? true : out_of_memory(r);
}

static int line_of(const reader *r, size_t record)
{
    int line = 1;
    for (size_t k = 0; k < r->records[record].offset; k++)
        line += r->source->text[k] == '\n';
    return line;
}

static void find_rows(reader *r)
{
    for (size_t k = 0; k < r->record_count && !r->source->full; k++) {
        int state = r->records[k].state;
        size_t rows = r->first_row[state + 1] - r->first_row[state];
        size_t place = place_in_state(r, k, rows);
        if (place == rows)
            continue;
        size_t *known = &r->record_of_row[r->first_row[state] + place];
        if (*known)
            thaw_game_source_fail(r->source, THAW_EPARSE, r->records[k].offset, 1,
                                  "this line has the state and actions of line %d again",
                                  line_of(r, *known - 1));
        else
            *known = k + 1;
    }
}

/* The name of an action, by its number. */
static const char *action_name(const reader *r, int state, int player, int action)
{
    size_t list = 1 + (size_t)state * (size_t)players(r) + (size_t)player;
    for (size_t k = 0; k < r->names.count; k++)
        if (r->names.entries[k].list == list && r->names.entries[k].index == action)
            return r->names.entries[k].name;
    return "";
}

/* "relief/full": the actions of a place among a state's rows. */
static void describe_place(const reader *r, int state, size_t place, char *text, size_t size)
{
    for (int player = 0; player < players(r); player++) {
        size_t stride = 1;
        for (int later = player + 1; later < players(r); later++)
            if (__builtin_mul_overflow(stride, (size_t)r->action_count[state * players(r) + later],
                                       &stride))
                stride = SIZE_MAX;
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%s", player > 0 ? "/" : "",
                 action_name(r, state, player, (int)(place / stride)));
        place %= stride;
    }
}

static void report_missing(reader *r, int state, size_t place, size_t there)
{
    char text[300] = "";
    const thaw_name_entry *entry = state_entry(r, state);
    double profiles = 1.0;
    for (int player = 0; player < players(r); player++)
        profiles *= r->action_count[state * players(r) + player];
    describe_place(r, state, place, text, sizeof text);
    thaw_game_source_fail(r->source, THAW_EPARSE, entry->first, strlen(entry->name),
                          "%.100s has lines for %zu of its %.15g profiles of actions, none for %s",
                          entry->name, there, profiles, text);
}

static void require_rows(reader *r)
{
    for (int state = 0; state < r->state_count && !r->source->full; state++) {
        size_t first = r->first_row[state], rows = r->first_row[state + 1] - first;
        size_t missing = rows, there = 0;
        for (size_t place = rows; place-- > 0;) {
            there += r->record_of_row[first + place] != 0;
            missing = r->record_of_row[first + place] ? missing : place;
        }
        if (missing < rows)
            report_missing(r, state, missing, there);
    }
}

/* ---- the game ---- */

static bool make_game(reader *r)
{
    thaw_fault fault;
    if (thaw_game_new(players(r), r->state_count, r->action_count, r->count[SIGNAL],
                      r->count[RANK] > 0, &r->game, &fault) == THAW_OK)
        return true;
    thaw_game_source_add(r->source, &fault, THAW_NO_PLACE, 0);
    return false;
}

static void set_name(reader *r, char **slot, const char *name, size_t offset)
{
    thaw_fault fault;
    if (thaw_game_name(slot, name, &fault) != THAW_OK)
        thaw_game_source_add(r->source, &fault, offset, 1);
}

static void set_names(reader *r)
{
    for (size_t k = 0; k < r->column_count && !r->source->full; k++) {
        const column *c = &r->columns[k];
        if (c->kind == ACTION)
            set_name(r, &r->game->player_name[c->which], c->name, c->offset);
        else if (c->kind == SIGNAL)
            set_name(r, &r->game->signal_name[c->which], c->name, c->offset);
    }
    for (size_t k = 0; k < r->names.count && !r->source->full; k++) {
        const thaw_name_entry *entry = &r->names.entries[k];
        if (entry->list == 0)
            set_name(r, &r->game->state_name[entry->index], entry->name, entry->first);
        else
            set_name(r, &r->game->action_name[entry->list - 1][entry->index], entry->name,
                     r->records[entry->first].offset);
    }
}

/* An action's rank is that of the first line that has the action; the others must say the same. */
static void set_rank(reader *r, size_t record, const column *c)
{
    int state = r->records[record].state;
    int action = r->actions[record * (size_t)players(r) + (size_t)c->which];
    size_t cell = (size_t)state * (size_t)players(r) + (size_t)c->which;
    double rank = r->numbers[record * r->width + c->number];
    const char *name = r->game->action_name[cell][action];
    const thaw_name_entry *entry = thaw_name_table_find(&r->names, 1 + cell, name);
    double first = r->numbers[entry->first * r->width + c->number];
    if (!(fabs(rank) <= INT_MAX) || floor(rank) != rank)
        thaw_game_source_fail(r->source, THAW_EPARSE, r->records[record].offset, 1,
                              "rank_%s is %.17g, not a whole number", c->name, rank);
    else if (rank != first)
        thaw_game_source_fail(r->source, THAW_EPARSE, r->records[record].offset, 1,
                              "rank_%s of %s is %.17g, but %.17g in line %d", c->name, name, rank,
                              first, line_of(r, entry->first));
    else
        r->game->action_rank[cell][action] = (int)rank;
}

static void set_row(reader *r, size_t row, size_t record)
{
    thaw_game *game = r->game;
    for (size_t k = 0; k < r->column_count && !r->source->full; k++) {
        const column *c = &r->columns[k];
        double number = r->numbers[record * r->width + c->number];
        if (c->kind == PAYOFF)
            game->payoff[row * (size_t)game->players + (size_t)c->which] = number;
        else if (c->kind == NEXT)
            game->next[row * (size_t)game->states + (size_t)r->state_of_next[c->which]] = number;
        else if (c->kind == SIGNAL)
            game->signal[row * (size_t)game->signals + (size_t)c->which] = number;
        else if (c->kind == RANK)
            set_rank(r, record, c);
    }
}

/* Where "states[2].payoffs[1][0]" and the like stand: the line of that row, or the state's first.
 */
static size_t find_state_key(const reader *r, const char *key)
{
    char *at = NULL;
    size_t place = 0;
    int state = (int)strtol(key, &at, 10);
    if (state >= r->state_count || strncmp(at, "].", 2) != 0)
        return THAW_NO_PLACE;
    if (begins_with(at + 2, "name") || begins_with(at + 2, "actions"))
        return state_entry(r, state)->first;
    at += strcspn(at, "[");
    for (int player = 0; player < players(r) && *at == '['; player++) {
        place = place * (size_t)r->action_count[state * players(r) + player] +
                (size_t)strtol(at + 1, &at, 10);
        at += *at == ']';
    }
    return r->records[r->record_of_row[r->first_row[state] + place] - 1].offset;
}

static size_t find_key(const void *context, const char *key, size_t *span)
{
    const reader *r = context;
    *span = 1;
    if (begins_with(key, "states["))
        return find_state_key(r, key + strlen("states["));
    return begins_with(key, "discount[") ? r->discount_offset : THAW_NO_PLACE;
}

static void read_game(reader *r)
{
    if (!read_titles(r))
        return;
    read_lines(r);
    if (r->source->status == THAW_OK && r->record_count == 0)
        thaw_game_source_fail(r->source, THAW_EPARSE, 0, 1, "the table has no line of any state");
    if (r->source->status != THAW_OK || !match_columns(r) || !count_rows(r))
        return;
    find_rows(r);
    require_rows(r);
    if (r->source->status != THAW_OK || !make_game(r))
        return;
    set_names(r);
    if (r->source->status != THAW_OK)
        return;
    for (size_t row = 0; row < thaw_game_rows(r->game) && !r->source->full; row++)
        set_row(r, row, r->record_of_row[row] - 1);
    thaw_game_source_discount(r->source, r->game,
                              r->discount_offset == THAW_NO_PLACE ? NULL : r->discount);
    if (r->source->status == THAW_OK)
        thaw_game_source_validate(r->source, r->game, find_key, r);
}

void thaw_game_csv_read(thaw_game_source *source, thaw_game **game)
{
    reader r = {.source = source, .discount_offset = THAW_NO_PLACE};
    if (!thaw_game_source_is_table(source))
        return;
    r.buffer = malloc(source->length + 1);
    if (!r.buffer) {
        out_of_memory(&r);
        return;
    }
    memcpy(r.buffer, source->text, source->length + 1);
    r.at = r.buffer;
    read_game(&r);
    *game = r.game;
    thaw_name_table_clear(&r.titles);
    thaw_name_table_clear(&r.names);
    free(r.buffer);
    free(r.columns);
    free(r.fields);
    free(r.action_count);
    free(r.records);
    free(r.actions);
    free(r.numbers);
    free(r.discount);
    free(r.first_row);
    free(r.record_of_row);
    free(r.state_of_next);
}

/* ---- writing ---- */

static void write_field(const char *prefix, const char *name, FILE *out)
{
    bool spaces = name[0] == ' ' || (name[0] && name[strlen(name) - 1] == ' ');
    bool quotes = spaces || strpbrk(name, ",\"");
    fputs(quotes ? "\"" : "", out);
    fputs(prefix, out);
    for (; *name; name++) {
        if (*name == '"')
            fputc('"', out);
        fputc(*name, out);
    }
    fputs(quotes ? "\"" : "", out);
}

static void write_titles(kind k, char *const *names, int count, FILE *out)
{
    for (int j = 0; j < count; j++) {
        fputc(',', out);
        write_field(prefixes[k], names[j], out);
    }
}

static void write_numbers(const double *numbers, int count, FILE *out)
{
    for (int k = 0; k < count; k++) {
        fputc(',', out);
        thaw_game_number_write(numbers[k], out);
    }
}

static void write_commas(int count, FILE *out)
{
    for (int k = 0; k < count; k++)
        fputc(',', out);
}

static void write_row(const thaw_game *game, int state, size_t row, FILE *out)
{
    size_t within = row - game->first_row[state];
    write_field("", game->state_name[state], out);
    for (int pass = 0; pass < (game->action_rank ? 2 : 1); pass++)
        for (int player = 0; player < game->players; player++) {
            size_t cell = (size_t)state * (size_t)game->players + (size_t)player;
            size_t action =
                within / thaw_game_stride(game, state, player) % (size_t)game->action_count[cell];
            fputc(',', out);
            if (pass == 0)
                write_field("", game->action_name[cell][action], out);
            else
                fprintf(out, "%d", game->action_rank[cell][action]);
        }
    write_numbers(game->payoff + row * (size_t)game->players, game->players, out);
    write_numbers(game->next + row * (size_t)game->states, game->states, out);
    if (game->signals > 0)
        write_numbers(game->signal + row * (size_t)game->signals, game->signals, out);
    fputc('\n', out);
}

thaw_status thaw_game_csv_write(const thaw_game *game, FILE *out, thaw_fault *fault)
{
    if (thaw_game_find_state(game, "delta") >= 0)
        return thaw_fail(fault, THAW_EARG,
                         "a CSV game table cannot hold a state called delta: that is the line of "
                         "discount factors");
    fputs(prefixes[STATE], out);
    write_titles(ACTION, game->player_name, game->players, out);
    if (game->action_rank)
        write_titles(RANK, game->player_name, game->players, out);
    write_titles(PAYOFF, game->player_name, game->players, out);
    write_titles(NEXT, game->state_name, game->states, out);
    write_titles(SIGNAL, game->signal_name, game->signals, out);
    fputs("\ndelta", out);
    write_commas(game->players * (game->action_rank ? 2 : 1), out);
    write_numbers(game->discount, game->players, out);
    write_commas(game->states + game->signals, out);
    fputc('\n', out);
    for (int state = 0; state < game->states; state++)
        for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++)
            write_row(game, state, row, out);
    return THAW_OK;
}
