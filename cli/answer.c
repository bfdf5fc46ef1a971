/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a command's answer. */
#include "cli/answer.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/text.h"
#include "io/json_memory.h"
#include "model/version.h"

enum { COULD_NOT = 1, BY_SIGNAL = 130 }; /* exit codes */

void thaw_answer_init(thaw_answer *answer)
{
    thaw_json_watch();
    thaw_answer_init_part(answer);
}

void thaw_answer_init_part(thaw_answer *answer)
{
    *answer = (thaw_answer){0};
    thaw_table_init(&answer->spare, "", "");
}

void thaw_answer_clear(thaw_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        free(answer->blocks[i].text);
        if (answer->blocks[i].table)
            thaw_table_clear(answer->blocks[i].table);
        free(answer->blocks[i].table);
    }
    free(answer->blocks);
    json_decref(answer->json);
    free(answer->document);
    if (answer->release)
        answer->release(answer->source);
    thaw_table_clear(&answer->spare);
    *answer = (thaw_answer){0};
}

bool thaw_answer_failed(const thaw_answer *answer)
{
    bool failed = answer->failed;
    for (size_t i = 0; i < answer->count; i++)
        failed = failed || (answer->blocks[i].table && answer->blocks[i].table->failed);
    return failed;
}

static bool add_block(thaw_answer *answer, thaw_block block)
{
    thaw_block *blocks = realloc(answer->blocks, (answer->count + 1) * sizeof *blocks);
    if (!blocks) {
        answer->failed = true;
        return false;
    }
    answer->blocks = blocks;
    blocks[answer->count++] = block;
    return true;
}

void thaw_say(thaw_answer *answer, thaw_block_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = thaw_text_format(format, arguments);
    va_end(arguments);
    answer->failed = answer->failed || !text;
    if (text && !add_block(answer, (thaw_block){.kind = kind, .text = text}))
        free(text);
}

void thaw_answer_late(thaw_answer *answer, const char *what)
{
    thaw_say(answer, THAW_LINE, "%s were not found: the time limit came first.", what);
    answer->exit = COULD_NOT;
    answer->late = true;
}

thaw_table *thaw_answer_table(thaw_answer *answer, const char *name, const char *title_format, ...)
{
    va_list arguments;
    va_start(arguments, title_format);
    char *title = thaw_text_format(title_format, arguments);
    va_end(arguments);
    thaw_table *table = title ? malloc(sizeof *table) : NULL;
    if (!table || !add_block(answer, (thaw_block){.kind = THAW_TABLE, .table = table})) {
        answer->failed = true;
        free(table);
        table = NULL;
    }
    if (table)
        thaw_table_init(table, name, title);
    free(title);
    return table ? table : &answer->spare;
}

json_t *thaw_answer_json(thaw_answer *answer, const char *command)
{
    json_decref(answer->json);
    answer->json = json_object();
    thaw_answer_set(answer, answer->json, "schema", json_sprintf("thaw/%s/1", command));
    thaw_answer_set(answer, answer->json, "version", json_string(thaw_version()));
    return answer->json;
}

void thaw_answer_outcome(thaw_answer *answer)
{
    thaw_outcome outcome = answer->exit == BY_SIGNAL                   ? THAW_OUTCOME_INTERRUPTED
                           : answer->late || answer->exit == COULD_NOT ? THAW_OUTCOME_TIME_LIMIT
                                                                       : THAW_OUTCOME_CONVERGED;
    thaw_answer_set(answer, answer->json, "outcome", thaw_json_text(thaw_outcome_text(outcome)));
}

void thaw_answer_set(thaw_answer *answer, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        answer->failed = true;
}

void thaw_answer_append(thaw_answer *answer, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        answer->failed = true;
}

json_t *thaw_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *thaw_json_pair(const double value[2])
{
    return json_pack("[o, o]", thaw_json_number(value[0]), thaw_json_number(value[1]));
}

json_t *thaw_json_text(const char *text)
{
    json_t *string = text ? json_string(text) : NULL;
    return string ? string : json_null();
}
