/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the length of freezes, held against recorded ones. */
#include "solvers/replay_freeze.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/forecast.h"

bool thaw_freeze_span_of(const thaw_record *record, const thaw_stretch *freeze,
                         thaw_freeze_span *span)
{
    size_t end = freeze->first + freeze->count; /* the month in which it was resumed */
    *span = (thaw_freeze_span){.early = freeze->first == 0, .censored = end >= record->count};
    span->first = freeze->first + (span->early ? 0 : 1);
    span->months = (int)(end + 1 - span->first);
    return span->first < record->count;
}

/* What the freeze is played on: the setting's game, or the product with a deal's memory. */
typedef struct stage {
    const thaw_setting *setting;
    thaw_game *product; /* NULL without a deal */
    const thaw_game *game;
    const double *profile;
} stage;

static int fentanyl_state(const stage *g, int state)
{
    return g->setting->fentanyl_state[state % g->setting->game->states];
}

static thaw_status set_stage(const thaw_setting *setting, const thaw_deal *deal,
                             const double *profile, stage *g, thaw_fault *fault)
{
    thaw_machine *machine = NULL;
    *g = (stage){.setting = setting, .game = setting->game, .profile = profile};
    if (!deal)
        return THAW_OK;
    thaw_status status = thaw_deal_machine(setting->game, deal, &machine, fault);
    if (status == THAW_OK)
        status = thaw_product(setting->game, machine, false, &g->product, NULL, fault);
    g->game = g->product;
    thaw_machine_free(machine);
    return status;
}

/* ---- the law from the first state on ---- */

/* The first number of months within which a share has ended. */
static double quantile(const thaw_freeze_law *law, double share)
{
    for (int t = 0; t <= THAW_FREEZE_MONTHS; t++)
        if (1 - law->longer[t] >= share)
            return t;
    return INFINITY;
}

static thaw_status follow(const stage *g, int initial, thaw_freeze_law *law, thaw_fault *fault)
{
    const thaw_game *game = g->game;
    bool *keep = calloc(thaw_game_rows(game), sizeof *keep);
    bool *inside = calloc((size_t)game->states, sizeof *inside);
    double *months = calloc((size_t)game->states, sizeof *months);
    thaw_status status = THAW_ENOMEM;
    if (keep && inside && months) {
        for (int s = 0; s < game->states; s++) {
            inside[s] = thaw_fentanyl_frozen(fentanyl_state(g, s));
            for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
                keep[row] = inside[s];
        }
        status = thaw_lasting(game, g->profile, initial, keep, THAW_FREEZE_MONTHS + 1, law->longer,
                              fault);
        if (status == THAW_OK)
            status = thaw_duration(game, g->profile, inside, months, fault);
        law->mean = months[initial];
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for the law of a freeze");
    }
    free(keep);
    free(inside);
    free(months);
    return status;
}

/* ---- the law along the recorded moves of tension ---- */

/* Adds to next[] what follows from a state that has the weight. */
static void spread(const stage *g, int state, double weight, double *next)
{
    const thaw_game *game = g->game;
    int actions[2];
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        double chance = weight;
        thaw_game_actions(game, state, row, actions);
        for (int i = 0; i < 2; i++)
            chance *= g->profile[thaw_game_action_offset(game, state, i) + (size_t)actions[i]];
        for (int to = 0; to < game->states && chance > 0; to++)
            next[to] += chance * game->next[row * (size_t)game->states + (size_t)to];
    }
}

/* From the weights of frozen states in one month to those in the next, in which tension is known
 * (NULL: it is not). Returns the chance of being frozen still; the weights then sum to 1, or are
 * all 0. */
static double step(const stage *g, const thaw_tension *tension, double *now, double *next)
{
    double frozen = 0, all = 0;
    memset(next, 0, (size_t)g->game->states * sizeof *next);
    for (int s = 0; s < g->game->states; s++)
        if (now[s] > 0)
            spread(g, s, now[s], next);
    for (int s = 0; s < g->game->states; s++) {
        int state = fentanyl_state(g, s);
        bool here = !tension || thaw_fentanyl_tension(state) == *tension;
        all += here ? next[s] : 0;
        now[s] = here && thaw_fentanyl_frozen(state) ? next[s] : 0;
        frozen += now[s];
    }
    for (int s = 0; s < g->game->states && frozen > 0; s++)
        now[s] /= frozen;
    return all > 0 ? frozen / all : (double)NAN;
}

static thaw_status retrace(const stage *g, const thaw_record *record, const thaw_freeze_span *span,
                           int initial, thaw_freeze_law *law, thaw_fault *fault)
{
    double *now = calloc((size_t)g->game->states, sizeof *now);
    double *next = calloc((size_t)g->game->states, sizeof *next);
    bool memory = now && next;
    law->as_it_went = 1;
    if (memory)
        now[initial] = 1;
    for (int t = 1; memory && t < span->months && law->as_it_went > 0; t++) {
        size_t k = span->first + (size_t)t;
        law->as_it_went *=
            step(g, k < record->count ? &record->months[k].tension : NULL, now, next);
    }
    free(now);
    free(next);
    return memory ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory to retrace a freeze");
}

thaw_status thaw_replay_freeze(const thaw_setting *setting, const thaw_record *record,
                               const thaw_freeze_span *span, const thaw_deal *deal,
                               const double *profile, int phase, thaw_freeze_law *law,
                               thaw_fault *fault)
{
    static const double LOW = 0.1, MEDIAN = 0.5, HIGH = 0.9;
    stage g;
    int initial = 0, wanted = thaw_record_state(record, span->first);
    *law = (thaw_freeze_law){.as_it_went = (double)NAN};
    thaw_status status = set_stage(setting, deal, profile, &g, fault);
    while (initial + 1 < setting->game->states && setting->fentanyl_state[initial] != wanted)
        initial++;
    initial += phase * setting->game->states;
    if (status == THAW_OK)
        status = follow(&g, initial, law, fault);
    if (status == THAW_OK)
        status = retrace(&g, record, span, initial, law, fault);
    if (status == THAW_OK) {
        law->low = quantile(law, LOW);
        law->median = quantile(law, MEDIAN);
        law->high = quantile(law, HIGH);
        law->as_long =
            span->months - 1 <= THAW_FREEZE_MONTHS ? law->longer[span->months - 1] : (double)NAN;
    }
    thaw_game_free(g.product);
    return status;
}
