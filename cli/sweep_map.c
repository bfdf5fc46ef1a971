/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phase diagrams: which verdict where, in signs that need no colour. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sink.h"
#include "cli/sweep.h"

/* Holds; nobody knows; and, of the best deals, none: none holds and leaves neither side worse off
 * than no deal. Who departs is said by a letter. */
static const char HOLDS = '#', UNKNOWN = '?', NONE = '.';
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
enum { LETTERS = sizeof letters - 1 };

/* ---- memory ---- */

static size_t points_of(const thaw_sweep *sweep, int side)
{
    return sweep->axes[sweep->map[side]].points;
}

static thaw_status add_map(thaw_summary *summary, const char *of, size_t verdict, size_t player,
                           thaw_fault *fault)
{
    size_t points = summary->sweep->points;
    thaw_map *maps = realloc(summary->maps, (summary->map_count + 1) * sizeof *maps);
    if (maps)
        summary->maps = maps;
    char *signs = malloc(points);
    char **legend = calloc(LETTERS, sizeof(char *));
    if (!maps || !signs || !legend) {
        free(signs);
        free(legend);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a map");
    }
    memset(signs, ' ', points);
    maps[summary->map_count] =
        (thaw_map){.verdict = verdict, .player = player, .signs = signs, .legend = legend};
    thaw_copy_text(maps[summary->map_count].of, THAW_DEAL_NAME_MAX, of);
    summary->map_count++;
    return THAW_OK;
}

thaw_status thaw_maps_begin(thaw_summary *summary, thaw_fault *fault)
{
    const thaw_sweep *sweep = summary->sweep;
    thaw_status status = THAW_OK;
    for (size_t d = 0; d < sweep->deals.count && status == THAW_OK; d++) {
        char deal[THAW_DEAL_NAME_MAX], verdict[THAW_RESULT_NAME_MAX], who[THAW_RESULT_NAME_MAX];
        thaw_deal_format(&sweep->deals.items[d], deal, sizeof deal);
        bool many = sweep->deals.count > 1;
        snprintf(verdict, sizeof verdict, "%s%sverdict", many ? deal : "", many ? "." : "");
        snprintf(who, sizeof who, "%s%sbinds_player", many ? deal : "", many ? "." : "");
        if (thaw_sweep_column(sweep, verdict) < sweep->column_count)
            status = add_map(summary, deal, thaw_sweep_column(sweep, verdict),
                             thaw_sweep_column(sweep, who), fault);
    }
    size_t best = thaw_sweep_column(sweep, "best_nash");
    if (status == THAW_OK && best < sweep->column_count)
        status = add_map(summary, "", best, best, fault);
    return status;
}

void thaw_maps_clear(thaw_summary *summary)
{
    for (size_t k = 0; k < summary->map_count; k++) {
        for (size_t i = 0; i < summary->maps[k].legend_count; i++)
            free(summary->maps[k].legend[i]);
        free(summary->maps[k].legend);
        free(summary->maps[k].signs);
    }
    free(summary->maps);
}

/* ---- signs ---- */

/* The letter of a best deal; the last one stands for all that are too many. */
static thaw_status letter_of(thaw_map *map, const char *name, char *sign, thaw_fault *fault)
{
    size_t k = 0;
    while (k < map->legend_count && strcmp(map->legend[k], name) != 0)
        k++;
    if (k == map->legend_count && k < LETTERS - 1) {
        if (!(map->legend[k] = strdup(name)))
            return thaw_fail(fault, THAW_ENOMEM, "no memory for a map");
        map->legend_count++;
    }
    map->others = map->others || k == LETTERS - 1;
    *sign = letters[k];
    return THAW_OK;
}

/* 'u' and 'c': the US or China departs; of a game file '1' and '2'. */
static char departs(const thaw_sweep *sweep, const char *player)
{
    const thaw_game *game = sweep->study.setting.game;
    if (!player)
        return UNKNOWN;
    int i = strcmp(player, game->player_name[0]) == 0 ? 0 : 1;
    return sweep->study.setting.scenario ? "uc"[i] : "12"[i];
}

