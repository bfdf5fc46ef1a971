/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The historical record, read from CSV (RFC 4180 for the fields).
 *
 * The first line says which columns there are, in any order. Each further line is a month: its
 * fields are checked one by one, then against each other, then against the month before. */
#include "io/history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv_field.h"
#include "io/game_source.h"
#include "io/input.h"
#include "model/number.h"
#include "model/utf8.h"

#define HISTORY_BYTES_MAX ((size_t)1 << 20)

/* Answers have columns for each era, which a record has no use for where every month is another. */
enum { ERAS_MAX = 1000 };
enum { FIELDS_MAX = 64, SHOWN_BYTES = 100, WORDS_MOST = 9, LIST_BYTES = 200, ABSENT = -1 };

typedef enum kind {
    MONTH,
    ERA,
    TENSION,
    LISTED,
    SANCTIONS_INDEX,
    COOPERATION,
    STANCE,
    SOURCE,
    STATE_CONFIDENCE,
    EVENT_CONFIDENCE,
    SANCTIONS_SCORE,
    EFFORT_SCORE,
    ECONOMY,
    ELECTION,
    TALKS,
    SHOCK,
    ENFORCEMENT,
    MEASURE,
    EVENTS,
    KINDS
} kind;

typedef struct column_row {
    const char *name;
    bool required;
    const char *words[WORDS_MOST + 1]; /* what may stand there, ended by NULL; none: any text */
} column_row;

static const column_row columns[KINDS] = {
    [MONTH] = {"month", true, {NULL}},
    [ERA] = {"era", false, {NULL}},
    [TENSION] = {"tension", true, {"calm", "tense", "crisis"}},
    [LISTED] = {"listed", true, {"n", "y"}},
    [SANCTIONS_INDEX] = {"sanctions_index", false, {"low", "mid", "high"}},
    [COOPERATION] = {"china_cooperation", true, {"none", "partial", "full"}},
    [STANCE] = {"us_stance", true, {"pressure", "status_quo", "relief"}},
    [SOURCE] = {"source", false, {NULL}},
    [STATE_CONFIDENCE] = {"state_confidence", true, {"low", "med", "high"}},
    [EVENT_CONFIDENCE] = {"event_confidence", false, {"low", "med", "high"}},
    [SANCTIONS_SCORE] = {"sanctions_score", false, {NULL}},
    [EFFORT_SCORE] = {"coop_effort", false, {NULL}},
    [ECONOMY] = {"china_economy", false, {"strong", "normal", "weak"}},
    [ELECTION] = {"us_election", false, {"none", "midterm", "presidential"}},
    [TALKS] = {"talks",
               true,
               {"frozen", "none", "minimal", "declining", "stalled", "preparatory", "working_level",
                "working_group", "summit"}},
    [SHOCK] = {"shock", false, {NULL}},
    [ENFORCEMENT] = {"us_enforcement", false, {NULL}},
    [MEASURE] = {"cn_measure", false, {NULL}},
    [EVENTS] = {"events", false, {NULL}},
};

typedef struct field {
    char *text;
    size_t offset, span; /* in the source, quotes and all */
    int word;            /* index of the column's word, ABSENT where it is none */
    double number;       /* NaN where there is none */
} field;

typedef struct reader {
    thaw_game_source *source;
    char *buffer, *at; /* the text, in which fields are unquoted and ended by a NUL */
    kind kinds[FIELDS_MAX];
    int column_of[KINDS]; /* ABSENT where the table does not have it */
    field fields[FIELDS_MAX];
    size_t width, found; /* columns; fields of the line in hand */
    thaw_record *record;
    int eras; /* that began, but for the first */
    int due;  /* the month that must come next; ABSENT: any may */
} reader;

/* A field for a message: cut, without control characters. */
static const char *show(const char *text, char *shown)
{
    thaw_copy_text(shown, SHOWN_BYTES, text);
    thaw_utf8_show(shown);
    return shown;
}

static void complain(reader *r, const field *f, const thaw_fault *fault)
{
    thaw_game_source_add(r->source, fault, f->offset, f->span);
}

/* ---- lines ---- */

