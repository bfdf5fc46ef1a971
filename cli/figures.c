/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw plot`: finds the kind, has it build the figure, draws it or writes its numbers. */
#include "cli/figures.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/plot.h"
#include "cli/words.h"

#define SOLVES (THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_THREADS | THAW_OPT_TIME_LIMIT)
/* What every kind takes: of its answer, and of the figure. */
#define COMMON (SOLVES | THAW_OPT_ANSWER | THAW_OPT_DATA | THAW_OPT_QUIET)

static const thaw_figure_kind kinds[] = {
    {"sets", "what self-enforcing play could bring; no deal, deals, the harshest punishments",
     THAW_OPT_STATE | THAW_OPT_TOLERANCE, thaw_figure_of_sets},
    {"threshold", "the cost of departing once along one input (--vary), crossings marked",
     THAW_OPT_VARY, thaw_figure_of_threshold},
    {"frontier", "where a deal's verdict changes between two inputs (--vary, --against)",
     THAW_OPT_VARY | THAW_OPT_AGAINST, thaw_figure_of_frontier},
    {"map", "who departs, or which deal is best, over two inputs (--map A,B)",
     THAW_OPT_MAP | THAW_OPT_VARY | THAW_OPT_MEASURE, thaw_figure_of_map},
    {"path", "one future, month by month", THAW_OPT_SEED | THAW_OPT_MONTHS, thaw_figure_of_path},
    {"survival", "the share of futures in which it still stands",
     THAW_OPT_SEED | THAW_OPT_MONTHS | THAW_OPT_RUNS, thaw_figure_of_survival},
    {"tornado", "which inputs move the cost of departing once most",
     THAW_OPT_VARY | THAW_OPT_RANGES | THAW_OPT_ALL, thaw_figure_of_tornado},
    {"replay", "the record of 2018-2025 beside the model",
     THAW_OPT_HISTORY | THAW_OPT_FROM | THAW_OPT_TO | THAW_OPT_NOISE, thaw_figure_of_replay},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const thaw_figure_kind *thaw_figure_kinds(size_t *count)
{
    *count = KINDS;
    return kinds;
}

static thaw_status find_kind(const char *name, const thaw_figure_kind **kind, thaw_fault *fault)
{
    const char *names[KINDS];
    char list[THAW_WORDS_MAX];
    for (size_t k = 0; k < KINDS; k++) {
        names[k] = kinds[k].name;
        *kind = &kinds[k];
        if (strcmp(name, kinds[k].name) == 0)
            return THAW_OK;
    }
    const char *near = thaw_nearest(name, names, KINDS);
    thaw_fail(fault, THAW_EARG, "there is no kind of figure '%.80s': it is %s", name,
              thaw_words_list(names, KINDS, "or", list));
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    else
        thaw_fault_help(fault, "as in thaw plot sets baseline -o sets.svg");
    return THAW_EARG;
}

/* The ending of -o says the format; SVG goes to standard output, but to no terminal. */
static thaw_status ask_format(const thaw_options *options, thaw_plot_format *format,
                              thaw_fault *fault)
{
    bool named = options->out && strcmp(options->out, "-") != 0;
    const char *ending = named ? strrchr(options->out, '.') : NULL;
    if (options->given & (THAW_OPT_FORMAT | THAW_OPT_TABLE | THAW_OPT_DIGITS))
        return thaw_fail(fault, THAW_EARG,
                         "--format, --table and --digits are of --data: -o FILE.svg, .pdf or .png "
                         "draws the figure");
    for (int k = 0; ending && k < THAW_PLOT_FORMATS; k++)
        if (strcasecmp(ending + 1, thaw_plot_format_name((thaw_plot_format)k)) == 0) {
            *format = (thaw_plot_format)k;
            return THAW_OK;
        }
    *format = THAW_PLOT_SVG;
    if (!named && !isatty(STDOUT_FILENO))
        return THAW_OK;
    if (!named)
        return thaw_fail(fault, THAW_EARG,
                         "a figure is no text: name a file for it with -o FILE.svg, .pdf or .png");
    thaw_fail(fault, THAW_EARG, "-o takes a file that ends in .svg, .pdf or .png, not '%.200s'",
              options->out);
    thaw_fault_help(fault, "--data writes the figure's numbers instead");
    return THAW_EARG;
}

static thaw_status say_data(const thaw_figure *figure, const char *kind, thaw_answer *answer)
{
    thaw_answer_json(answer, "plot");
    thaw_figure_table(figure, answer);
    thaw_figure_json(figure, kind, answer);
    return THAW_OK;
}

static thaw_status draw(const thaw_figure *figure, thaw_plot_format format, thaw_answer *answer,
                        thaw_fault *fault)
{
    thaw_drawing drawing;
    thaw_figure_lay_out(figure, &drawing);
    thaw_status status =
        thaw_plot(&drawing, format, &answer->document, &answer->document_size, fault);
    thaw_drawing_clear(&drawing);
    return status;
}

/* What the question is: the command line without the command's name. */
static thaw_options question_of(const thaw_options *options)
{
    thaw_options question = *options;
    question.arguments++;
    question.argument_count--;
    return question;
}

thaw_status thaw_cmd_plot(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    const thaw_figure_kind *kind;
    const thaw_options question = question_of(options);
    thaw_plot_format format = THAW_PLOT_SVG;
    thaw_figure figure;
    thaw_fault fault;
    char name[THAW_NAME_MAX];
    thaw_status status = find_kind(question.arguments[0], &kind, &fault);
    if (status == THAW_OK) {
        snprintf(name, sizeof name, "plot %s", kind->name);
        status = thaw_options_check(options, COMMON | kind->accepts, name, &fault);
        if (status != THAW_OK)
            thaw_fault_help(&fault, "'thaw help plot' says what each kind takes");
    }
    if (status == THAW_OK && !(options->given & THAW_OPT_DATA))
        status = ask_format(options, &format, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_figure_init(&figure);
    status = kind->build(&question, &figure, faults);
    if (status == THAW_OK) {
        if (thaw_figure_failed(&figure))
            status = thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        else
            status = options->given & THAW_OPT_DATA ? say_data(&figure, kind->name, answer)
                                                    : draw(&figure, format, answer, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    thaw_figure_clear(&figure);
    return status;
}

/* ---- what builders share ---- */

const char *thaw_figure_money(const thaw_study *study)
{
    return study->setting.scenario ? "US$ bn" : "points";
}

thaw_look thaw_figure_player(int player)
{
    return player == 0 ? (thaw_look){.hue = THAW_HUE_BLUE, .width = 2.6, .mark = THAW_MARK_DISC}
                       : (thaw_look){.hue = THAW_HUE_VERMILION,
                                     .width = 2.6,
                                     .mark = THAW_MARK_SQUARE,
                                     .dash = THAW_DASH_LONG};
}

void thaw_figure_subject(thaw_figure *figure, const thaw_study *study, const char *what)
{
    const thaw_subject *subject = &study->subject;
    const char *title = subject->scenario.title;
    thaw_figure_text(figure, &figure->subtitle, "%s. %s", title[0] ? title : subject->name, what);
    json_decref(figure->scenario);
    figure->scenario = thaw_subject_object(subject);
    figure->failed = figure->failed || !figure->scenario;
}

const char *thaw_figure_chosen(const thaw_options *options)
{
    return options->argument_count > 2 ? "" : ", the Nash-best deal";
}

/* Of a number's row: what it means, up to where it is said what it does. */
static void say_meaning(thaw_figure *figure, thaw_figure_axis *axis, const thaw_parameter *row,
                        const thaw_dial *dial)
{
    static const char *const joints[] = {"of ", "that ", "in ", "on ", "to "};
    int length = (int)strcspn(row->meaning, ";");
    const char *unit = strcmp(dial->unit, "points") == 0 ? "US$ bn" : row->words ? "" : dial->unit;
    bool goes_on = false;
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        goes_on = goes_on || strncmp(row->meaning, joints[k], strlen(joints[k])) == 0;
    if (goes_on) {
        thaw_figure_text(figure, &axis->label, "%s: %s %.*s", dial->key, unit, length,
                         row->meaning);
        return;
    }
    thaw_figure_text(figure, &axis->label, "%s: %.*s", dial->key, length, row->meaning);
    thaw_figure_text(figure, &axis->unit, "%s", unit);
}

void thaw_figure_input(thaw_figure *figure, thaw_figure_axis *axis, const thaw_study *study,
                       const thaw_dial *dial)
{
    static const char *const words[] = {[THAW_DIAL_DISCOUNT] = "weight of next month",
                                        [THAW_DIAL_PATIENCE] = "on what 1 - d each side has",
                                        [THAW_DIAL_MONTHS] = "expected length of the punishment"};
    thaw_place place = {0};
    /* the row alone is looked at, never the value */
    if (study->setting.scenario)
        thaw_scenario_find((thaw_scenario *)study->setting.scenario, dial->key, &place, NULL);
    if (place.row) {
        say_meaning(figure, axis, place.row, dial);
        return;
    }
    const char *meaning = dial->kind == THAW_DIAL_PARAMETER ? "" : words[dial->kind];
    thaw_figure_text(figure, &axis->label, "%s%s%s", dial->key, meaning[0] ? ": " : "", meaning);
    thaw_figure_text(figure, &axis->unit, "%s", dial->unit);
}

const char *thaw_figure_departs(const thaw_probe *probe)
{
    return probe->more ? "would give more" : "departs";
}

thaw_status thaw_figure_range(const thaw_dial *dial, thaw_fault *fault)
{
    if (dial->to > dial->from && (dial->asked || thaw_dial_ranged(dial)))
        return THAW_OK;
    thaw_fail_key(fault, THAW_EARG, dial->key, "%s has no plausible range to show", dial->key);
    thaw_fault_help(fault, "give one, as in %s=LO:HI", dial->key);
    return THAW_EARG;
}