thaw_status thaw_maps_take(thaw_summary *summary, size_t number, const thaw_result_row *row,
                           thaw_fault *fault)
{
    const thaw_sweep *sweep = summary->sweep;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < summary->map_count && status == THAW_OK; k++) {
        thaw_map *map = &summary->maps[k];
        size_t fast = sweep->axes[1].points;
        size_t at[2] = {number / fast, number % fast};
        char *sign = &map->signs[at[sweep->map[1]] * points_of(sweep, 0) + at[sweep->map[0]]];
        const char *word = row->cells[map->verdict].text;
        if (!word || strcmp(word, "undecided") == 0)
            *sign = UNKNOWN;
        else if (map->of[0])
            *sign =
                strcmp(word, "holds") == 0 ? HOLDS : departs(sweep, row->cells[map->player].text);
        else if (strcmp(word, "none") == 0)
            *sign = NONE;
        else
            status = letter_of(map, word, sign, fault);
    }
    return status;
}

/* ---- drawing ---- */

/* The step of an input that is nearest to where it stands, if that is within; -1 if not. */
static int step_of_baseline(const thaw_sweep *sweep, int side)
{
    const thaw_axis *axis = &sweep->axes[sweep->map[side]];
    double now = sweep->dials[sweep->map[side]].baseline;
    double least = INFINITY, most = -INFINITY, nearest = INFINITY;
    int step = -1;
    for (size_t k = 0; k < axis->points; k++) {
        double value = thaw_axis_step(axis, k);
        least = fmin(least, value);
        most = fmax(most, value);
        if (fabs(value - now) < nearest) {
            nearest = fabs(value - now);
            step = (int)k;
        }
    }
    return now >= least && now <= most ? step : -1;
}

/* " < and ^: as it is." Where the step that a mark stands at is only near to that, how it is. */
static const char *mark_words(const thaw_sweep *sweep, char *text, size_t size)
{
    static const char marks[2] = {'^', '<'};
    bool exact[2] = {false, false};
    text[0] = '\0';
    for (int side = 0; side < 2; side++) {
        int step = step_of_baseline(sweep, side);
        double now = sweep->dials[sweep->map[side]].baseline;
        char number[THAW_SHOWN_MAX];
        size_t used = strlen(text);
        if (step < 0)
            continue;
        exact[side] = thaw_axis_step(&sweep->axes[sweep->map[side]], (size_t)step) == now;
        thaw_number_show(now, THAW_SHORTEST, number, sizeof number);
        if (exact[side])
            snprintf(text + used, size - used, " %c: as it is.", marks[side]);
        else
            snprintf(text + used, size - used, " %c: nearest to %s, as it is.", marks[side],
                     number);
    }
    if (exact[0] && exact[1])
        snprintf(text, size, " < and ^: as it is.");
    return text;
}

static void put_value(const thaw_sweep *sweep, int side, size_t step, char *text, size_t size)
{
    const thaw_sweep_input *input = &sweep->inputs[sweep->map[side]];
    double value = thaw_axis_step(&input->axis, step);
    if (input->words)
        thaw_parameter_word_at(input->words, (int)value, text, size);
    else
        snprintf(text, size, "%.4g", value);
}

static void draw_lines(const thaw_sweep *sweep, const thaw_map *map, thaw_table *table)
{
    size_t across = points_of(sweep, 0), down = points_of(sweep, 1);
    int now = step_of_baseline(sweep, 1);
    for (size_t k = down; k-- > 0;) {
        char value[THAW_NAME_MAX];
        put_value(sweep, 1, k, value, sizeof value);
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", value);
        thaw_cell_text(table, "%.*s%s", (int)across, map->signs + k * across,
                       (int)k == now ? " <" : "");
    }
}

