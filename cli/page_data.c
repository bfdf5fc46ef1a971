/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a page is given of one case. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/export.h"
#include "cli/locate.h"
#include "cli/page.h"
#include "cli/payoffs.h"
#include "cli/phrases.h"
#include "cli/sink.h"
#include "cli/story.h"
#include "cli/words.h"
#include "io/json_memory.h"
#include "model/number.h"

char thaw_page_sign(const thaw_study *study, thaw_verdict verdict, int player)
{
    if (verdict == THAW_HOLDS)
        return '#';
    if (verdict == THAW_UNDECIDED || player < 0)
        return '?';
    char side = thaw_deal_side(study, player);
    return side ? side : (char)('1' + player);
}

/* ---- the child scenario ---- */

/* What is changed by one slider, or by two, at some stop of each. */
typedef struct changes {
    thaw_change items[4];
    size_t count;
} changes;

static thaw_status add_changes(const thaw_page_case *page_case, const thaw_page_slider *slider,
                               size_t stop, changes *list, thaw_fault *fault)
{
    size_t count = 0;
    thaw_status status = thaw_study_changes(&page_case->study, &slider->dial, slider->stop[stop],
                                            list->items + list->count, &count, fault);
    list->count += count;
    return status;
}

/* Whether a --set setting is of one of the inputs that are changed. */
static bool is_changed(const char *set, const changes *list)
{
    size_t length = strcspn(set, "=");
    while (length > 0 && strchr(" \t", set[length - 1]))
        length--;
    size_t blanks = strspn(set, " \t");
    for (size_t k = 0; k < list->count && blanks <= length; k++)
        if (strlen(list->items[k].key) == length - blanks &&
            strncmp(set + blanks, list->items[k].key, length - blanks) == 0)
            return true;
    return false;
}

/* Stand for values: no scenario can hold them, nor so any text of its. */
static const char MARKS[] = "\x01\x02\x03\x04";

/* The text with the number of a change in place of each mark. */
static json_t *pieces(const char *text)
{
    json_t *list = json_array();
    for (const char *end; (end = strpbrk(text, MARKS)); text = end + 1) {
        json_array_append_new(list, json_stringn(text, (size_t)(end - text)));
        json_array_append_new(list, json_integer(strchr(MARKS, *end) - MARKS));
    }
    json_array_append_new(list, json_string(text));
    return list;
}

/* The export's text with marks for values. It is as if it were saved beside its parent: a page goes
 * to people who have no such folder, and says nothing of where its maker keeps files. */
static json_t *child(const thaw_page_case *page_case, const char **sets, size_t count)
{
    char out[PATH_MAX];
    const thaw_subject *subject = &page_case->study.subject;
    thaw_sink sink;
    thaw_options options = *page_case->options;
    thaw_fault fault;
    size_t folder = (size_t)(thaw_base_name(subject->path) - subject->path);
    snprintf(out, sizeof out, "%.*schild.ini", (int)folder, subject->path);
    options.out = out;
    options.sets = sets;
    options.set_count = count;
    thaw_sink_open(&sink);
    thaw_status status = sink.out ? thaw_export_ini(&options, subject, sink.out, &fault) : THAW_OK;
    char *text = thaw_sink_close(&sink, NULL);
    if (!text)
        thaw_json_starve();
    json_t *json = text && status == THAW_OK ? pieces(text) : json_null();
    free(text);
    return json;
}

json_t *thaw_page_ini(const thaw_page_case *page_case, const thaw_page_slider *const *sliders,
                      size_t count)
{
    enum { CHANGES_MAX = sizeof MARKS - 1 };
    char changed[CHANGES_MAX][THAW_KEY_MAX + 2];
    const thaw_options *options = page_case->options;
    thaw_fault fault;
    changes list = {.count = 0};
    size_t set_count = 0;
    if (page_case->study.subject.is_game)
        return json_null();
    const char **sets = calloc(options->set_count + CHANGES_MAX, sizeof *sets);
    thaw_status status = sets ? THAW_OK : THAW_ENOMEM;
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = add_changes(page_case, sliders[k], sliders[k]->now, &list, &fault);
    if (status != THAW_OK) {
        free(sets);
        thaw_json_starve();
        return NULL;
    }
    for (size_t k = 0; k < options->set_count; k++)
        if (!is_changed(options->sets[k], &list))
            sets[set_count++] = options->sets[k];
    for (size_t k = 0; k < list.count; k++) {
        snprintf(changed[k], sizeof changed[k], "%s=%c", list.items[k].key, MARKS[k]);
        sets[set_count++] = changed[k];
    }
    json_t *json = child(page_case, sets, set_count);
    free(sets);
    return json;
}

/* What a scenario file says to stand there, where that is not the stop itself. */
static void add_texts(const thaw_page_case *page_case, const thaw_page_slider *slider, size_t stop,
                      json_t *json)
{
    changes list = {.count = 0};
    thaw_fault fault;
    if (page_case->study.subject.is_game)
        return;
    if (add_changes(page_case, slider, stop, &list, &fault) != THAW_OK)
        thaw_json_starve();
    else if (list.count > 1)
        for (size_t k = 0; k < list.count; k++) {
            char number[THAW_NUMBER_MAX];
            thaw_number_format(list.items[k].value, number, sizeof number);
            json_array_append_new(json, thaw_json_text(number));
        }
}

