/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command was asked about: a scenario with its game, or a game from a file. */
#ifndef THAW_CLI_SUBJECT_H
#define THAW_CLI_SUBJECT_H

#include "cli/answer.h"
#include "cli/options.h"
#include "io/scenario.h"
#include "model/fentanyl.h"

typedef struct thaw_subject {
    char path[THAW_FILE_MAX];
    char name[THAW_NAME_MAX * 2]; /* the file's stem */
    bool is_game;                 /* from a game file: no scenario */
    thaw_scenario scenario;
    thaw_origins origins;
    thaw_game *game; /* all states */
    int initial;     /* the first state */
} thaw_subject;

/* Reads what `file` means, with --set or --discount. A .nfg file, one month's game, needs
 * --discount only where the future matters. Every fault is appended to `faults`. Clear in any case.
 */
thaw_status thaw_subject_read(const thaw_options *options, const char *file, bool future,
                              thaw_subject *subject, thaw_faults *faults);

/* The base's scenario with the inputs changed that `settings` names ("section.key=value,..."),
 * faults placed in --with number `number`. Origins are left out. */
thaw_status thaw_subject_alter(const thaw_subject *base, const char *settings, int number,
                               thaw_subject *subject, thaw_faults *faults);
void thaw_subject_clear(thaw_subject *subject);

/* Says what this is about: the title, then file and first state (or players and states of a game).
 */
void thaw_subject_say(const thaw_subject *subject, thaw_answer *answer);

/* {"name", "title", "file"}, and the same as "scenario" of the answer's JSON. */
json_t *thaw_subject_object(const thaw_subject *subject);
void thaw_subject_json(const thaw_subject *subject, thaw_answer *answer);

/* The state that --state names, or the first. */
thaw_status thaw_subject_state(const thaw_options *options, const thaw_subject *subject, int *state,
                               thaw_fault *fault);

/* The action of each player that --pair names in a state, as "relief/full"; actions[player]. */
thaw_status thaw_subject_pair(const thaw_subject *subject, const char *text, int state,
                              int *actions, thaw_fault *fault);

/* Appends the fault and returns its status, for `return thaw_give_up(faults, &fault)`. */
thaw_status thaw_give_up(thaw_faults *faults, const thaw_fault *fault);

#endif
