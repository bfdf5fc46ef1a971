/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command has to say: paragraphs and tables for people, and one JSON object for programs.
 *
 * Building never returns an error: an answer that ran out of memory remembers it in `failed`, and
 * thaw_output reports it. */
#ifndef THAW_CLI_ANSWER_H
#define THAW_CLI_ANSWER_H

#include <jansson.h>

#include "cli/table.h"
#include "model/scenario.h"

typedef enum thaw_block_kind {
    THAW_HEADING,    /* the answer's title */
    THAW_SUBHEADING, /* of a part; a line that follows it stands close */
    THAW_LINE, /* a paragraph at the margin; lines that follow each other or a heading stand close
                */
    THAW_SENTENCE, /* an indented paragraph */
    THAW_TABLE
} thaw_block_kind;

typedef struct thaw_block {
    thaw_block_kind kind;
    char *text;        /* of a paragraph; owned */
    thaw_table *table; /* of a table; owned */
} thaw_block;

typedef struct thaw_answer {
    thaw_block *blocks;
    size_t count;
    json_t *json;   /* NULL: a command without JSON; owned */
    char *document; /* when not NULL, written as it is in place of all else; owned (free) */
    size_t document_size;
    /* When not NULL, called for CSV and JSON Lines in place of all tables, unless --table names
     * one: writes rows that are too many to be held. Stopped by a signal (THAW_EINTERRUPT) or the
     * time limit (THAW_ETIME), it has written whole rows, which stand. `source` is the command's,
     * released with the answer.
     */
    thaw_status (*stream)(void *source, bool lines, FILE *out, thaw_fault *fault);
    void (*release)(void *source);
    void *source;
    int exit;    /* of an answered question: 0, or 3 when --expect was disappointed, or 2 (check) */
    bool late;   /* the time limit came before a part of it */
    bool failed; /* memory ran out while it was built */
    thaw_table spare; /* stands in for a table that there was no memory for */
} thaw_answer;

void thaw_answer_init(thaw_answer *answer);

/* The same for an answer from which another is made: memory that JSON was refused before stays
 * remembered (io/json_memory.h). */
void thaw_answer_init_part(thaw_answer *answer);
void thaw_answer_clear(thaw_answer *answer);

/* Whether there was no memory for a part of it. */
bool thaw_answer_failed(const thaw_answer *answer);

/* Adds a paragraph. */
void thaw_say(thaw_answer *answer, thaw_block_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a line that says what the time limit came before ("The nearest thresholds"), and makes the
 * exit code 1: what was found by then is answered all the same. */
void thaw_answer_late(thaw_answer *answer, const char *what);

/* Adds an empty table and returns it for filling; valid until the answer is cleared, never NULL.
 * `name` is what --table calls it. */
thaw_table *thaw_answer_table(thaw_answer *answer, const char *name, const char *title_format, ...)
    __attribute__((format(printf, 3, 4)));

/* Begins the answer's JSON object, with "schema" ("thaw/COMMAND/1") and "version", and returns it.
 */
json_t *thaw_answer_json(thaw_answer *answer, const char *command);

/* Sets the member "outcome" of the answer's object: whether all of it is there, by what
 * thaw_answer_late or the exit code said of it so far. */
void thaw_answer_outcome(thaw_answer *answer);

/* Sets a member of the answer's object (or any other), taking over `value`. NULL counts as out of
 * memory. */
void thaw_answer_set(thaw_answer *answer, json_t *object, const char *key, json_t *value);
void thaw_answer_append(thaw_answer *answer, json_t *array, json_t *value);

/* A number, null when it is not finite; [first, second]; a string, null for NULL or bytes that are
 * no UTF-8. Each is a new reference, NULL only without memory. */
json_t *thaw_json_number(double value);
json_t *thaw_json_pair(const double value[2]);
json_t *thaw_json_text(const char *text);

#endif
