/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw replay` says: sentences, tables, JSON. */
#ifndef THAW_CLI_REPLAY_REPORT_H
#define THAW_CLI_REPLAY_REPORT_H

#include "cli/study.h"
#include "solvers/replay.h"
#include "solvers/replay_freeze.h"

/* A rule of conduct that the record is held against. */
typedef struct thaw_conduct {
    char name[THAW_DEAL_NAME_MAX]; /* "partial@grim", "partial", "no-deal", "even" */
    const char *kind;              /* "deal", "plan", "no-deal", "even" */
    const char *label;             /* in tables for people: "best deal", or the name */
    const thaw_deal *deal;         /* of a deal; NULL otherwise */
    const thaw_deal_answer *answer;
    thaw_rule rule;
    double *profile, *leave;     /* owned where the rule needs its own; NULL otherwise */
    bool best;                   /* the Nash-best deal */
    bool repeats;                /* the acts of an earlier one, in every state */
    thaw_agreement agreement[3]; /* us, china, both */
    double idle;                 /* expected months without effort */
    thaw_fit fits[3];            /* us, china, both; of the whole window */
    double *log_likelihood[3];   /* [era] of the era's months, given those before */
    double *weight[3];           /* [era], among the rules */
} thaw_conduct;

/* A stretch of the window that is also looked at by itself; the last is the whole window. */
typedef struct thaw_era {
    const char *name; /* "all" for the whole */
    thaw_window window;
    /* Of us, china, both: the rule of largest likelihood but for even chances, the first of equals;
     * how many are as likely (0: each gives some month no chance, and none is best); whether they
     * are better than even chances. */
    size_t best[3], alike[3];
    bool explains[3];
} thaw_era;

/* A recorded freeze beside the laws of its length. */
typedef struct thaw_freeze_view {
    thaw_stretch freeze; /* as recorded */
    thaw_freeze_span span;
    size_t laws;
    struct thaw_freeze_by {
        const char *label, *phase; /* phase "plan", "punishment" of a deal; NULL otherwise */
        const char *name;
        thaw_freeze_law law;
    } by[3];
} thaw_freeze_view;

typedef struct thaw_replay {
    thaw_study study;
    char history[THAW_FILE_MAX]; /* the record's file, as shown */
    thaw_record record;
    thaw_window window;
    double noise, slip[THAW_CONFIDENCES];
    thaw_best best;
    thaw_conduct *conducts;
    size_t conduct_count, shown[2], shown_count; /* shown: those with columns for people */
    thaw_era *eras;
    size_t era_count;
    size_t *explained; /* [month of the window]: the rule under which it is likeliest, the first of
                          equals; of no meaning where that makes it impossible */
    thaw_freeze_view *freezes;
    size_t freeze_count;
    thaw_tension_moves tension;
} thaw_replay;

/* Reads FILE, the record and the window, and holds the rules of conduct against it. The replay
 * stays where it is. Clear in any case. */
thaw_status thaw_replay_begin(const thaw_options *options, thaw_replay *replay,
                              thaw_faults *faults);
void thaw_replay_clear(thaw_replay *replay);

/* Header, sentences and tables; all: month by month in place of stretches, every surprise. */
void thaw_replay_say(const thaw_replay *replay, bool all, thaw_answer *answer);
void thaw_replay_json(const thaw_replay *replay, thaw_answer *answer);

/* The players as programs know them, and "both". */
const char *thaw_replay_side(int who);

/* What a rule would have a player do in a month. */
typedef struct thaw_would {
    int act;         /* the likeliest; of acts as likely the recorded one, or else the first */
    double chance;   /* of that act */
    double recorded; /* of the recorded act */
    bool agrees;     /* act is the recorded one */
} thaw_would;

thaw_would thaw_replay_would(const thaw_replay *replay, const thaw_conduct *conduct, int phase,
                             size_t k, int player);

/* Names of an act in month k. */
const char *thaw_replay_act_name(const thaw_replay *replay, size_t k, int player, int act);

/* The phase in which month t of the window more likely was. */
int thaw_replay_phase(const thaw_conduct *conduct, size_t t);

/* Whether a rule is among those of largest likelihood in an era. None is where all are ruled out,
 * and even chances never. */
bool thaw_replay_describes(const thaw_replay *replay, size_t rule, int who, size_t era);

/* How likely month t of the window is under the rule that explains it best; 0: no rule does. */
double thaw_replay_best_chance(const thaw_replay *replay, size_t t);

/* Whether a rule is among those that explain month t best. None is where no rule does, and even
 * chances never. */
bool thaw_replay_explains(const thaw_replay *replay, size_t rule, size_t t);

/* Whether month t of the window surprises: even chances make what is recorded of it likelier than
 * any rule does. */
bool thaw_replay_surprises(const thaw_replay *replay, size_t t);

/* Whether the scenario's chance of a move of tension lies outside the record's interval. */
bool thaw_replay_outside(const thaw_replay *replay, int from, int to);

#endif
