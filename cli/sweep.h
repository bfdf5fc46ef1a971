/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep: a scenario's answers at many settings of some inputs. */
#ifndef THAW_CLI_SWEEP_H
#define THAW_CLI_SWEEP_H

#include "cli/measures.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "solvers/design.h"

/* An input that is varied, and the values it takes. */
typedef struct thaw_sweep_input {
    thaw_dial dial;              /* how it is turned, its baseline */
    thaw_axis axis;              /* of a word: a list of indices */
    const thaw_parameter *words; /* the row of a word; NULL for a number */
    double *listed;              /* the axis's list; owned */
    char *text; /* how it is varied, complete: "0.8:1.8:11", "decided,fixed"; owned */
} thaw_sweep_input;

typedef struct thaw_sweep {
    thaw_study study;
    thaw_deals deals; /* that are measured */
    bool chosen;      /* none was named: the Nash-best is measured */
    thaw_sweep_input *inputs;
    size_t input_count;
    thaw_dial *dials; /* [input]: the same as inputs[input].dial */
    thaw_axis *axes;  /* [input] */
    const thaw_measure **measures;
    size_t measure_count;
    thaw_measuring measuring;
    bool sampled; /* by a design, else a grid */
    thaw_design design;
    size_t points;
    thaw_result_column *columns; /* the inputs', then those of the measures, deal by deal */
    size_t column_count;
    thaw_facts facts; /* what its rows belong to */
    size_t map[2];    /* of --map: the inputs across and down */
} thaw_sweep;

/* Reads what is to be varied: --vary, --design, --points, --map, deals and measures. Every fault is
 * appended. The sweep stays where it is. Clear in any case. */
thaw_status thaw_sweep_begin(const thaw_options *options, thaw_sweep *sweep, thaw_faults *faults);
void thaw_sweep_clear(thaw_sweep *sweep);

/* Appends the input that "K", "K=LO:HI[:N][:log]" or "K=V[,V...]" names (without N and, where the
 * sweep is of a design, never with one: `points` values). What is given without values takes its
 * plausible range, a word all of its words. */
thaw_status thaw_sweep_vary(thaw_sweep *sweep, const thaw_catalogue *catalogue, const char *text,
                            size_t points, thaw_fault *fault);

/* Of a design without --vary: every input with a plausible range. */
thaw_status thaw_sweep_vary_all(thaw_sweep *sweep, const thaw_catalogue *catalogue,
                                thaw_fault *fault);

/* How an input is varied, for people: of a long list the first values and how many they are. */
enum { THAW_SWEEP_SHOWN_MAX = 96 };
const char *thaw_sweep_shown(const thaw_sweep_input *input, char buffer[THAW_SWEEP_SHOWN_MAX]);

/* The facts that tell this sweep's rows from another's. */
thaw_status thaw_sweep_facts(thaw_sweep *sweep, thaw_fault *fault);

/* Values of all inputs at point k. */
void thaw_sweep_values(const thaw_sweep *sweep, size_t k, double *values);

/* What becomes of rows first .. first + count - 1, in order, once each. */
typedef thaw_status thaw_sweep_sink(const thaw_sweep *sweep, size_t first, size_t count,
                                    const thaw_result_row *rows, void *context, thaw_fault *fault);

typedef struct thaw_sweep_run {
    thaw_store *store;      /* NULL: none */
    thaw_progress_bar *bar; /* NULL: none */
    uint64_t shuffle; /* not 0: work on a batch in an order of that number, to show that it does
                         not matter */
    thaw_sweep_sink *sink;
    void *context;       /* of the sink */
    size_t rows, failed; /* out: handed to the sink; of them with a reason */
    size_t found;        /* out: of the rows, those that the store had */
} thaw_sweep_run;

/* Works out every row that the store has not, in batches of a second or so, each stored in one
 * transaction before the sink sees it. Memory does not grow with the points. Stopped by a signal
 * (THAW_EINTERRUPT) or the time limit (THAW_ETIME), it stores and hands on what is done. */
thaw_status thaw_sweep_do(const thaw_sweep *sweep, thaw_sweep_run *run, thaw_fault *fault);

/* The rows' columns on a table, and a row on it. For people without the number, and the reason only
 * where there is one. */
void thaw_sweep_columns(const thaw_sweep *sweep, bool people, thaw_table *table);
void thaw_sweep_row(const thaw_sweep *sweep, bool people, size_t number, const thaw_result_row *row,
                    thaw_table *table);

/* The index of a column by name; column_count where there is none. */
size_t thaw_sweep_column(const thaw_sweep *sweep, const char *name);

/* A phase diagram: a sign for each point of a grid of two inputs. */
typedef struct thaw_map {
    char of[THAW_DEAL_NAME_MAX]; /* the deal; "" for the best deals */
    size_t verdict, player;      /* columns; of the best deals `verdict` is their name's */
    char *signs;                 /* [down * across points + across]; owned */
    char **legend;               /* [letter]: of the best deals; owned */
    size_t legend_count;
    bool others; /* the last letter stands for deals that have none of their own */
} thaw_map;

/* What is remembered of a sweep's rows: little, however many they are. */
typedef struct thaw_tally thaw_tally;
typedef struct thaw_summary {
    const thaw_sweep *sweep;
    thaw_tally *tallies; /* [2 * column + side]; owned */
    thaw_map *maps;      /* owned */
    size_t map_count;
    thaw_table *table; /* receives the first `shown` rows */
    size_t shown;
} thaw_summary;

thaw_status thaw_summary_begin(const thaw_sweep *sweep, bool map, thaw_summary *summary,
                               thaw_fault *fault);
void thaw_summary_clear(thaw_summary *summary);

/* A thaw_sweep_sink; its context is a thaw_summary. */
thaw_status thaw_summary_take(const thaw_sweep *sweep, size_t first, size_t count,
                              const thaw_result_row *rows, void *context, thaw_fault *fault);

/* The summary as tables ("summary", "counts") and as members of the JSON object. data_only: left
 * out of text. */
void thaw_summary_say(const thaw_summary *summary, bool data_only, thaw_answer *answer);
void thaw_summary_json(const thaw_summary *summary, thaw_answer *answer);

/* The maps: made from the sweep's measures, filled row by row, drawn. */
thaw_status thaw_maps_begin(thaw_summary *summary, thaw_fault *fault);
void thaw_maps_clear(thaw_summary *summary);
thaw_status thaw_maps_take(thaw_summary *summary, size_t number, const thaw_result_row *row,
                           thaw_fault *fault);
void thaw_maps_say(const thaw_summary *summary, thaw_answer *answer);
void thaw_maps_json(const thaw_summary *summary, thaw_answer *answer);

#endif
