/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: one table of options drives parsing, refusal, suggestions and help. */
#include "cli/options.h"

#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/words.h"
#include "model/number.h"
#include "model/record.h"
#include "solvers/parallel.h"
#include "solvers/replay.h"

enum { DIGITS_MAX = 17, LONG_KEY = 256 };
enum { RUNS_MAX = 1000000000, MONTHS_MAX = 12000, POINTS_MAX = 1000000000 };

typedef struct option_row {
    const char *name, *argument; /* argument NULL: none */
    int letter;                  /* of the short form, or 0 */
    uint64_t bit;
    const char *meaning;
    thaw_status (*take)(thaw_options *options, const char *text, thaw_fault *fault); /* or NULL */
    size_t
        text_at; /* without `take`: where in thaw_options the text goes; 0: `given` says it all */
} option_row;

static const char *const format_names[THAW_FORMATS] = {"text", "csv",   "json", "jsonl",
                                                       "md",   "latex", "html"};

static const char *const design_names[] = {"random", "lhs", "sobol"};
static const char *const color_names[] = {"auto", "always", "never"};

const char *thaw_format_name(thaw_format format)
{
    return format_names[format];
}

/* Index of a word, or -1 with a suggestion. */
static int word_index(const char *option, const char *text, const char *const *words, int count,
                      thaw_fault *fault)
{
    for (int i = 0; i < count; i++)
        if (strcmp(text, words[i]) == 0)
            return i;
    char list[THAW_WORDS_MAX];
    thaw_words_list(words, (size_t)count, "or", list);
    const char *near = thaw_nearest(text, words, (size_t)count);
    thaw_fail(fault, THAW_EARG, "--%s takes %s, not '%s'", option, list, text);
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    return -1;
}

static thaw_status append(const char ***list, size_t *count, const char *text, thaw_fault *fault)
{
    const char **longer = realloc(*list, (*count + 1) * sizeof *longer);
    if (!longer)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    longer[(*count)++] = text;
    *list = longer;
    return THAW_OK;
}

static thaw_status read_number(const char *option, const char *text, double low, double high,
                               double *value, thaw_fault *fault)
{
    const char *end;
    double found = 0;
    bool whole = thaw_number_read(text, &end, &found) && *end == '\0';
    if (!whole || !(low <= found && found <= high))
        return thaw_fail(fault, THAW_EARG, "--%s takes a number from %g to %g, not '%s'", option,
                         low, high, text);
    *value = found;
    return THAW_OK;
}

static thaw_status read_int(const char *option, const char *text, int low, int high, int *value,
                            thaw_fault *fault)
{
    char *end;
    errno = 0;
    long found = strtol(text, &end, 10);
    bool whole = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!whole || found < low || found > high)
        return thaw_fail(fault, THAW_EARG, "--%s takes a whole number from %d to %d, not '%s'",
                         option, low, high, text);
    *value = (int)found;
    return THAW_OK;
}

static thaw_status take_set(thaw_options *options, const char *text, thaw_fault *fault)
{
    return append(&options->sets, &options->set_count, text, fault);
}

static thaw_status add_discount(thaw_options *options, double value, thaw_fault *fault)
{
    double *longer =
        realloc(options->discount, (size_t)(options->discount_count + 1) * sizeof *longer);
    if (!longer)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    longer[options->discount_count++] = value;
    options->discount = longer;
    return THAW_OK;
}

static thaw_status take_discount(thaw_options *options, const char *text, thaw_fault *fault)
{
    options->discount_count = 0;
    for (const char *rest = text;; rest++) {
        double value = 0;
        bool found = thaw_number_read(rest, &rest, &value);
        if (!found || !(value >= 0 && value < 1) || (*rest != ',' && *rest != '\0'))
            return thaw_fail(
                fault, THAW_EARG,
                "--discount takes numbers from 0 to below 1, such as 0.9 or 0.9,0.95, not '%s'",
                text);
        thaw_status status = add_discount(options, value, fault);
        if (status != THAW_OK || *rest == '\0')
            return status;
    }
}

