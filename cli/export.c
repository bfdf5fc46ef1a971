/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw export`: the game for other programs, or a scenario to fill in. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/export.h"
#include "cli/locate.h"
#include "cli/sink.h"
#include "cli/subject.h"
#include "io/games.h"
#include "io/json_memory.h"
#include "model/utf8.h"

typedef enum export_target { TO_CSV, TO_JSON, TO_NFG, TO_INI, TARGETS } export_target;
static const char *const target_names[TARGETS] = {"csv", "json", "nfg", "ini"};

const char *const *thaw_export_targets(size_t *count)
{
    *count = TARGETS;
    return target_names;
}

/* --to, else -o's ending. */
static thaw_status ask_target(const thaw_options *options, export_target *target, thaw_fault *fault)
{
    const char *ending = options->out ? strrchr(options->out, '.') : NULL;
    const char *asked = options->to ? options->to : ending ? ending + 1 : NULL;
    for (int i = 0; asked && i < TARGETS; i++)
        if (strcasecmp(asked, target_names[i]) == 0) {
            *target = (export_target)i;
            return THAW_OK;
        }
    if (options->to)
        thaw_fail(fault, THAW_EARG, "--to takes csv, json, nfg or ini, not '%s'", options->to);
    else
        thaw_fail(fault, THAW_EARG, "'export' needs --to csv, json, nfg or ini");
    return THAW_EARG;
}

/* ---- a scenario to fill in ---- */

/* What keeps a text from being read back as the value of a key (docs/scenario-files.md); NULL where
 * nothing does. */
static const char *why_unreadable(const char *text)
{
    static const char blanks[] = " \t";
    size_t length = strlen(text);
    if (length == 0 || strchr(blanks, text[0]) || strchr(blanks, text[length - 1]))
        return "blanks around a value are no part of it";
    for (size_t at = 0; at < length;) {
        size_t bytes = thaw_utf8_length(text + at, length - at);
        if (bytes == 0)
            return "it is not UTF-8 text";
        if (text[at] != '\t' && thaw_utf8_is_control(thaw_utf8_point(text + at, bytes)))
            return "it has a control character";
        if (text[at] == ';' && (at == 0 || strchr(blanks, text[at - 1])))
            return "a comment begins at a ; behind a blank";
        at += bytes;
    }
    return NULL;
}

/* What `extends` says: the parent's name where both stand in one folder, its full path otherwise.
 */
static void parent_name(const thaw_options *options, const char *parent, char *name, size_t size)
{
    char parent_path[PATH_MAX], folder[PATH_MAX] = "", own[PATH_MAX];
    const char *slash = options->out ? strrchr(options->out, '/') : NULL;
    thaw_copy_text(name, size, parent);
    if (!realpath(parent, parent_path))
        return;
    thaw_copy_text(name, size, parent_path);
    if (!options->out || strcmp(options->out, "-") == 0)
        return;
    snprintf(own, sizeof own, "%.*s", slash ? (int)(slash - options->out + 1) : 1,
             slash ? options->out : ".");
    if (!realpath(own, folder))
        return;
    size_t length = (size_t)(thaw_base_name(parent_path) - parent_path);
    if (strlen(folder) + 1 == length && strncmp(folder, parent_path, strlen(folder)) == 0)
        thaw_copy_text(name, size, thaw_base_name(parent_path));
}

/* The key and the section of a setting "section.key=value" or "shock.NAME.key=value". */
typedef struct set_item {
    char section[THAW_KEY_MAX], key[THAW_KEY_MAX];
    const char *value; /* and the comment, if there is one */
    bool commented;
} set_item;

/* The text without the blanks around it, of at most `length` bytes. */
static void copy_trimmed(char *to, size_t size, const char *text, size_t length)
{
    while (length > 0 && strchr(" \t", *text)) {
        text++;
        length--;
    }
    while (length > 0 && strchr(" \t", text[length - 1]))
        length--;
    snprintf(to, size, "%.*s", (int)length, text);
}

/* Where the key begins: behind the first point, or behind the name of a shock, a plan or a
 * strategy. */
static const char *key_in(const char *name)
{
    static const char *const prefixes[] = {"shock.", "plan.", "strategy."};
    bool named = false;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        named = named || strncmp(name, prefixes[i], strlen(prefixes[i])) == 0;
    const char *point = strchr(name, '.');
    if (point && named)
        point = strchr(point + 1, '.');
    return point ? point + 1 : NULL;
}

static bool split(const char *text, set_item *setting)
{
    const char *equals = strchr(text, '=');
    char name[2 * THAW_KEY_MAX];
    if (!equals)
        return false;
    copy_trimmed(name, sizeof name, text, (size_t)(equals - text));
    const char *key = key_in(name);
    if (!key)
        return false;
    snprintf(setting->section, sizeof setting->section, "%.*s", (int)(key - name) - 1, name);
    thaw_copy_text(setting->key, sizeof setting->key, key);
    setting->value = equals + 1 + strspn(equals + 1, " \t");
    setting->commented = strstr(setting->value, " ;") || strstr(setting->value, "\t;");
    return true;
}

static bool is_first_of_section(const thaw_options *options, size_t i, const char *section)
{
    set_item other;
    for (size_t k = 0; k < i; k++)
        if (split(options->sets[k], &other) && strcmp(other.section, section) == 0)
            return false;
    return true;
}

/* The settings of a section, from the first on. */
static void write_section(const thaw_options *options, size_t first, const char *section, FILE *out)
{
    set_item setting;
    fprintf(out, "\n[%s]\n", section);
    for (size_t i = first; i < options->set_count; i++)
        if (split(options->sets[i], &setting) && strcmp(setting.section, section) == 0)
            fprintf(out, "%s = %s%s\n", setting.key, setting.value,
                    setting.commented ? "" : " ; source: yours");
}

static bool sets_title(const thaw_options *options)
{
    for (size_t i = 0; i < options->set_count; i++) {
        char key[THAW_KEY_MAX];
        copy_trimmed(key, sizeof key, options->sets[i], strcspn(options->sets[i], "="));
        if (strcmp(key, "title") == 0)
            return true;
    }
    return false;
}

/* The parent's title and that something was changed, or the title that --set gives; the question if
 * there is one. A title that is but the name of a file may be one that no file can say. */
static void write_texts(const thaw_options *options, const thaw_scenario *scenario, FILE *out)
{
    static const char changed[] = ", changed";
    bool own = options->set_count == 0 || sets_title(options) ||
               strlen(scenario->title) + sizeof changed > THAW_TEXT_MAX;
    if (!why_unreadable(scenario->title))
        fprintf(out, "title = %s%s\n", scenario->title, own ? "" : changed);
    if (scenario->question[0])
        fprintf(out, "question = %s\n", scenario->question);
}

/* Whether -o would write over the parent, which would then extend itself. */
static bool is_parent(const thaw_options *options, const char *parent)
{
    char out[PATH_MAX], path[PATH_MAX];
    return options->out && strcmp(options->out, "-") != 0 && realpath(options->out, out) &&
           realpath(parent, path) && strcmp(out, path) == 0;
}

/* The name for `extends`, of a file that another can extend. */
static thaw_status find_parent(const thaw_options *options, const thaw_subject *subject,
                               char parent[PATH_MAX], thaw_fault *fault)
{
    char shown[PATH_MAX];
    if (strcmp(subject->path, "-") == 0) {
        thaw_fail(fault, THAW_EARG, "a scenario on standard input cannot be extended");
        thaw_fault_help(fault, "save it in a file first");
        return THAW_EARG;
    }
    if (is_parent(options, subject->path)) {
        thaw_fail(fault, THAW_EARG, "%s would extend itself", subject->path);
        thaw_fault_help(fault, "-o takes another file than the one that is changed");
        return THAW_EARG;
    }
    parent_name(options, subject->path, parent, PATH_MAX);
    const char *why = why_unreadable(parent);
    if (!why)
        return THAW_OK;
    thaw_copy_text(shown, sizeof shown, parent);
    thaw_utf8_show(shown);
    thaw_fail(fault, THAW_EARG, "extends cannot name '%s': %s", shown, why);
    thaw_fault_help(fault,
                    why_unreadable(thaw_base_name(parent))
                        ? "give that file another name first"
                        : "write into the folder of that file with -o, or rename the folder");
    return THAW_EARG;
}

thaw_status thaw_export_ini(const thaw_options *options, const thaw_subject *subject, FILE *out,
                            thaw_fault *fault)
{
    char parent[PATH_MAX];
    set_item setting;
    thaw_status status = find_parent(options, subject, parent, fault);
    if (status != THAW_OK)
        return status;
    fprintf(out, "schema = 1\nextends = %s\n", parent);
    write_texts(options, &subject->scenario, out);
    fputs("\n; Every number says why: \"; source: ...\" for what is published or counted, \"; "
          "judgement: ...\" for\n"
          "; what is yours to argue.\n",
          out);
    for (size_t i = 0; i < options->set_count; i++)
        if (split(options->sets[i], &setting) && is_first_of_section(options, i, setting.section))
            write_section(options, i, setting.section, out);
    return THAW_OK;
}

/* ---- the game ---- */

/* All states, the one first that the game starts in: in a file nothing else says which that is. */
static thaw_status write_states(const thaw_subject *subject, thaw_game_format format, FILE *out,
                                thaw_fault *fault)
{
    thaw_game *game = NULL;
    thaw_status status = thaw_game_start_in(subject->game, subject->initial, &game, fault);
    if (status == THAW_OK)
        status = thaw_game_write(game, format, 0, out, fault);
    thaw_game_free(game);
    return status;
}

static thaw_status write_game(const thaw_options *options, const thaw_subject *subject,
                              export_target target, FILE *out, thaw_fault *fault)
{
    static const thaw_game_format formats[] = {
        [TO_CSV] = THAW_GAME_CSV, [TO_JSON] = THAW_GAME_JSON};
    int state;
    thaw_status status = thaw_subject_state(options, subject, &state, fault);
    if (status == THAW_OK && options->state && target != TO_NFG)
        status = thaw_fail(fault, THAW_EARG, "--state is for --to nfg: %s holds all states",
                           target_names[target]);
    if (status == THAW_OK && target == TO_NFG)
        return thaw_game_write(subject->game, THAW_GAME_NFG, state, out, fault);
    return status == THAW_OK ? write_states(subject, formats[target], out, fault) : status;
}

/* Puts what every JSON answer says first before the game's members. A reader of games passes over
 * it. */
static thaw_status add_header(const thaw_subject *subject, thaw_answer *answer, thaw_fault *fault)
{
    thaw_sink sink;
    size_t size = 0;
    thaw_answer_json(answer, "export");
    thaw_subject_json(subject, answer);
    char *header = json_dumps(answer->json, JSON_INDENT(2));
    char *end = header ? strrchr(header, '\n') : NULL; /* of the last member */
    const char *members = strchr(answer->document, '\n');
    thaw_sink_open(&sink);
    if (sink.out && end && members) {
        *end = '\0';
        fprintf(sink.out, "%s,%s", header, members);
    }
    free(header);
    char *whole = thaw_sink_close(&sink, &size);
    if (!end || !whole || answer->failed || thaw_json_starved()) {
        free(whole);
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    }
    free(answer->document);
    answer->document = whole;
    answer->document_size = size;
    return THAW_OK;
}

static thaw_status write_document(const thaw_options *options, const thaw_subject *subject,
                                  export_target target, thaw_answer *answer, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (!sink.out)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    if (target == TO_INI && subject->is_game)
        status = thaw_fail(fault, THAW_EARG, "--to ini makes a scenario, and %s is a game",
                           subject->path);
    else if (target == TO_INI)
        status = thaw_export_ini(options, subject, sink.out, fault);
    else
        status = write_game(options, subject, target, sink.out, fault);
    answer->document = thaw_sink_close(&sink, &answer->document_size);
    if (!answer->document)
        status = thaw_fail(fault, THAW_ENOMEM, "out of memory");
    if (status == THAW_OK && target == TO_JSON)
        status = add_header(subject, answer, fault);
    return status;
}

thaw_status thaw_cmd_export(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_subject subject = {0};
    thaw_fault fault;
    export_target target;
    thaw_status status = ask_target(options, &target, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = thaw_subject_read(options, options->arguments[1],
                               target == TO_CSV || target == TO_JSON, &subject, faults);
    if (status == THAW_OK &&
        (status = write_document(options, &subject, target, answer, &fault)) != THAW_OK)
        thaw_faults_add(faults, &fault);
    thaw_subject_clear(&subject);
    return status;
}
