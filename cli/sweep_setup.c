/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep is about: deals, measures, inputs, the design, columns. */
#include <stdlib.h>
#include <string.h>

#include "cli/story.h"
#include "cli/sweep.h"
#include "cli/words.h"

enum { GRID_POINTS = 11, MAP_ACROSS = 61, MAP_DOWN = 21, SEED = 1 };

/* ---- deals ---- */

/* The Nash-best deal, by name. */
static thaw_status choose_best(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_study *study = &sweep->study;
    thaw_fault fault;
    char name[THAW_DEAL_NAME_MAX];
    thaw_status status = thaw_study_no_deal(study, faults);
    if (status != THAW_OK)
        return status;
    if (thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = thaw_study_solve(study, faults);
    if (status != THAW_OK)
        return status;
    if (study->best.nash == THAW_NO_DEAL_BEST) {
        thaw_story_name_one(study, "sweep", options->arguments[1], &fault);
        return thaw_give_up(faults, &fault);
    }
    thaw_deal_format(&study->deals.items[study->best.nash], name, sizeof name);
    sweep->chosen = true;
    status = thaw_deals_read(&study->setting, name, &sweep->deals, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* Columns bear the names of deals, so that no name may stand twice. */
static thaw_status refuse_twins(const thaw_deals *deals, thaw_fault *fault)
{
    char name[2][THAW_DEAL_NAME_MAX];
    for (size_t k = 0; k < deals->count; k++) {
        thaw_deal_format(&deals->items[k], name[0], sizeof name[0]);
        for (size_t j = 0; j < k; j++) {
            thaw_deal_format(&deals->items[j], name[1], sizeof name[1]);
            if (strcmp(name[0], name[1]) == 0)
                return thaw_fail(fault, THAW_EARG, "%.200s is given twice", name[0]);
        }
    }
    return THAW_OK;
}

static thaw_status read_deals(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_fault fault;
    bool wanted = sweep->measuring.needs & THAW_NEEDS_DEALS;
    if (wanted && options->argument_count == 2)
        return choose_best(options, sweep, faults);
    if (!wanted && options->argument_count > 2) {
        thaw_fail(&fault, THAW_EARG, "none of the measures is of a deal, so '%.200s' has no use",
                  options->arguments[2]);
        return thaw_give_up(faults, &fault);
    }
    for (size_t k = 2; k < options->argument_count; k++)
        if (thaw_deals_read(&sweep->study.setting, options->arguments[k], &sweep->deals, &fault) !=
            THAW_OK)
            return thaw_give_up(faults, &fault);
    return refuse_twins(&sweep->deals, &fault) == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- measures ---- */

static bool has_measure(const thaw_sweep *sweep, const thaw_measure *measure)
{
    for (size_t k = 0; k < sweep->measure_count; k++)
        if (sweep->measures[k] == measure)
            return true;
    return false;
}

static thaw_status add_measure(thaw_sweep *sweep, const char *name, size_t length,
                               thaw_fault *fault)
{
    const thaw_measure *measure = NULL;
    thaw_status status = thaw_measure_find(name, length, &measure, fault);
    if (status != THAW_OK || has_measure(sweep, measure))
        return status;
    if (measure->fentanyl && !sweep->study.setting.scenario)
        return thaw_fail(fault, THAW_EARG, "a game file has no '%s'", measure->name);
    const thaw_measure **list =
        realloc(sweep->measures, (sweep->measure_count + 1) * sizeof(*list));
    if (!list)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a list of measures");
    sweep->measures = list;
    list[sweep->measure_count++] = measure;
    sweep->measuring.needs |= measure->needs;
    return THAW_OK;
}

/* Whether a map can be made of the best deals alone: they are asked for, and no deal is named. */
static bool has_best(const thaw_options *options, const thaw_sweep *sweep)
{
    for (size_t k = 0; k < sweep->measure_count; k++)
        if (strcmp(sweep->measures[k]->name, "best") == 0)
            return options->argument_count == 2;
    return false;
}

static thaw_status read_measures(const thaw_options *options, thaw_sweep *sweep, thaw_fault *fault)
{
    static const char map_needs[] = "verdict,binds";
    const char *text = options->measure ? options->measure : "verdict,slack";
    thaw_status status = THAW_OK;
    for (const char *rest = text; status == THAW_OK; rest++) {
        size_t length = strcspn(rest, ",");
        status = add_measure(sweep, rest, length, fault);
        rest += length;
        if (*rest == '\0')
            break;
    }
    if (status == THAW_OK && options->map && !has_best(options, sweep)) {
        status = add_measure(sweep, map_needs, strlen("verdict"), fault);
        if (status == THAW_OK)
            status = add_measure(sweep, strchr(map_needs, ',') + 1, strlen("binds"), fault);
    }
    return status;
}

/* ---- inputs ---- */

static size_t find_input(const thaw_sweep *sweep, const char *key)
{
    size_t k = 0;
    while (k < sweep->input_count && strcmp(sweep->inputs[k].dial.key, key) != 0)
        k++;
    return k;
}

/* The inputs of --map; each over its plausible range where neither it nor a --vary says otherwise.
 */
static thaw_status read_map(const thaw_options *options, const thaw_catalogue *catalogue,
                            thaw_sweep *sweep, thaw_fault *fault)
{
    static const size_t points[2] = {MAP_ACROSS, MAP_DOWN};
    char inputs[2][THAW_MAP_INPUT_MAX];
    thaw_status status = thaw_map_inputs(options->map, inputs, fault);
    for (int side = 0; side < 2 && status == THAW_OK; side++) {
        if (find_input(sweep, inputs[side]) == sweep->input_count)
            status = thaw_sweep_vary(sweep, catalogue, inputs[side], points[side], fault);
        inputs[side][strcspn(inputs[side], "=")] = '\0';
        sweep->map[side] = find_input(sweep, inputs[side]);
    }
    if (status != THAW_OK)
        return status;
    if (sweep->input_count != 2)
        return thaw_fail(fault, THAW_EARG, "a map has two inputs: no --vary of a third");
    return THAW_OK;
}

static thaw_status read_inputs(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_catalogue catalogue;
    thaw_fault fault;
    thaw_status status = thaw_dials_catalogue(&sweep->study, &catalogue, faults);
    if (status != THAW_OK)
        return status;
    for (size_t k = 0; k < options->vary_count && status == THAW_OK; k++)
        status = thaw_sweep_vary(sweep, &catalogue, options->vary[k],
                                 sweep->sampled ? 0 : GRID_POINTS, &fault);
    if (status == THAW_OK && options->map)
        status = read_map(options, &catalogue, sweep, &fault);
    if (status == THAW_OK && sweep->input_count == 0 && sweep->sampled)
        status = thaw_sweep_vary_all(sweep, &catalogue, &fault);
    if (status == THAW_OK && sweep->input_count == 0) {
        status = thaw_fail(&fault, THAW_EARG, "nothing is said about what to vary");
        thaw_fault_help(&fault, "as in --vary economy.weakness=0.8:1.8:11");
    }
    thaw_catalogue_clear(&catalogue);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- the points ---- */

static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    bool design = options->given & THAW_OPT_DESIGN, points = options->given & THAW_OPT_POINTS;
    if (design && !points)
        return thaw_fail(fault, THAW_EARG, "--design needs --points, how many");
    if (points && !design) {
        thaw_fail(fault, THAW_EARG, "--points is the size of a --design");
        thaw_fault_help(fault, "of a grid each --vary has its own: --vary K=LO:HI:N");
        return THAW_EARG;
    }
    if (design && options->map)
        return thaw_fail(fault, THAW_EARG, "a map is a grid: no --design");
    return THAW_OK;
}

static thaw_status place_points(const thaw_options *options, thaw_sweep *sweep, thaw_fault *fault)
{
    size_t count = sweep->input_count;
    sweep->dials = calloc(count, sizeof *sweep->dials);
    sweep->axes = calloc(count, sizeof *sweep->axes);
    if (!sweep->dials || !sweep->axes)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    for (size_t k = 0; k < count; k++) {
        sweep->dials[k] = sweep->inputs[k].dial;
        sweep->axes[k] = sweep->inputs[k].axis;
    }
    if (!sweep->sampled)
        return thaw_grid_size(sweep->axes, count, &sweep->points, fault);
    sweep->points = (size_t)options->points;
    return thaw_design_init((thaw_design_kind)options->design, count, sweep->points,
                            options->given & THAW_OPT_SEED ? options->seed : SEED, &sweep->design,
                            fault);
}

void thaw_sweep_values(const thaw_sweep *sweep, size_t k, double *values)
{
    if (!sweep->sampled) {
        thaw_grid_point(sweep->axes, sweep->input_count, k, values);
        return;
    }
    thaw_design_point(&sweep->design, k, values);
    for (size_t j = 0; j < sweep->input_count; j++)
        values[j] = thaw_axis_value(&sweep->axes[j], values[j]);
}

/* ---- columns ---- */

static void name_column(const thaw_measure_column *from, const char *deal,
                        thaw_result_column *column)
{
    column->kind = from->kind;
    column->digits = from->digits;
    snprintf(column->name, sizeof column->name, "%s%s%s", deal, *deal ? "." : "", from->name);
    snprintf(column->head, sizeof column->head, "%.70s%s%s", deal, *deal ? " " : "", from->head);
}

static void add_columns(thaw_sweep *sweep, bool of_deal, const char *deal)
{
    for (size_t k = 0; k < sweep->measure_count; k++)
        for (size_t c = 0;
             sweep->measures[k]->of_deal == of_deal && c < thaw_measure_width(sweep->measures[k]);
             c++)
            name_column(&sweep->measures[k]->columns[c], deal,
                        &sweep->columns[sweep->column_count++]);
}

static thaw_status make_columns(thaw_sweep *sweep, thaw_fault *fault)
{
    size_t most =
        sweep->input_count + THAW_MEASURE_COLUMNS * sweep->measure_count * (sweep->deals.count + 1);
    sweep->columns = calloc(most, sizeof *sweep->columns);
    if (!sweep->columns)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu columns", most);
    for (size_t k = 0; k < sweep->input_count; k++) {
        thaw_result_column *column = &sweep->columns[sweep->column_count++];
        const thaw_sweep_input *input = &sweep->inputs[k];
        thaw_copy_text(column->name, sizeof column->name, input->dial.key);
        thaw_copy_text(column->head, sizeof column->head, input->dial.key);
        column->kind = input->words ? THAW_COLUMN_TEXT : THAW_COLUMN_NUMBER;
        column->digits = sweep->sampled ? 4 : THAW_SHORTEST;
    }
    for (size_t d = 0; d < sweep->deals.count; d++) {
        char deal[THAW_DEAL_NAME_MAX];
        thaw_deal_format(&sweep->deals.items[d], deal, sizeof deal);
        add_columns(sweep, true, sweep->deals.count > 1 ? deal : "");
    }
    add_columns(sweep, false, "");
    return THAW_OK;
}

/* Of every deal the inputs whose thresholds are sought. */
static thaw_status list_dials(thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    if (!(sweep->measuring.needs & THAW_NEEDS_THRESHOLDS))
        return THAW_OK;
    sweep->measuring.dials = calloc(sweep->deals.count, sizeof *sweep->measuring.dials);
    if (!sweep->measuring.dials) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory for thresholds");
        return thaw_give_up(faults, &fault);
    }
    for (size_t d = 0; d < sweep->deals.count && status == THAW_OK; d++)
        status = thaw_dials_all(&sweep->study, &sweep->deals.items[d], &sweep->measuring.dials[d],
                                faults);
    return status;
}

/* ---- all of it ---- */

static thaw_status begin_study(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = thaw_study_read(options, options->arguments[1], &sweep->study, faults);
    if (status == THAW_OK && sweep->study.setting.game->players != 2) {
        thaw_fail(&fault, THAW_EARG, "a sweep is of games of two players; this one has %d",
                  sweep->study.setting.game->players);
        return thaw_give_up(faults, &fault);
    }
    return status;
}

thaw_status thaw_sweep_begin(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults)
{
    thaw_fault fault;
    *sweep = (thaw_sweep){.sampled = options->given & THAW_OPT_DESIGN};
    sweep->measuring.study = &sweep->study;
    sweep->measuring.deals = &sweep->deals;
    if (check_use(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = begin_study(options, sweep, faults);
    if (status == THAW_OK && read_measures(options, sweep, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = read_deals(options, sweep, faults);
    if (status == THAW_OK)
        status = read_inputs(options, sweep, faults);
    if (status == THAW_OK)
        status = list_dials(sweep, faults);
    if (status != THAW_OK)
        return status;
    if (place_points(options, sweep, &fault) != THAW_OK || make_columns(sweep, &fault) != THAW_OK ||
        thaw_sweep_facts(sweep, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    return THAW_OK;
}

void thaw_sweep_clear(thaw_sweep *sweep)
{
    for (size_t k = 0; k < sweep->input_count; k++) {
        free(sweep->inputs[k].listed);
        free(sweep->inputs[k].text);
    }
    for (size_t d = 0; sweep->measuring.dials && d < sweep->deals.count; d++)
        thaw_dials_clear(&sweep->measuring.dials[d]);
    free(sweep->measuring.dials);
    free(sweep->inputs);
    free(sweep->dials);
    free(sweep->axes);
    free(sweep->measures);
    free(sweep->columns);
    thaw_design_clear(&sweep->design);
    thaw_facts_clear(&sweep->facts);
    thaw_deals_clear(&sweep->deals);
    thaw_study_clear(&sweep->study);
}
