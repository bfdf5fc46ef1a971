/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a key to its row and value, from a text to a value, and what was meant by the wrong ones. */
#include "model/scenario.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MAX = 64 }; /* bytes of the user's text as shown in a message */

/* Appends ", word" (or "word" at the beginning) where it fits. */
static void list_word(char *list, size_t size, const char *word)
{
    size_t used = strlen(list);
    if (used + strlen(word) + 3 <= size)
        snprintf(list + used, size - used, "%s%s", used ? ", " : "", word);
}

/* "economy.weakness" of a row; for a shock's row its own three keys are listed elsewhere. */
static void full_key(const thaw_parameter *row, char key[THAW_KEY_MAX])
{
    snprintf(key, THAW_KEY_MAX, "%s.%s", row->section, row->key);
}

/* The section of a key that has one: bytes before the first point. */
static bool section_is(const thaw_parameter *row, const char *key, size_t length)
{
    return strlen(row->section) == length && memcmp(row->section, key, length) == 0;
}

/* Keys that begin with `key` ("relief.cost_us" has three), or all of a section when `key` ends in a
 * point. */
static void list_beginning(const char *key, char *list, size_t size)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    list[0] = '\0';
    for (size_t k = 0; k < count; k++) {
        char full[THAW_KEY_MAX];
        full_key(&rows[k], full);
        if (strncmp(full, key, strlen(key)) == 0)
            list_word(list, size, key[strlen(key) - 1] == '.' ? rows[k].key : full);
    }
}

enum { SECTIONS_MAX = 64 };

/* Names of all sections, those that take a NAME without it. */
static size_t list_sections(const char *names[SECTIONS_MAX])
{
    size_t count = 0, found = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count && found < SECTIONS_MAX - 4; k++)
        if (found == 0 || strcmp(names[found - 1], rows[k].section) != 0)
            names[found++] = rows[k].section;
    names[found++] = "shock";
    names[found++] = "plan";
    names[found++] = "strategy";
    names[found++] = "expect";
    return found;
}

/* The section most like the first `length` bytes of key, or NULL. */
static const char *nearest_section(const char *key, size_t length)
{
    char word[THAW_KEY_MAX];
    if (length >= sizeof word)
        return NULL;
    memcpy(word, key, length);
    word[length] = '\0';
    const char *names[SECTIONS_MAX];
    size_t count = list_sections(names);
    return thaw_nearest(word, names, count);
}

static bool takes_name(const char *section)
{
    return strcmp(section, "shock") == 0 || strcmp(section, "plan") == 0 ||
           strcmp(section, "strategy") == 0;
}

/* What may have been meant by a section of that name (`length` bytes, `rest` behind them): the
 * nearest, or all there are. */
static void suggest_section(const char *name, size_t length, const char *rest, thaw_fault *fault)
{
    const char *near = nearest_section(name, length), *names[SECTIONS_MAX];
    if (near) {
        thaw_fault_help(fault, "did you mean [%s%s]?", near, takes_name(near) ? rest : "");
        return;
    }
    size_t count = list_sections(names);
    char list[THAW_HELP_MAX] = "";
    for (size_t k = 0; k < count; k++) {
        char section[SHOWN_MAX];
        snprintf(section, sizeof section, "%s%s", names[k], takes_name(names[k]) ? ".NAME" : "");
        list_word(list, sizeof list, section);
    }
    thaw_fault_help(fault, "sections: %s", list);
}

thaw_status thaw_section_check(const char *name, thaw_fault *fault)
{
    const char *names[SECTIONS_MAX], *point = strchr(name, '.');
    size_t count = list_sections(names), length = strcspn(name, ".");
    char shown[SHOWN_MAX];
    thaw_copy_text(shown, sizeof shown, name);
    for (size_t k = 0; k < count; k++) {
        if (strlen(names[k]) != length || memcmp(names[k], name, length) != 0)
            continue;
        if (takes_name(names[k]) == (point != NULL))
            return THAW_OK;
        if (point)
            thaw_fail(fault, THAW_EUNKNOWN, "[%s] has no parts", names[k]);
        else
            thaw_fail(fault, THAW_EUNKNOWN, "[%s] needs a name", names[k]);
        thaw_fault_help(fault, point ? "write [%s]" : "write [%s.NAME]", names[k]);
        return THAW_EUNKNOWN;
    }
    thaw_fail(fault, THAW_EUNKNOWN, "there is no section [%s]", shown);
    suggest_section(name, length, point ? point : ".NAME", fault);
    return THAW_EUNKNOWN;
}