/* On wrong quotes reading goes on with the next line. */
static bool take_field(reader *r, field *f, bool *last)
{
    char *start = r->at, *where = start;
    const char *wrong = thaw_csv_field(&r->at, &f->text, last, &where);
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

/* Takes a whole line; false when it is not one of fields. Fields beyond the last that fits are
 * counted only. */
static bool take_line(reader *r)
{
    bool last = false;
    field beyond;
    for (r->found = 0; !last; r->found++)
        if (!take_field(r, r->found < FIELDS_MAX ? &r->fields[r->found] : &beyond, &last))
            return false;
    return true;
}

static bool skip_blank_lines(reader *r)
{
    while (*r->at == '\n' || *r->at == '\r')
        r->at++;
    return *r->at != '\0';
}

/* ---- the first line ---- */

static kind kind_of(const char *name)
{
    kind k = MONTH;
    while (k < KINDS && strcmp(columns[k].name, name) != 0)
        k++;
    return k;
}

static void refuse_column(reader *r, const field *f)
{
    const char *names[KINDS];
    char shown[SHOWN_BYTES];
    thaw_fault fault;
    for (int k = 0; k < KINDS; k++)
        names[k] = columns[k].name;
    const char *near = thaw_nearest(f->text, names, KINDS);
    thaw_fail(&fault, THAW_EUNKNOWN, "a record has no column \"%s\"", show(f->text, shown));
    if (near)
        thaw_fault_help(&fault, "did you mean \"%s\"?", near);
    else
        thaw_fault_help(&fault, "scenarios/history/README.md lists the columns; remarks go into "
                                "events");
    complain(r, f, &fault);
}

static void set_column(reader *r, size_t index)
{
    thaw_fault fault;
    kind k = kind_of(r->fields[index].text);
    r->kinds[index] = k;
    if (k == KINDS) {
        refuse_column(r, &r->fields[index]);
    } else if (r->column_of[k] != ABSENT) {
        thaw_fail(&fault, THAW_EARG, "there are two columns %s", columns[k].name);
        complain(r, &r->fields[index], &fault);
    } else {
        r->column_of[k] = (int)index;
    }
}

static void require_columns(reader *r)
{
    char list[LIST_BYTES] = "";
    thaw_fault fault;
    int missing = 0;
    for (int k = 0; k < KINDS; k++)
        if (columns[k].required && r->column_of[k] == ABSENT) {
            size_t used = strlen(list);
            snprintf(list + used, sizeof list - used, "%s%s", missing++ ? ", " : "",
                     columns[k].name);
        }
    if (missing == 0)
        return;
    thaw_fail(&fault, THAW_EMISSING, "there %s no column%s %s", missing == 1 ? "is" : "are",
              missing == 1 ? "" : "s", list);
    thaw_fault_help(&fault, "the first line names the columns, in any order");
    complain(r, &r->fields[0], &fault);
}

static bool read_titles(reader *r)
{
    for (int k = 0; k < KINDS; k++)
        r->column_of[k] = ABSENT;
    if (!skip_blank_lines(r) || !take_line(r))
        return false;
    r->width = r->found;
    if (r->width > FIELDS_MAX) {
        thaw_game_source_fail(r->source, THAW_ERANGE, r->fields[0].offset, 1,
                              "there are %zu columns, more than %d", r->width, FIELDS_MAX);
        return false;
    }
    for (size_t index = 0; index < r->width; index++)
        set_column(r, index);
    require_columns(r);
    return r->source->status == THAW_OK;
}

/* ---- a field ---- */

static field *field_of(reader *r, kind k)
{
    return r->column_of[k] == ABSENT ? NULL : &r->fields[r->column_of[k]];
}

static int count_words(kind k)
{
    int count = 0;
    while (columns[k].words[count])
        count++;
    return count;
}

static void list_words(kind k, char *list)
{
    int count = count_words(k);
    size_t used = 0;
    list[0] = '\0';
    for (int w = 0; w < count && used < LIST_BYTES; w++) {
        const char *joint = w == 0 ? "" : w + 1 < count ? ", " : " or ";
        int wrote = snprintf(list + used, LIST_BYTES - used, "%s%s", joint, columns[k].words[w]);
        used += (size_t)wrote;
    }
}

static void read_word(reader *r, kind k, field *f)
{
    char shown[SHOWN_BYTES], list[LIST_BYTES];
    thaw_fault fault;
    int count = count_words(k);
    for (f->word = count - 1; f->word >= 0; f->word--)
        if (strcmp(f->text, columns[k].words[f->word]) == 0)
            return;
    const char *near = thaw_nearest(f->text, columns[k].words, (size_t)count);
    list_words(k, list);
    thaw_fail_key(&fault, THAW_EPARSE, columns[k].name, "%s = \"%s\" is not %s", columns[k].name,
                  show(f->text, shown), list);
    if (near)
        thaw_fault_help(&fault, "did you mean %s?", near);
    complain(r, f, &fault);
}

static void read_number(reader *r, kind k, field *f, double most)
{
    char shown[SHOWN_BYTES];
    const char *end = NULL;
    thaw_fault fault;
    double value = 0;
    bool whole = thaw_number_read(f->text, &end, &value) && *end == '\0';
    f->number = whole ? value : (double)NAN;
    if (whole && value >= 0 && value <= most)
        return;
    f->number = (double)NAN;
    thaw_fail_key(&fault, whole ? THAW_ERANGE : THAW_EPARSE, columns[k].name,
                  "%s = \"%s\" is not a number from 0 to %g", columns[k].name, show(f->text, shown),
                  most);
    complain(r, f, &fault);
}

static void read_month(reader *r, field *f)
{
    char shown[SHOWN_BYTES];
    thaw_fault fault;
    if (thaw_month_read(f->text, &f->word))
        return;
    f->word = ABSENT;
    thaw_fail_key(&fault, THAW_EPARSE, "month", "month = \"%s\" is not a month",
                  show(f->text, shown));
    thaw_fault_help(&fault, "write YYYY-MM, as in 2018-01");
    complain(r, f, &fault);
}

static void read_field(reader *r, kind k, field *f)
{
    f->word = ABSENT;
    f->number = (double)NAN;
    if (k == MONTH)
        read_month(r, f);
    else if (columns[k].words[0])
        read_word(r, k, f);
    else if (k == EFFORT_SCORE)
        read_number(r, k, f, 1);
    else if (k == SANCTIONS_SCORE)
        read_number(r, k, f, 4);
}

/* ---- a line against itself and against the one before ---- */

static void check_effort(reader *r)
{
    thaw_fault fault;
    field *talks = field_of(r, TALKS), *effort = field_of(r, COOPERATION),
          *score = field_of(r, EFFORT_SCORE);
    if (talks->word == 0 && effort->word > 0) {
        thaw_fail_key(&fault, THAW_EARG, "china_cooperation",
                      "china_cooperation = %s, though talks = frozen", effort->text);
        thaw_fault_help(&fault, "while the channel is frozen there is no effort: write none");
        complain(r, effort, &fault);
        return;
    }
    if (!score || isnan(score->number) || effort->word < 0)
        return;
    int class = score->number >= THAW_EFFORT_FULL_FROM      ? 2
                : score->number >= THAW_EFFORT_PARTIAL_FROM ? 1
                                                            : 0;
    if (class == effort->word)
        return;
    thaw_fail_key(&fault, THAW_EARG, "coop_effort", "coop_effort = %s is %s, not %s", score->text,
                  columns[COOPERATION].words[class], effort->text);
    thaw_fault_help(&fault, "none is below %g, full from %g on", THAW_EFFORT_PARTIAL_FROM,
                    THAW_EFFORT_FULL_FROM);
    complain(r, score, &fault);
}

static void check_sanctions(reader *r)
{
    thaw_fault fault;
    field *index = field_of(r, SANCTIONS_INDEX), *score = field_of(r, SANCTIONS_SCORE);
    if (!index || !score || isnan(score->number) || index->word < 0)
        return;
    int class = score->number >= 3 ? 2 : score->number >= 1 ? 1 : 0;
    if (class == index->word)
        return;
    thaw_fail_key(&fault, THAW_EARG, "sanctions_score", "sanctions_score = %s is %s, not %s",
                  score->text, columns[SANCTIONS_INDEX].words[class], index->text);
    thaw_fault_help(&fault, "low is 0, mid 1 or 2, high 3 or 4");
    complain(r, score, &fault);
}

/* Months follow one another. After one that cannot be read they are counted on. */
static void check_order(reader *r)
{
    char due[THAW_MONTH_TEXT_MAX];
    thaw_fault fault;
    const field *f = field_of(r, MONTH);
    if (f->word >= 0 && r->due != ABSENT && f->word != r->due) {
        thaw_fail_key(&fault, THAW_EARG, "month", "%s stands where %s is due", f->text,
                      thaw_month_format(r->due, due));
        thaw_fault_help(&fault, "months follow one another, earliest first, none left out");
        complain(r, f, &fault);
    }
    if (f->word >= 0)
        r->due = f->word + 1;
    else if (r->due != ABSENT)
        r->due++;
}

/* An era is one stretch. */
static void check_era(reader *r)
{
    char shown[SHOWN_BYTES];
    thaw_fault fault;
    const field *f = field_of(r, ERA);
    const thaw_record *record = r->record;
    if (!f || record->count == 0 || strcmp(f->text, record->months[record->count - 1].era) == 0)
        return;
    for (size_t k = 0; k < record->count; k++)
        if (strcmp(f->text, record->months[k].era) == 0) {
            thaw_fail_key(&fault, THAW_EARG, "era", "the era \"%s\" was over",
                          show(f->text, shown));
            thaw_fault_help(&fault, "the months of an era follow one another");
            complain(r, f, &fault);
            return;
        }
    if (++r->eras < ERAS_MAX)
        return;
    thaw_fail_key(&fault, THAW_ERANGE, "era", "there are more than %d eras", ERAS_MAX);
    complain(r, f, &fault);
    r->source->full = true;
}

/* Of a text that is none, with a fault, the empty one. NULL without memory. */
static char *copy_text(reader *r, kind k)
{
    thaw_fault fault;
    char *copy = NULL;
    const field *f = field_of(r, k);
    if (f && thaw_game_name(&copy, f->text, &fault) == THAW_OK)
        return copy;
    if (f)
        complain(r, f, &fault);
    return strdup("");
}

static thaw_stance stance_of(int word)
{
    static const thaw_stance stances[] = {THAW_PRESSURE, THAW_STEADY, THAW_RELIEF};
    return word < 0 ? THAW_STEADY : stances[word];
}

static int known(int word)
{
    return word < 0 ? 0 : word;
}

/* What could not be read has a fault; the month is kept all the same, so that the next is compared
 * with it. */
static void add_month(reader *r)
{
    thaw_fault fault;
    const field *month = field_of(r, MONTH), *score = field_of(r, EFFORT_SCORE);
    thaw_recorded recorded = {
        .month = known(month->word),
        .tension = (thaw_tension)known(field_of(r, TENSION)->word),
        .listed = field_of(r, LISTED)->word == 1,
        .frozen = field_of(r, TALKS)->word == 0,
        .stance = stance_of(field_of(r, STANCE)->word),
        .effort = (thaw_move)(THAW_NONE + known(field_of(r, COOPERATION)->word)),
        .effort_score = score ? score->number : (double)NAN,
        .confidence = (thaw_confidence)known(field_of(r, STATE_CONFIDENCE)->word),
        .era = copy_text(r, ERA),
        .events = copy_text(r, EVENTS),
    };
    if (thaw_record_add(r->record, &recorded, &fault) == THAW_OK)
        return;
    complain(r, month, &fault);
    r->source->full = true;
}

static void read_line(reader *r)
{
    thaw_fault fault;
    if (!take_line(r))
        return;
    if (r->found != r->width) {
        thaw_fail(&fault, THAW_EPARSE, "the line has %zu field%s, the first line %zu", r->found,
                  r->found == 1 ? "" : "s", r->width);
        thaw_fault_help(&fault, "a field with a comma in it goes into quotes");
        complain(r, &r->fields[0], &fault);
        return;
    }
    for (size_t index = 0; index < r->width; index++)
        read_field(r, r->kinds[index], &r->fields[index]);
    check_effort(r);
    check_sanctions(r);
    check_order(r);
    check_era(r);
    add_month(r);
}

/* ---- the whole ---- */

static void read_table(reader *r)
{
    if (!read_titles(r))
        return;
    while (!r->source->full && skip_blank_lines(r))
        read_line(r);
    if (r->source->status == THAW_OK && r->record->count == 0)
        thaw_game_source_fail(r->source, THAW_EPARSE, 0, 1, "the record has no month");
}

static void read_source(thaw_game_source *source, thaw_record *record)
{
    reader *r = calloc(1, sizeof *r);
    char *buffer = malloc(source->length + 1);
    if (r && buffer) {
        memcpy(buffer, source->text, source->length + 1);
        r->source = source;
        r->record = record;
        r->buffer = r->at = buffer;
        r->due = ABSENT;
        read_table(r);
    } else {
        thaw_game_source_fail(source, THAW_ENOMEM, THAW_NO_PLACE, 0, "no memory for a record");
    }
    free(buffer);
    free(r);
}

/* text ends in a NUL. A byte order mark is no part of it. */
static thaw_status read_terminated(const char *text, size_t length, const char *file,
                                   thaw_record *record, thaw_faults *faults)
{
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    thaw_game_source source = {
        .text = text + mark, .length = length - mark, .file = file, .faults = faults};
    if (thaw_game_source_is_text(&source) && thaw_game_source_is_table(&source))
        read_source(&source, record);
    if (source.status != THAW_OK)
        thaw_record_clear(record);
    return source.status;
}

static thaw_status give_up(thaw_status status, const thaw_fault *fault, thaw_faults *faults)
{
    return thaw_faults_add(faults, fault) ? status : THAW_ENOMEM;
}

thaw_status thaw_history_read(const char *path, thaw_record *record, thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    *record = (thaw_record){0};
    thaw_status status = thaw_input_read(path, HISTORY_BYTES_MAX, &text, &length, &fault);
    if (status != THAW_OK)
        return give_up(status, &fault, faults);
    status = read_terminated(text, length, path, record, faults);
    free(text);
    return status;
}

thaw_status thaw_history_read_text(const char *text, size_t length, const char *file,
                                   thaw_record *record, thaw_faults *faults)
{
    thaw_fault fault;
    *record = (thaw_record){0};
    char *copy = malloc(length + 1);
    if (!copy)
        return give_up(thaw_fail(&fault, THAW_ENOMEM, "no memory for a record"), &fault, faults);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    thaw_status status = read_terminated(copy, length, file, record, faults);
    free(copy);
    return status;
}
