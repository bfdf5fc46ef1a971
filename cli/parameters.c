/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw parameters`: every subject. docs/parameters.md is this answer in Markdown. */
#include <string.h>

#include "cli/catalogue.h"
#include "cli/command.h"
#include "cli/text.h"

static bool concerns(const thaw_entry *entry, const char *word)
{
    return !word || thaw_text_contains(entry->key, word) ||
           thaw_text_contains(entry->row->unit, word) ||
           thaw_text_contains(entry->row->meaning, word);
}

static thaw_table *begin_table(thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "parameters", "%s", "");
    thaw_table_text(table, "key", "input");
    thaw_table_number(table, "baseline", "baseline", THAW_SHORTEST);
    thaw_table_number(table, "low", "from", THAW_SHORTEST);
    thaw_table_number(table, "high", "to", THAW_SHORTEST);
    thaw_table_text(table, "bounds", "accepted");
    thaw_table_text(table, "unit", "unit");
    thaw_table_detail(table, "meaning", "meaning");
    return table;
}

static void add_row(thaw_table *table, const thaw_entry *entry)
{
    char bounds[THAW_KEY_MAX];
    thaw_bounds_format(entry->row, bounds, sizeof bounds);
    thaw_table_row(table, THAW_ROW_DETAIL);
    thaw_cell_text(table, "%s", entry->key);
    thaw_cell_value(table, entry->row, entry->baseline);
    thaw_cell_number(table, entry->low);
    thaw_cell_number(table, entry->high);
    thaw_cell_text(table, "%s", bounds);
    thaw_cell_text(table, "%s", entry->row->words ? "" : entry->row->unit);
    thaw_cell_text(table, "%s", entry->row->meaning);
}

static json_t *entry_json(thaw_answer *answer, const thaw_entry *entry)
{
    json_t *object = json_object();
    bool number = !entry->row->words;
    thaw_answer_set(answer, object, "key", thaw_json_text(entry->key));
    thaw_answer_set(answer, object, "baseline", thaw_entry_json(entry->row, entry->baseline));
    thaw_answer_set(answer, object, "low", thaw_json_number(entry->low));
    thaw_answer_set(answer, object, "high", thaw_json_number(entry->high));
    thaw_answer_set(answer, object, "least", number ? json_real(entry->row->low) : json_null());
    thaw_answer_set(answer, object, "most", number ? json_real(entry->row->high) : json_null());
    thaw_answer_set(answer, object, "words", thaw_words_json(entry->row));
    thaw_answer_set(answer, object, "unit", thaw_json_text(entry->row->unit));
    thaw_answer_set(answer, object, "meaning", thaw_json_text(entry->row->meaning));
    return object;
}

static void say(thaw_answer *answer, const thaw_catalogue *catalogue, const char *word)
{
    json_t *list = json_array();
    size_t count = 0;
    thaw_say(answer, THAW_HEADING, "Parameters");
    thaw_say(answer, THAW_LINE,
             "Every input of a scenario: its baseline, its plausible range (from, to), what is "
             "accepted, its unit. More shocks are more sections, each with a rate, a severity "
             "and a freeze.");
    thaw_table *table = begin_table(answer);
    for (size_t i = 0; i < catalogue->count; i++) {
        if (!concerns(&catalogue->entries[i], word))
            continue;
        add_row(table, &catalogue->entries[i]);
        thaw_answer_append(answer, list, entry_json(answer, &catalogue->entries[i]));
        count++;
    }
    if (count == 0)
        thaw_say(answer, THAW_LINE, "No input has '%s' in its key, unit or meaning.", word);
    thaw_answer_json(answer, "parameters");
    thaw_answer_set(answer, answer->json, "parameters", list);
}

thaw_status thaw_cmd_parameters(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults)
{
    thaw_catalogue catalogue;
    const char *word = options->argument_count > 1 ? options->arguments[1] : NULL;
    thaw_status status = thaw_catalogue_read(NULL, &catalogue, faults);
    if (status == THAW_OK)
        say(answer, &catalogue, word);
    thaw_catalogue_clear(&catalogue);
    return status;
}