/* A row whose key is `word` exactly, in whatever section; NULL when none or several have it. */
static const thaw_parameter *row_elsewhere(const char *word)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count), *found = NULL;
    for (size_t k = 0; k < count; k++)
        if (strcmp(rows[k].key, word) == 0) {
            if (found)
                return NULL;
            found = &rows[k];
        }
    return found;
}

/* The row of that section whose key is most like `word`, or, with section NULL, the row of all
 * whose full key is. */
static const thaw_parameter *nearest_row(const char *section, const char *word)
{
    enum { ROWS_MAX = 128 };
    static_assert(sizeof(thaw_values) / sizeof(double) <= ROWS_MAX, "room for every row");
    char keys[ROWS_MAX][THAW_KEY_MAX];
    const char *names[ROWS_MAX];
    const thaw_parameter *of[ROWS_MAX];
    size_t count = 0, found = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        if (section && strcmp(rows[k].section, section) != 0)
            continue;
        if (section)
            snprintf(keys[found], sizeof keys[found], "%s", rows[k].key);
        else
            full_key(&rows[k], keys[found]);
        names[found] = keys[found];
        of[found++] = &rows[k];
    }
    const char *near = thaw_nearest(word, names, found);
    for (size_t k = 0; near && k < found; k++)
        if (names[k] == near)
            return of[k];
    return NULL;
}

static void suggest_row(const thaw_parameter *row, thaw_fault *fault)
{
    thaw_fault_help(fault, "did you mean %s.%s?", row->section, row->key);
}

/* Fault for a key of a known section. */
static thaw_status fail_in_section(const char *section, const char *key, const char *word,
                                   thaw_fault *fault)
{
    thaw_fail_key(fault, THAW_EUNKNOWN, key, "[%s] has no key '%s'", section, word);
    char list[THAW_HELP_MAX - 32];
    list_beginning(key, list, sizeof list);
    const thaw_parameter *near = nearest_row(section, word);
    if (!near && word[0])
        near = row_elsewhere(word);
    if (near)
        suggest_row(near, fault);
    else if (word[0] && list[0])
        thaw_fault_help(fault, "did you mean one of %s?", list);
    else if ((near = nearest_row(NULL, key)))
        suggest_row(near, fault);
    else {
        char all[THAW_KEY_MAX];
        snprintf(all, sizeof all, "%s.", section);
        list_beginning(all, list, sizeof list);
        thaw_fault_help(fault, "its keys: %s", list);
    }
    return THAW_EUNKNOWN;
}

/* Fault for a key that no row has. */
static thaw_status fail_unknown(const char *text, thaw_fault *fault)
{
    char key[THAW_KEY_MAX], word[THAW_KEY_MAX];
    thaw_copy_text(key, sizeof key, text);
    size_t length = strcspn(key, ".");
    if (key[length] == '\0') {
        thaw_fail_key(fault, THAW_EUNKNOWN, key, "'%s' is not a key", key);
        const thaw_parameter *row = row_elsewhere(key);
        if (row)
            suggest_row(row, fault);
        else
            thaw_fault_help(fault, "a key is SECTION.KEY, as in economy.weakness");
        return THAW_EUNKNOWN;
    }
    thaw_copy_text(word, sizeof word, key + length + 1);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        if (section_is(&rows[k], key, length))
            return fail_in_section(rows[k].section, key, word, fault);
    thaw_fail_key(fault, THAW_EUNKNOWN, key, "there is no section '%.*s'", (int)length, key);
    const thaw_parameter *row = nearest_row(NULL, key);
    if (!row && !nearest_section(key, length))
        row = row_elsewhere(word);
    if (row)
        suggest_row(row, fault);
    else
        suggest_section(key, length, ".NAME", fault);
    return THAW_EUNKNOWN;
}

static thaw_shock *find_shock(const thaw_scenario *scenario, const char *name, size_t length)
{
    for (size_t k = 0; k < scenario->shock_count; k++)
        if (strlen(scenario->shocks[k].name) == length &&
            memcmp(scenario->shocks[k].name, name, length) == 0)
            return &scenario->shocks[k];
    return NULL;
}