static thaw_status take_out(thaw_options *options, const char *text, thaw_fault *fault)
{
    if (!*text)
        return thaw_fail(fault, THAW_EARG, "-o takes a file's name, not an empty one");
    options->out = text;
    return THAW_OK;
}

static thaw_status take_store(thaw_options *options, const char *text, thaw_fault *fault)
{
    if (!*text)
        return thaw_fail(fault, THAW_EARG, "--store takes a file's name, not an empty one");
    options->store = text;
    return THAW_OK;
}

static thaw_status take_expect(thaw_options *options, const char *text, thaw_fault *fault)
{
    const char *equals = strrchr(text, '=');
    if (!equals || equals == text ||
        (strcmp(equals, "=holds") != 0 && strcmp(equals, "=breaks") != 0))
        return thaw_fail(fault, THAW_EARG, "--expect takes DEAL=holds or DEAL=breaks, not '%s'",
                         text);
    return append(&options->expect, &options->expect_count, text, fault);
}

static thaw_status take_with(thaw_options *options, const char *text, thaw_fault *fault)
{
    return append(&options->withs, &options->with_count, text, fault);
}

static thaw_status take_deal(thaw_options *options, const char *text, thaw_fault *fault)
{
    return append(&options->deals, &options->deal_count, text, fault);
}

static thaw_status take_vary(thaw_options *options, const char *text, thaw_fault *fault)
{
    return append(&options->vary, &options->vary_count, text, fault);
}

static thaw_status take_design(thaw_options *options, const char *text, thaw_fault *fault)
{
    int found = word_index("design", text, design_names, 3, fault);
    if (found < 0)
        return THAW_EARG;
    options->design = found;
    return THAW_OK;
}

static thaw_status take_format(thaw_options *options, const char *text, thaw_fault *fault)
{
    int found = word_index("format", text, format_names, THAW_FORMATS, fault);
    if (found < 0)
        return THAW_EARG;
    options->format = (thaw_format)found;
    return THAW_OK;
}

static thaw_status take_color(thaw_options *options, const char *text, thaw_fault *fault)
{
    int found = word_index("color", text, color_names, 3, fault);
    if (found < 0)
        return THAW_EARG;
    options->color = (thaw_color)found;
    return THAW_OK;
}

static thaw_status take_digits(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_int("digits", text, 0, DIGITS_MAX, &options->digits, fault);
}

static thaw_status take_threads(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_int("threads", text, 1, THAW_THREADS_MAX, &options->threads, fault);
}

static thaw_status take_seed(thaw_options *options, const char *text, thaw_fault *fault)
{
    char *end;
    errno = 0;
    unsigned long long found = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || found > INT64_MAX)
        return thaw_fail(fault, THAW_EARG,
                         "--seed takes a whole number from 0 to 9223372036854775807, not '%s'",
                         text);
    options->seed = found;
    return THAW_OK;
}

static thaw_status take_runs(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_int("runs", text, 1, RUNS_MAX, &options->runs, fault);
}

static thaw_status take_months(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_int("months", text, 1, MONTHS_MAX, &options->months, fault);
}

static thaw_status take_round(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_number("round", text, 1e-6, MONTHS_MAX, &options->round, fault);
}

static thaw_status take_points(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_int("points", text, 1, POINTS_MAX, &options->points, fault);
}

static thaw_status take_shape(thaw_options *options, const char *text, thaw_fault *fault)
{
    const char *names[THAW_PRIOR_KINDS];
    for (int k = 0; k < THAW_PRIOR_KINDS; k++)
        names[k] = thaw_prior_name((thaw_prior_kind)k);
    int found = word_index("distribution", text, names, THAW_PRIOR_KINDS, fault);
    if (found < 0)
        return THAW_EARG;
    options->shape = (thaw_prior_kind)found;
    return THAW_OK;
}

static thaw_status take_tolerance(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_number("tolerance", text, 1e-12, 1, &options->tolerance, fault);
}

static thaw_status take_time_limit(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_number("time-limit", text, 0, 1e9, &options->time_limit, fault);
}

