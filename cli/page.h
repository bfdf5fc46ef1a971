/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of `thaw page`: what is solved for it, what of that it is given, how it is written.
 *
 * A page answers with what other commands answer: their sentences and tables, turned into JSON, for
 * the case as it stands and for every stop of its sliders. Its scripts choose among these and work
 * nothing out (docs/page.md). */
#ifndef THAW_CLI_PAGE_H
#define THAW_CLI_PAGE_H

#include "cli/dials.h"
#include "cli/progress.h"

enum {
    THAW_PAGE_SLIDERS = 10, /* the nearest inputs */
    THAW_PAGE_STOPS = 11,   /* of a slider, unless --points says otherwise */
    THAW_PAGE_STOPS_MAX = 101,
    THAW_PAGE_MONTHS = 60, /* of the history, unless --months says otherwise */
    THAW_PAGE_BYTES_MAX = 2000000
};

/* An input that is moved, and the values at which it stops: ascending, of few figures each but for
 * stop[now], which is where the input stands. */
typedef struct thaw_page_slider {
    thaw_dial dial;
    double *stop; /* owned */
    size_t count, now;
} thaw_page_slider;

/* One FILE: solved as it stands, with all that the page moves. */
typedef struct thaw_page_case {
    const thaw_options *options;
    thaw_study study; /* its deals: the standard ones first, then those named */
    size_t standard;
    size_t *shown; /* [shown_count]: deals that the page explains; the first has the sliders */
    size_t shown_count;
    thaw_page_slider *sliders; /* nearest first, or as --vary names them */
    size_t slider_count;
    thaw_page_slider map[2]; /* across, up; count 0 where there is no map */
    size_t solved;           /* how many times the game was solved */
} thaw_page_case;

/* ---- what is solved ---- */

/* A number rounded to the decimals that split a span in 10^figures parts or somewhat more. */
double thaw_page_rounded(double value, double span, int figures);

/* Solves the file as it stands and chooses deals and sliders. Clear in any case. */
thaw_status thaw_page_case_begin(const thaw_options *options, const char *file,
                                 thaw_page_case *page_case, thaw_faults *faults);
void thaw_page_case_clear(thaw_page_case *page_case);

/* The fault of work that a signal or the time limit ended; THAW_OK where neither did. */
thaw_status thaw_page_check_stopped(const thaw_page_case *page_case, thaw_fault *fault);

/* Adds the case's deals to a study in which an input was turned, and solves them. The first
 * *standard of them are the standard ones. */
thaw_status thaw_page_study_deals(const thaw_page_case *page_case, thaw_study *study,
                                  size_t *standard, thaw_faults *faults);

/* The index in a study of the deal that the page shows as number k; its count where it has none. */
size_t thaw_page_deal(const thaw_page_case *page_case, size_t k, const thaw_study *study);

/* "full_calm@grim", the deal that the page shows as number k. */
const char *thaw_page_deal_name(const thaw_page_case *page_case, size_t k, char *buffer);

/* ---- what the page is given ----
 *
 * Each is a new reference; NULL only without memory. */

/* All of the case. On failure NULL, and the status of the fault that was appended (or lost, for
 * want of memory). */
thaw_status thaw_page_case_json(thaw_page_case *page_case, json_t **whole, thaw_faults *faults);

/* One solved study, of whose deals the first `standard` are the standard ones: month, deals, why,
 * payoff sets. */
thaw_status thaw_page_point(const thaw_page_case *page_case, const thaw_study *study,
                            size_t standard, json_t **point, thaw_fault *fault);

/* "sets": what could be sustained in the first month's state, as a table and corners; null for
 * other than two players. */
json_t *thaw_page_sets(const thaw_page_case *page_case, const thaw_study *study);

/* "sliders", each with its stops (as {"shown", "value", "point"}), its bar and what `thaw
 * threshold` says of it; appends the solved stops to `points`. */
thaw_status thaw_page_sliders(thaw_page_case *page_case, json_t *points, json_t **sliders,
                              thaw_faults *faults);

/* "map": two inputs at once, null where there is none. */
thaw_status thaw_page_map(thaw_page_case *page_case, json_t **map, thaw_faults *faults);

/* "history": one future of each deal shown. */
thaw_status thaw_page_history(const thaw_page_case *page_case, json_t **history, thaw_fault *fault);

/* The sign of a verdict: '#' holds, '?' not known, else who departs, 'u' or 'c' (of a game file
 * '1', '2' and so on). */
char thaw_page_sign(const thaw_study *study, thaw_verdict verdict, int player);

/* The stops of a slider: [[shown, value, text...]...]. Of `discount` and `patience` the texts are
 * the values that a scenario file gives to us.discount and china.discount there. */
json_t *thaw_page_stops_json(const thaw_page_case *page_case, const thaw_page_slider *slider);

/* The child scenario in which the inputs of `sliders` are changed, in pieces: texts, and between
 * them numbers. Number k stands for what the k-th value is: of all texts of the stops of the first
 * slider, then of the second, a stop without texts having one, what is shown. null where there can
 * be none. */
json_t *thaw_page_ini(const thaw_page_case *page_case, const thaw_page_slider *const *sliders,
                      size_t count);

/* A table as people are shown it: {"head": {"name", "title", "aside", "note", "sides", "heads":
 * [[name, head, kind]...]}, "rows": [[total, cell...]...]}. A cell is a text, [shown, value], or
 * for a pair [shown, value, shown, value]. */
json_t *thaw_page_table(const thaw_table *table, int digits);

/* The sentences of an answer; the last of its tables of that name (or whose name begins so, with a
 * *) that people are shown, null where there is none. */
json_t *thaw_page_sentences(const thaw_answer *answer);
json_t *thaw_page_table_of(const thaw_answer *answer, const char *name, int digits);

/* Clears an answer from which the page took what it wanted; memory that it lacked is remembered
 * (io/json_memory.h). */
void thaw_page_answer_clear(thaw_answer *answer);

/* ---- how it is written ---- */

/* Puts what is said over and over into a pool, once: rows, tables, their heads and the sentences of
 * "say" become their places in it. */
typedef struct thaw_page_pool {
    json_t *items;  /* owned */
    json_t *places; /* by text; owned */
    bool failed;
} thaw_page_pool;

void thaw_page_pool_init(thaw_page_pool *pool);
void thaw_page_pool_clear(thaw_page_pool *pool);
void thaw_page_share(thaw_page_pool *pool, json_t *json);

/* JSON that may stand in a script element: compact, numbers in their shortest form, and nothing
 * that HTML or a script could take for its own. */
void thaw_page_put_json(const json_t *json, FILE *out);

/* The whole page. */
void thaw_page_put(const char *title, const json_t *data, FILE *out);

#endif