/* The scenario's shock with the name most like this one (another than itself), or NULL. */
static const char *nearest_shock(const thaw_scenario *scenario, const char *name)
{
    const char *names[THAW_SHOCKS_MAX];
    size_t count = 0;
    for (size_t k = 0; k < scenario->shock_count; k++)
        if (strcmp(scenario->shocks[k].name, name) != 0)
            names[count++] = scenario->shocks[k].name;
    return thaw_nearest(name, names, count);
}

static thaw_status fail_shock(const thaw_scenario *scenario, const char *key, const char *name,
                              thaw_fault *fault)
{
    const char *point = strchr(name, '.');
    char shown[THAW_KEY_MAX];
    thaw_copy_text(shown, sizeof shown, name);
    if (!point) {
        thaw_fail_key(fault, THAW_EUNKNOWN, key, "'shock.%s' lacks a key", shown);
        thaw_fault_help(fault, "a shock has rate, severity and freeze: shock.%s.rate", shown);
        return THAW_EUNKNOWN;
    }
    if ((size_t)(point - name) < sizeof shown)
        shown[point - name] = '\0';
    if (find_shock(scenario, name, (size_t)(point - name))) {
        static const char *const keys[] = {
#define X(field, low, high, unit, meaning) #field,
            THAW_SHOCK_PARAMETER_LIST(X)
#undef X
        };
        char word[SHOWN_MAX];
        thaw_copy_text(word, sizeof word, point + 1);
        thaw_fail_key(fault, THAW_EUNKNOWN, key, "a shock has no key '%s'", word);
        const char *near = thaw_nearest(word, keys, sizeof keys / sizeof *keys);
        if (near)
            thaw_fault_help(fault, "did you mean shock.%s.%s?", shown, near);
        else
            thaw_fault_help(fault, "a shock has rate, severity and freeze");
        return THAW_EUNKNOWN;
    }
    thaw_fail_key(fault, THAW_EUNKNOWN, key, "there is no shock '%s'", shown);
    const char *near = nearest_shock(scenario, shown);
    if (near)
        thaw_fault_help(fault, "did you mean shock.%s%s?", near, point);
    return THAW_EUNKNOWN;
}

static thaw_status find_in_shock(thaw_scenario *scenario, const char *key, thaw_place *place,
                                 thaw_fault *fault)
{
    const char *name = key + strlen("shock."), *point = strchr(name, '.');
    thaw_shock *shock = point ? find_shock(scenario, name, (size_t)(point - name)) : NULL;
    size_t count = 0;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    for (size_t k = 0; shock && k < count; k++)
        if (strcmp(rows[k].key, point + 1) == 0) {
            *place = (thaw_place){&rows[k], thaw_parameter_in(&rows[k], shock), shock};
            return THAW_OK;
        }
    return fail_shock(scenario, key, name, fault);
}

thaw_status thaw_scenario_find(thaw_scenario *scenario, const char *key, thaw_place *place,
                               thaw_fault *fault)
{
    *place = (thaw_place){0};
    if (strncmp(key, "shock.", strlen("shock.")) == 0)
        return find_in_shock(scenario, key, place, fault);
    size_t count = 0, length = strcspn(key, ".");
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; key[length] && k < count; k++)
        if (section_is(&rows[k], key, length) && strcmp(rows[k].key, key + length + 1) == 0) {
            *place = (thaw_place){&rows[k], thaw_parameter_in(&rows[k], &scenario->values), NULL};
            return THAW_OK;
        }
    return fail_unknown(key, fault);
}

/* "[0, 100] (points: worth of relief to China)". */
static void describe_bounds(const thaw_parameter *row, char *buffer, size_t size)
{
    char low[THAW_NUMBER_MAX], high[THAW_NUMBER_MAX];
    thaw_number_format(row->low, low, sizeof low);
    thaw_number_format(row->high, high, sizeof high);
    snprintf(buffer, size, "[%s, %s] (%s: %s)", low, high, row->unit, row->meaning);
}

static thaw_status fail_bounds(const thaw_parameter *row, const char *key, const char *shown,
                               thaw_fault *fault)
{
    char bounds[THAW_HELP_MAX];
    describe_bounds(row, bounds, sizeof bounds);
    return thaw_fail_key(fault, THAW_ERANGE, key, "%s = %s is outside %s", key, shown, bounds);
}