static thaw_status take_from(thaw_options *options, const char *text, thaw_fault *fault)
{
    if (thaw_month_read(text, &options->from))
        return THAW_OK;
    return thaw_fail(fault, THAW_EARG, "--from takes a month such as 2018-01, not '%s'", text);
}

static thaw_status take_coding_noise(thaw_options *options, const char *text, thaw_fault *fault)
{
    return read_number("coding-noise", text, 0, THAW_SLIP_MAX, &options->coding_noise, fault);
}

static const option_row rows[] = {
    {"set", "KEY=VALUE", 0, THAW_OPT_SET,
     "another value for one input, such as economy.weakness=1.4; may be repeated", take_set, 0},
    {"discount", "D[,D]", 0, THAW_OPT_DISCOUNT,
     "discount factor of a game file, one for all players or one each", take_discount, 0},
    {"state", "STATE", 0, THAW_OPT_STATE, "a state, such as calm+listed", NULL,
     offsetof(thaw_options, state)},
    {"pair", "US/CHINA", 0, THAW_OPT_PAIR, "an action of each side, such as relief/full", NULL,
     offsetof(thaw_options, pair)},
    {"to", "WHAT", 0, THAW_OPT_TO,
     "of export csv, json, nfg or ini (else by -o's ending); of replay the last month", NULL,
     offsetof(thaw_options, to)},
    {"expect", "DEAL=holds|breaks", 0, THAW_OPT_EXPECT,
     "exit with 3 when it is not so; may be repeated", take_expect, 0},
    {"with", "K=V[,K=V...]", 0, THAW_OPT_WITH,
     "one more column: the first FILE with these inputs changed; may be repeated", take_with, 0},
    {"deal", "DEAL", 0, THAW_OPT_DEAL,
     "a deal to show by itself, such as full_calm@grim; may be repeated", take_deal, 0},
    {"difference", NULL, 0, THAW_OPT_DIFFERENCE,
     "numbers of later columns as differences from the first", NULL, 0},
    {"vary", "KEY[=LO:HI[:N]]", 0, THAW_OPT_VARY,
     "an input to vary, over its plausible range and beyond, or from LO to HI, at N points; may "
     "be repeated",
     take_vary, 0},
    {"store", "FILE", 0, THAW_OPT_STORE, "keep the rows in FILE, and go on from those it has",
     take_store, 0},
    {"measure", "M[,M...]", 0, THAW_OPT_MEASURE, "what is asked of every point", NULL,
     offsetof(thaw_options, measure)},
    {"design", "WORD", 0, THAW_OPT_DESIGN,
     "points that fill the ranges: lhs, sobol or random, in place of a grid", take_design, 0},
    {"map", "A,B", 0, THAW_OPT_MAP, "a phase diagram: input A across, B up", NULL,
     offsetof(thaw_options, map)},
    {"against", "KEY[=LO:HI]", 0, THAW_OPT_AGAINST,
     "a second input: the frontier between it and the one that --vary names", NULL,
     offsetof(thaw_options, against)},
    {"margin", NULL, 0, THAW_OPT_MARGIN,
     "how far all inputs (or those of --vary) may move together", NULL, 0},
    {"runs", "N", 0, THAW_OPT_RUNS, "how many futures, or random draws", take_runs, 0},
    {"points", "N", 0, THAW_OPT_POINTS, "how many points the design has", take_points, 0},
    {"ranges", "FILE", 0, THAW_OPT_RANGES, "plausible ranges to put in place of those of Thaw",
     NULL, offsetof(thaw_options, ranges)},
    {"distribution", "SHAPE", 0, THAW_OPT_SHAPE,
     "uniform, triangular or pert: of inputs whose range does not say", take_shape, 0},
    {"months", "M", 0, THAW_OPT_MONTHS, "how many months each", take_months, 0},
    {"path", NULL, 0, THAW_OPT_PATH, "the first of the futures, month by month", NULL, 0},
    {"us", "NAME[,NAME...]", 0, THAW_OPT_US, "only these US strategies", NULL,
     offsetof(thaw_options, pool[0])},
    {"china", "NAME[,NAME...]", 0, THAW_OPT_CHINA, "only these Chinese strategies", NULL,
     offsetof(thaw_options, pool[1])},
    {"matrix", NULL, 0, THAW_OPT_MATRIX, "every pair, one matrix a side", NULL, 0},
    {"robust", NULL, 0, THAW_OPT_ROBUST, "what each strategy brings at worst, and its regret", NULL,
     0},
    {"replicator", NULL, 0, THAW_OPT_REPLICATOR, "which strategies spread from an even mix", NULL,
     0},
    {"verdicts", NULL, 0, THAW_OPT_VERDICTS,
     "solve each, and hold it against what analysts expected", NULL, 0},
    {"round", "MONTHS", 0, THAW_OPT_ROUND, "between one offer and the next, 1 unless said",
     take_round, 0},
    {"search", NULL, 0, THAW_OPT_SEARCH, "look at every plan of thaw plans too", NULL, 0},
    {"history", "FILE", 0, THAW_OPT_HISTORY, "another record than the one that comes with Thaw",
     NULL, offsetof(thaw_options, history)},
    {"from", "YYYY-MM", 0, THAW_OPT_FROM, "the first month looked at", take_from, 0},
    {"coding-noise", "E", 0, THAW_OPT_NOISE,
     "chance that something else was coded than was done, at medium confidence", take_coding_noise,
     0},
    {"tolerance", "SHARE", 0, THAW_OPT_TOLERANCE,
     "how far apart outer and inner sets may be, as a share of the payoff range (1e-6)",
     take_tolerance, 0},
    {"pick", "WHICH", 0, THAW_OPT_PICK,
     "one equilibrium: best-us, best-china, worst-us, worst-china or nash", NULL,
     offsetof(thaw_options, pick)},
    {"data", NULL, 0, THAW_OPT_DATA, "the numbers of a figure in place of it, as CSV unless said",
     NULL, 0},
    {"all", NULL, 'a', THAW_OPT_ALL, "everything, not only what matters most", NULL, 0},
    {"format", "FORMAT", 'f', THAW_OPT_FORMAT,
     "text, csv, json, jsonl, md, latex or html (else by -o's ending); csv and jsonl have one "
     "table, the first or the one of --table",
     take_format, 0},
    {"output", "FILE", 'o', THAW_OPT_OUT, "write to FILE, whole or not at all", take_out, 0},
    {"table", "NAME", 0, THAW_OPT_TABLE, "the one table of that name", NULL,
     offsetof(thaw_options, table)},
    {"digits", "N", 0, THAW_OPT_DIGITS, "decimals of the tables that people are shown", take_digits,
     0},
    {"color", "WHEN", 0, THAW_OPT_COLOR, "auto (on a terminal), always or never", take_color, 0},
    {"threads", "N", 0, THAW_OPT_THREADS, "work on N cores; the answer is the same for any number",
     take_threads, 0},
    {"seed", "N", 0, THAW_OPT_SEED, "where random numbers start", take_seed, 0},
    {"time-limit", "SECONDS", 0, THAW_OPT_TIME_LIMIT, "give up after that long", take_time_limit,
     0},
    {"quiet", NULL, 'q', THAW_OPT_QUIET, "say nothing but the answer and what is wrong", NULL, 0},
    {"help", NULL, 'h', THAW_OPT_HELP, "what the command does", NULL, 0},
    {"version", NULL, 'V', THAW_OPT_VERSION, "which version this is", NULL, 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

static int key_of(size_t i)
{
    return rows[i].letter ? rows[i].letter : LONG_KEY + (int)i;
}

typedef struct parse_state {
    thaw_options *options;
    thaw_status status;
    thaw_fault *fault;
} parse_state;

/* The fault of an option that getopt refused: unknown, ambiguous, or without (or with) a value. */
static thaw_status refuse(const char *text, thaw_fault *fault)
{
    char name[64] = "";
    const char *names[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        names[i] = rows[i].name;
    if (strncmp(text, "--", 2) == 0) {
        thaw_copy_text(name, sizeof name, text + 2);
        name[strcspn(name, "=")] = '\0';
    }
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].name, name) == 0 || (text[1] == rows[i].letter && text[2] == '\0'))
            return rows[i].argument ? thaw_fail(fault, THAW_EARG, "%s needs a value: %s %s", text,
                                                text, rows[i].argument)
                                    : thaw_fail(fault, THAW_EARG, "--%s takes no value", name);
    thaw_fail(fault, THAW_EARG, "there is no option '%s'", text);
    const char *near = *name ? thaw_nearest(name, names, ROWS) : NULL;
    if (near)
        thaw_fault_help(fault, "did you mean --%s?", near);
    else
        thaw_fault_help(fault, "'thaw help' lists them");
    return THAW_EARG;
}