/* Beneath: where the input across stands now, and its ends. */
static void draw_axis(const thaw_sweep *sweep, thaw_table *table)
{
    char low[THAW_NAME_MAX], high[THAW_NAME_MAX];
    size_t across = points_of(sweep, 0);
    int now = step_of_baseline(sweep, 0);
    put_value(sweep, 0, 0, low, sizeof low);
    put_value(sweep, 0, across - 1, high, sizeof high);
    if (now >= 0) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", "");
        thaw_cell_text(table, "%*s^", now, "");
    }
    int gap = (int)across - (int)strlen(low) - (int)strlen(high);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", "");
    thaw_cell_text(table, "%s%*s%s", low, gap > 1 ? gap : 1, "", high);
}

/* The letters of the best deals; NULL without memory. */
static char *best_words(const thaw_map *map)
{
    thaw_sink sink;
    thaw_sink_open(&sink);
    for (size_t k = 0; sink.out && k < map->legend_count; k++)
        fprintf(sink.out, "%c %s. ", letters[k], map->legend[k]);
    if (sink.out && map->others)
        fprintf(sink.out, "%c another. ", letters[LETTERS - 1]);
    return thaw_sink_close(&sink, NULL);
}

static void note_legend(const thaw_sweep *sweep, const thaw_map *map, thaw_table *table)
{
    char marks[3 * THAW_SHOWN_MAX];
    mark_words(sweep, marks, sizeof marks);
    bool scenario = sweep->study.setting.scenario != NULL;
    if (map->of[0]) {
        thaw_table_note(table, "# holds. %s departs. %s departs. ? not known.%s",
                        scenario ? "u the US" : "1 the first player",
                        scenario ? "c China" : "2 the second", marks);
        return;
    }
    char *best = best_words(map);
    if (best)
        thaw_table_note(table, "%s. no deal is best. ? not known.%s", best, marks);
    else
        table->failed = true;
    free(best);
}

static void say_axes(const thaw_sweep *sweep, thaw_answer *answer)
{
    char across[THAW_SWEEP_SHOWN_MAX], up[THAW_SWEEP_SHOWN_MAX];
    thaw_say(answer, THAW_SENTENCE, "Across: %s (%s). Up: %s (%s).",
             sweep->dials[sweep->map[0]].key,
             thaw_sweep_shown(&sweep->inputs[sweep->map[0]], across),
             sweep->dials[sweep->map[1]].key, thaw_sweep_shown(&sweep->inputs[sweep->map[1]], up));
}

void thaw_maps_say(const thaw_summary *summary, thaw_answer *answer)
{
    if (summary->map_count > 0)
        say_axes(summary->sweep, answer);
    for (size_t k = 0; k < summary->map_count; k++) {
        const thaw_map *map = &summary->maps[k];
        thaw_table *table = map->of[0] ? thaw_answer_table(answer, "map", "WHERE %s HOLDS", map->of)
                                       : thaw_answer_table(answer, "map", "THE BEST DEAL");
        thaw_table_text(table, "up", "");
        thaw_table_text(table, "signs", "");
        draw_lines(summary->sweep, map, table);
        draw_axis(summary->sweep, table);
        note_legend(summary->sweep, map, table);
    }
}

void thaw_maps_json(const thaw_summary *summary, thaw_answer *answer)
{
    const thaw_sweep *sweep = summary->sweep;
    json_t *list = json_array();
    for (size_t k = 0; k < summary->map_count; k++) {
        const thaw_map *map = &summary->maps[k];
        size_t across = points_of(sweep, 0);
        json_t *lines = json_array(), *legend = json_array();
        for (size_t line = points_of(sweep, 1); line-- > 0;)
            json_array_append_new(lines, json_stringn(map->signs + line * across, across));
        for (size_t i = 0; i < map->legend_count; i++)
            json_array_append_new(legend, thaw_json_text(map->legend[i]));
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o, s:o}", "deal",
                                              thaw_json_text(map->of[0] ? map->of : NULL), "across",
                                              thaw_json_text(sweep->dials[sweep->map[0]].key), "up",
                                              thaw_json_text(sweep->dials[sweep->map[1]].key),
                                              "lines", lines, "legend", legend));
    }
    thaw_answer_set(answer, answer->json, "maps", list);
}