/* "calm, tense, crisis" of a row of words. */
static void list_words(const thaw_parameter *row, char *list, size_t size)
{
    list[0] = '\0';
    for (int k = 0; k <= (int)row->high; k++) {
        char word[SHOWN_MAX];
        thaw_parameter_word_at(row, k, word, sizeof word);
        list_word(list, size, word);
    }
}

static thaw_status set_word(const thaw_parameter *row, double *value, const char *key,
                            const char *text, thaw_fault *fault)
{
    int index = thaw_parameter_word(row, text, strlen(text));
    if (index >= 0) {
        *value = index;
        return THAW_OK;
    }
    char shown[SHOWN_MAX], list[THAW_HELP_MAX / 2], words[8][SHOWN_MAX];
    const char *names[8];
    size_t count = (size_t)row->high + 1;
    list_words(row, list, sizeof list);
    thaw_copy_text(shown, sizeof shown, text);
    for (size_t k = 0; k < count && k < 8; k++) {
        thaw_parameter_word_at(row, (int)k, words[k], sizeof words[k]);
        names[k] = words[k];
    }
    thaw_fail_key(fault, THAW_EPARSE, key, "%s = %s is not one of %s (%s)", key, shown, list,
                  row->meaning);
    const char *near = thaw_nearest(text, names, count < 8 ? count : 8);
    if (near)
        thaw_fault_help(fault, "did you mean %s?", near);
    return THAW_EPARSE;
}

static bool is_word(const char *text, const char *word)
{
    text += *text == '+' || *text == '-';
    while (*word && tolower((unsigned char)*text) == *word)
        text++, word++;
    return *word == '\0' && !isalpha((unsigned char)*text);
}

/* What stands after a number, or instead of one, and how it should be written. */
static thaw_status fail_number(const thaw_parameter *row, const char *key, const char *text,
                               const char *rest, thaw_fault *fault)
{
    char shown[SHOWN_MAX], tail[SHOWN_MAX];
    thaw_copy_text(shown, sizeof shown, text);
    thaw_copy_text(tail, sizeof tail, rest + strspn(rest, " \t"));
    if (is_word(text, "nan") || is_word(text, "inf") || is_word(text, "infinity")) {
        thaw_fail_key(fault, THAW_ERANGE, key, "%s = %s is not a finite number", key, shown);
        return THAW_ERANGE;
    }
    if (rest == text)
        thaw_fail_key(fault, THAW_EPARSE, key, "%s = %s is not a number", key, shown);
    else
        thaw_fail_key(fault, THAW_EPARSE, key,
                      "%s = %s: only a number may stand here, and after it stands '%s'", key, shown,
                      tail);
    if (*text == '"' || *text == '\'')
        thaw_fault_help(fault, "write the number without quotes");
    else if (rest > text && *rest == '%')
        thaw_fault_help(fault, "write a share as a fraction: 5%% is 0.05");
    else if (rest > text && *rest == ',')
        thaw_fault_help(fault,
                        "write a point in decimals and nothing between thousands: 0.5, 60000");
    else if (rest > text && (*rest == '_' || *rest == '\''))
        thaw_fault_help(fault, "write nothing between thousands: 60000");
    else if (rest > text && (*rest == 'x' || *rest == 'X'))
        thaw_fault_help(fault, "numbers are decimal: 16 or 1.6e1");
    else if (rest > text)
        thaw_fault_help(fault, "unit: %s; comments start with ;", row->unit);
    return THAW_EPARSE;
}

static thaw_status set_number(const thaw_parameter *row, double *value, const char *key,
                              const char *text, thaw_fault *fault)
{
    const char *rest = text;
    double number = 0;
    if (!thaw_number_read(text, &rest, &number) || *rest != '\0')
        return fail_number(row, key, text, rest, fault);
    if (!(row->low <= number && number <= row->high)) {
        char shown[SHOWN_MAX];
        thaw_copy_text(shown, sizeof shown, text);
        return fail_bounds(row, key, shown, fault);
    }
    *value = number;
    return THAW_OK;
}

thaw_status thaw_scenario_set(thaw_scenario *scenario, const char *key, const char *text,
                              thaw_fault *fault)
{
    thaw_place place;
    thaw_status status = thaw_scenario_find(scenario, key, &place, fault);
    if (status != THAW_OK)
        return status;
    return place.row->words ? set_word(place.row, place.value, key, text, fault)
                            : set_number(place.row, place.value, key, text, fault);
}