static thaw_status take_option(parse_state *reading, int key, const char *text)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (key_of(i) != key)
            continue;
        reading->options->given |= rows[i].bit;
        if (rows[i].take)
            return rows[i].take(reading->options, text, reading->fault);
        if (rows[i].text_at)
            *(const char **)((char *)reading->options + rows[i].text_at) = text;
        return THAW_OK;
    }
    return THAW_OK;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    parse_state *reading = state->input;
    thaw_options *options = reading->options;
    switch (key) {
    case ARGP_KEY_ARG:
        reading->status =
            append(&options->arguments, &options->argument_count, text, reading->fault);
        break;
    case ARGP_KEY_ERROR:
        if (reading->status == THAW_OK)
            reading->status =
                refuse(state->argv[state->next > 1 ? state->next - 1 : 1], reading->fault);
        return 0;
    case ARGP_KEY_INIT:
    case ARGP_KEY_END:
    case ARGP_KEY_NO_ARGS:
    case ARGP_KEY_SUCCESS:
    case ARGP_KEY_FINI:
        return 0;
    case ARGP_KEY_ARGS:
        return ARGP_ERR_UNKNOWN;
    default:
        reading->status = take_option(reading, key, text);
    }
    return reading->status == THAW_OK ? 0 : EINVAL;
}

