/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw scenarios`: what there is, and what each asks. */
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/subject.h"
#include "cli/text.h"

static bool concerns(const thaw_scenario *scenario, const char *name, const char *word)
{
    return !word || thaw_text_contains(name, word) || thaw_text_contains(scenario->title, word) ||
           thaw_text_contains(scenario->question, word);
}

static thaw_table *begin_table(thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "scenarios", "%s", "");
    thaw_table_text(table, "name", "name");
    thaw_table_text(table, "title", "title");
    thaw_table_detail(table, "question", "question");
    return table;
}

static void add(thaw_answer *answer, thaw_table *table, json_t *list, const char *name,
                const char *path, const thaw_scenario *scenario)
{
    json_t *object = json_object();
    thaw_table_row(table, THAW_ROW_DETAIL);
    thaw_cell_text(table, "%s", name);
    thaw_cell_text(table, "%s", scenario->title);
    thaw_cell_text(table, "%s", scenario->question);
    thaw_answer_set(answer, object, "name", thaw_json_text(name));
    thaw_answer_set(answer, object, "title", thaw_json_text(scenario->title));
    thaw_answer_set(answer, object, "question", thaw_json_text(scenario->question));
    thaw_answer_set(answer, object, "file", thaw_json_text(path));
    thaw_answer_append(answer, list, object);
}

static void say(thaw_answer *answer, const thaw_shelf *shelf, const char *word, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_table *table = begin_table(answer);
    for (size_t i = 0; i < shelf->count; i++) {
        thaw_scenario scenario;
        thaw_scenario_init(&scenario);
        if (thaw_scenario_read(shelf->paths[i], NULL, 0, &scenario, NULL, faults) == THAW_OK &&
            concerns(&scenario, shelf->names[i], word))
            add(answer, table, list, shelf->names[i], shelf->paths[i], &scenario);
        thaw_scenario_clear(&scenario);
    }
    if (table->row_count == 0)
        thaw_say(answer, THAW_LINE, "No scenario %s%s.", word ? "speaks of " : "was found",
                 word ? word : "");
    thaw_answer_json(answer, "scenarios");
    thaw_answer_set(answer, answer->json, "scenarios", list);
}

thaw_status thaw_cmd_scenarios(const thaw_options *options, thaw_answer *answer,
                               thaw_faults *faults)
{
    thaw_shelf shelf;
    thaw_fault fault;
    const char *word = options->argument_count > 1 ? options->arguments[1] : NULL;
    thaw_status status = thaw_shelf_read(&shelf, &fault);
    if (status == THAW_OK)
        say(answer, &shelf, word, faults);
    thaw_shelf_clear(&shelf);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}