json_t *thaw_page_stops_json(const thaw_page_case *page_case, const thaw_page_slider *slider)
{
    json_t *list = json_array();
    for (size_t k = 0; k < slider->count; k++) {
        char shown[THAW_SHOWN_MAX];
        thaw_number_show(slider->stop[k], THAW_SHORTEST, shown, sizeof shown);
        json_t *stop =
            json_pack("[o, o]", thaw_json_text(shown), thaw_json_number(slider->stop[k]));
        add_texts(page_case, slider, k, stop);
        json_array_append_new(list, stop);
    }
    return list;
}

/* ---- the case ---- */

static json_t *deals_json(const thaw_page_case *page_case)
{
    char name[THAW_DEAL_NAME_MAX];
    json_t *list = json_array();
    for (size_t k = 0; k < page_case->shown_count; k++)
        json_array_append_new(list, thaw_json_text(thaw_page_deal_name(page_case, k, name)));
    return list;
}

/* What each of them is, in words. */
static json_t *meanings_json(const thaw_page_case *page_case)
{
    char words[THAW_STORY_MAX];
    json_t *list = json_array();
    for (size_t k = 0; k < page_case->shown_count; k++)
        json_array_append_new(
            list, thaw_json_text(thaw_story_deal(&page_case->study, page_case->shown[k], words)));
    return list;
}

static json_t *countries_json(const thaw_study *study)
{
    json_t *list = json_array();
    for (int i = 0; i < study->setting.game->players; i++)
        json_array_append_new(list, thaw_json_text(thaw_phrase_country(study, i)));
    return list;
}

/* Title, file and question, and the whole answer in words. */
static void put_words(const thaw_page_case *page_case, json_t *json)
{
    static const char *const keys[] = {"heading", "line"};
    thaw_answer head, story;
    const thaw_study *study = &page_case->study;
    thaw_answer_init_part(&head);
    thaw_answer_init_part(&story);
    thaw_subject_say(&study->subject, &head);
    thaw_story_tell(study, page_case->standard == 0, &story);
    for (size_t k = 0; k < head.count && k < sizeof keys / sizeof *keys; k++)
        json_object_set_new(json, keys[k], thaw_json_text(head.blocks[k].text));
    json_object_set_new(json, "question", thaw_json_text(study->subject.scenario.question));
    json_object_set_new(json, "say", thaw_page_sentences(&story));
    thaw_page_answer_clear(&head);
    thaw_page_answer_clear(&story);
}

/* How much was solved beforehand. */
static json_t *count_json(const thaw_page_case *page_case)
{
    char text[THAW_MESSAGE_MAX] = "";
    size_t cells = page_case->map[0].count * page_case->map[1].count;
    size_t moved = page_case->solved - cells - 1;
    thaw_words_add(text, sizeof text,
                   "%zu setting%s of the inputs %s solved for this page: as it stands",
                   page_case->solved, page_case->solved == 1 ? "" : "s",
                   page_case->solved == 1 ? "was" : "were");
    if (moved)
        thaw_words_add(text, sizeof text, ", %zu stop%s of sliders", moved, moved == 1 ? "" : "s");
    if (cells)
        thaw_words_add(text, sizeof text, ", %zu place%s on the map", cells, cells == 1 ? "" : "s");
    thaw_words_add(text, sizeof text,
                   moved ? ". Sliders stop only there: nothing is worked out on the page, and "
                           "nothing is guessed between stops."
                         : ". Nothing is worked out on the page.");
    return json_pack("{s:I, s:s}", "value", (json_int_t)page_case->solved, "shown", text);
}

static json_t *name_parts(const thaw_page_case *page_case)
{
    const thaw_study *study = &page_case->study;
    json_t *json = json_object();
    json_object_set_new(json, "name", thaw_json_text(study->subject.name));
    json_object_set_new(json, "file", thaw_json_text(thaw_base_name(study->subject.path)));
    put_words(page_case, json);
    json_object_set_new(json, "game", json_boolean(study->subject.is_game));
    json_object_set_new(json, "state",
                        thaw_json_text(study->setting.game->state_name[study->setting.initial]));
    json_object_set_new(json, "players", thaw_players_json(study->setting.game));
    json_object_set_new(json, "countries", countries_json(study));
    json_object_set_new(json, "deals", deals_json(page_case));
    json_object_set_new(json, "meanings", meanings_json(page_case));
    json_object_set_new(json, "ini", thaw_page_ini(page_case, NULL, 0));
    return json;
}

thaw_status thaw_page_case_json(thaw_page_case *page_case, json_t **whole, thaw_faults *faults)
{
    thaw_fault fault;
    json_t *json = name_parts(page_case), *points = json_array();
    json_t *point = NULL, *sliders = NULL, *map = NULL, *history = NULL;
    thaw_status status =
        thaw_page_point(page_case, &page_case->study, page_case->standard, &point, &fault);
    page_case->solved = 1;
    json_array_append_new(points, point);
    if (status == THAW_OK)
        status = thaw_page_history(page_case, &history, &fault);
    if (status != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = thaw_page_sliders(page_case, points, &sliders, faults);
    if (status == THAW_OK)
        status = thaw_page_map(page_case, &map, faults);
    if (status == THAW_OK && (status = thaw_page_check_stopped(page_case, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    json_object_set_new(json, "points", points);
    json_object_set_new(json, "sliders", sliders);
    json_object_set_new(json, "map", map);
    json_object_set_new(json, "history", history);
    json_object_set_new(json, "solved", count_json(page_case));
    *whole = status == THAW_OK ? json : NULL;
    if (status != THAW_OK)
        json_decref(json);
    return status;
}