/* The ending of -o without the point; NULL where its name has none. */
static const char *ending_of(const thaw_options *options)
{
    const char *slash = options->out ? strrchr(options->out, '/') : NULL;
    const char *name = slash ? slash + 1 : options->out;
    const char *point = name ? strrchr(name, '.') : NULL;
    return point && point > name && point[1] ? point + 1 : NULL;
}

/* The format of files with that ending; THAW_FORMATS where it is none's. */
static thaw_format format_of(const char *ending)
{
    static const struct {
        const char *ending;
        thaw_format format;
    } others[] = {{"txt", THAW_FORMAT_TEXT},
                  {"markdown", THAW_FORMAT_MD},
                  {"tex", THAW_FORMAT_LATEX},
                  {"htm", THAW_FORMAT_HTML}};
    for (int k = 0; k < THAW_FORMATS; k++)
        if (strcasecmp(ending, format_names[k]) == 0)
            return (thaw_format)k;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcasecmp(ending, others[i].ending) == 0)
            return others[i].format;
    return THAW_FORMATS;
}

/* The ending says the format where --format does not; numbers of a figure are for programs. */
static void format_by_ending(thaw_options *options)
{
    const char *ending = ending_of(options);
    thaw_format format = ending ? format_of(ending) : THAW_FORMATS;
    if (format != THAW_FORMATS)
        options->format = format;
    else if (options->given & THAW_OPT_DATA)
        options->format = THAW_FORMAT_CSV;
}

/* A file is not silently something else than its ending says. A figure without --data has endings
 * of its own. */
static thaw_status check_ending(const thaw_options *options, uint64_t accepted, thaw_fault *fault)
{
    const char *ending = ending_of(options);
    bool figure = (accepted & THAW_OPT_DATA) && !(options->given & THAW_OPT_DATA);
    bool asked = (accepted & THAW_OPT_FORMAT) && !(options->given & THAW_OPT_FORMAT) && !figure;
    if (!asked || !ending || format_of(ending) != THAW_FORMATS)
        return THAW_OK;
    thaw_fail(fault, THAW_EARG,
              "-o takes a file that ends in .txt, .csv, .json, .jsonl, .md, .tex or .html, not "
              "'%.200s'",
              options->out);
    thaw_fault_help(fault, "--format says the format of a file with another ending");
    return THAW_EARG;
}

