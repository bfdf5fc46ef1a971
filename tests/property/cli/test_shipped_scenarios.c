/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law of the library of scenarios: every file that comes with Thaw is sound, says why each of
 * its numbers is what it is, asks a question, is answered, and explains where its answer is not
 * what analysts expected. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "io/input.h"
#include "io/scenario.h"

enum { README_MAX = 1 << 20 };

/* Calls look() with each scenario and where its values come from. */
static void for_all(void (*look)(const char *name, const char *path, const thaw_scenario *scenario,
                                 const thaw_origins *origins))
{
    thaw_shelf shelf;
    cr_assert(eq(int, thaw_shelf_read(&shelf, NULL), THAW_OK));
    cr_assert(gt(sz, shelf.count, 40));
    for (size_t k = 0; k < shelf.count; k++) {
        thaw_scenario scenario;
        thaw_origins origins;
        thaw_faults faults = {0};
        cr_expect(eq(int, thaw_scenario_read(shelf.paths[k], NULL, 0, &scenario, &origins, &faults),
                     THAW_OK),
                  "%s", shelf.paths[k]);
        look(shelf.names[k], shelf.paths[k], &scenario, &origins);
        thaw_faults_clear(&faults);
        thaw_origins_clear(&origins);
        thaw_scenario_clear(&scenario);
    }
    thaw_shelf_clear(&shelf);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* A word that is the question itself, or the baseline's zero of a scale. */
static bool may_be_definition(const char *name, const thaw_scenario *scenario, const char *key)
{
    thaw_scenario copy = *scenario; /* a place can be written through */
    thaw_place place;
    return strcmp(name, "baseline") == 0 ||
           (thaw_scenario_find(&copy, key, &place, NULL) == THAW_OK && place.row->words != NULL);
}

/* Every number that a file sets has its reason beside it. */
static void look_at_reasons(const char *name, const char *path, const thaw_scenario *scenario,
                            const thaw_origins *origins)
{
    for (size_t k = 0; k < origins->count; k++) {
        const thaw_origin *o = &origins->items[k];
        if (strcmp(o->file, path) != 0 || begins(o->key, "plan.") || begins(o->key, "expect.") ||
            begins(o->key, "strategy.") || strcmp(o->key, "title") == 0 ||
            strcmp(o->key, "question") == 0)
            continue;
        cr_expect(
            begins(o->comment, "source: ") || begins(o->comment, "judgement: ") ||
                (begins(o->comment, "definition: ") && may_be_definition(name, scenario, o->key)),
            "%s:%d: %s: %s", path, o->line, o->key, o->comment);
    }
}

Test(shipped_scenarios, every_number_has_its_reason)
{
    for_all(look_at_reasons);
}

static const char *expectation(const thaw_scenario *scenario, const char *key)
{
    for (size_t k = 0; k < scenario->expectation_count; k++)
        if (strcmp(scenario->expectations[k].key, key) == 0)
            return scenario->expectations[k].value;
    return NULL;
}

static void look_at_question(const char *name, const char *path, const thaw_scenario *scenario,
                             const thaw_origins *origins)
{
    (void)origins;
    size_t length = strlen(scenario->question);
    cr_expect(length > 0 && scenario->question[length - 1] == '?', "%s asks nothing", path);
    cr_expect(strcmp(scenario->title, name) != 0, "%s has no title", path);
    if (strcmp(name, "baseline") != 0)
        cr_expect(expectation(scenario, "said") != NULL, "%s: who expects what?", path);
}

Test(shipped_scenarios, every_scenario_asks_and_says_who_expects_what)
{
    for_all(look_at_question);
}

/* ---- answers ---- */

/* The answer to "thaw LINE..." in JSON, for the caller to free. */
static json_t *answer_to_line(int count, char **words)
{
    thaw_options options;
    thaw_answer answer;
    thaw_faults faults = {0};
    thaw_answer_init(&answer);
    cr_assert(eq(int, thaw_options_read(count, words, &options, NULL), THAW_OK));
    cr_assert(eq(int, thaw_cmd_scenarios(&options, &answer, &faults), THAW_OK), "%s",
              faults.count ? faults.items[0].text : "");
    json_t *json = json_incref(answer.json);
    thaw_answer_clear(&answer);
    thaw_options_clear(&options);
    thaw_faults_clear(&faults);
    return json;
}

/* Whether a finding disagrees; none may be left open. */
static bool disagrees(const json_t *finding, const char *name)
{
    const json_t *agrees = json_object_get(finding, "agrees");
    cr_expect(eq(int, json_is_boolean(agrees), 1), "%s: %s", name,
              json_string_value(json_object_get(finding, "key")));
    return json_is_false(agrees);
}

static void look_at_answer(const json_t *scenario)
{
    const char *name = json_string_value(json_object_get(scenario, "name"));
    const json_t *list = json_object_get(scenario, "expect"), *finding;
    size_t index, against = 0;
    json_array_foreach(list, index, finding) against += disagrees(finding, name);
    bool why = json_is_string(json_object_get(scenario, "why"));
    cr_expect(eq(int, against > 0, why),
              "%s: a reason is given where the model differs, and only there", name);
    cr_expect(json_array_size(list) > 0 || strcmp(name, "baseline") == 0, "%s", name);
    cr_expect(ne(ptr, (void *)json_string_value(json_object_get(scenario, "effort")), NULL), "%s",
              name);
}

Test(shipped_scenarios, every_scenario_is_answered_and_explains_where_it_differs)
{
    char *words[] = {"thaw", "scenarios", "--verdicts", NULL};
    json_t *json = answer_to_line(3, words);
    const json_t *list = json_object_get(json, "scenarios"), *scenario;
    size_t index;
    cr_assert(gt(sz, json_array_size(list), 40));
    json_array_foreach(list, index, scenario) look_at_answer(scenario);
    json_decref(json);
}

/* Families are in the README under their first name. */
Test(shipped_scenarios, the_readme_names_every_family)
{
    char *words[] = {"thaw", "scenarios", NULL}, *readme = NULL;
    size_t length = 0, index, families = 0;
    cr_assert(eq(int,
                 thaw_input_read(THAW_SOURCE_DIR "/README.md", README_MAX, &readme, &length, NULL),
                 THAW_OK));
    json_t *json = answer_to_line(2, words);
    const json_t *list = json_object_get(json, "scenarios"), *scenario;
    json_array_foreach(list, index, scenario)
    {
        char name[256];
        if (json_is_string(json_object_get(scenario, "family")))
            continue;
        snprintf(name, sizeof name, "`%s`", json_string_value(json_object_get(scenario, "name")));
        cr_expect(strstr(readme, name) != NULL, "%s", name);
        families++;
    }
    cr_expect(eq(sz, families, 21)); /* twenty and the baseline */
    json_decref(json);
    free(readme);
}