thaw_status thaw_options_read(int count, char **arguments, thaw_options *options, thaw_fault *fault)
{
    struct argp_option known[ROWS + 1] = {{0}};
    for (size_t i = 0; i < ROWS; i++)
        known[i] =
            (struct argp_option){.name = rows[i].name, .key = key_of(i), .arg = rows[i].argument};
    struct argp parser = {.options = known, .parser = parse};
    parse_state reading = {options, THAW_OK, fault};
    *options = (thaw_options){.digits = -1, .time_limit = INFINITY};
    error_t error = argp_parse(&parser, count, arguments,
                               ARGP_NO_ERRS | ARGP_NO_HELP | ARGP_NO_EXIT, NULL, &reading);
    if (reading.status == THAW_OK && error != 0)
        reading.status = thaw_fail(fault, THAW_ENOMEM, "out of memory");
    options->all = options->given & THAW_OPT_ALL;
    options->quiet = options->given & THAW_OPT_QUIET;
    options->difference = options->given & THAW_OPT_DIFFERENCE;
    options->verdicts = options->given & THAW_OPT_VERDICTS;
    options->matrix = options->given & THAW_OPT_MATRIX;
    options->robust = options->given & THAW_OPT_ROBUST;
    options->replicator = options->given & THAW_OPT_REPLICATOR;
    if (!(options->given & THAW_OPT_FORMAT))
        format_by_ending(options);
    return reading.status;
}

void thaw_options_clear(thaw_options *options)
{
    free(options->arguments);
    free(options->sets);
    free(options->expect);
    free(options->withs);
    free(options->deals);
    free(options->vary);
    free(options->discount);
    *options = (thaw_options){0};
}

thaw_status thaw_options_check(const thaw_options *options, uint64_t accepted, const char *command,
                               thaw_fault *fault)
{
    uint64_t refused = options->given & ~(accepted | THAW_OPT_HELP);
    for (size_t i = 0; i < ROWS; i++) {
        if (!(refused & rows[i].bit))
            continue;
        thaw_fail(fault, THAW_EARG, "'%s' has no use for --%s", command, rows[i].name);
        thaw_fault_help(fault, "'thaw help %s' lists its options", command);
        return THAW_EARG;
    }
    return check_ending(options, accepted, fault);
}

void thaw_options_each(uint64_t set, void (*call)(const thaw_option *option, void *context),
                       void *context)
{
    for (size_t i = 0; i < ROWS; i++) {
        thaw_option option = {rows[i].name, rows[i].argument, rows[i].letter, rows[i].meaning};
        if (set & rows[i].bit)
            call(&option, context);
    }
}

const char *thaw_option_usage(const thaw_option *option, char usage[THAW_OPTION_USAGE])
{
    char letter[8] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(usage, THAW_OPTION_USAGE, "%s--%s%s%s", letter, option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
    return usage;
}

static size_t copy_words(const char *const *from, size_t count, const char **words)
{
    memcpy(words, from, count * sizeof *words);
    return count;
}

size_t thaw_option_words(const char *name, const char *words[THAW_OPTION_WORDS])
{
    if (strcmp(name, "format") == 0)
        return copy_words(format_names, THAW_FORMATS, words);
    if (strcmp(name, "design") == 0)
        return copy_words(design_names, sizeof design_names / sizeof *design_names, words);
    if (strcmp(name, "color") == 0)
        return copy_words(color_names, sizeof color_names / sizeof *color_names, words);
    if (strcmp(name, "distribution") != 0)
        return 0;
    for (int k = 0; k < THAW_PRIOR_KINDS; k++)
        words[k] = thaw_prior_name((thaw_prior_kind)k);
    return THAW_PRIOR_KINDS;
}
