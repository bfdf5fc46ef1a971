/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One probe of the slack and of every departure's loss; lines of probes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/clock.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum { PHASES = 2 }; /* the plan's, the punishment's */

/* Chances below this are not part of the support that is compared. */
static const double PLAYED = 1e-9;

/* FNV-1a, 64 bits. */
static unsigned long mix(unsigned long hash, const char *text)
{
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211UL;
    return (hash ^ 0xffU) * 1099511628211UL;
}

static unsigned long support_of(const thaw_game *game, const thaw_deal_answer *answer)
{
    unsigned long hash = 14695981039346656037UL;
    const double *profile = answer->profile + thaw_game_action_total(game);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; answer->reachable[s] && i < game->players; i++)
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++)
                if (profile[thaw_game_action_offset(game, s, i) + (size_t)a] > PLAYED) {
                    hash = mix(hash, game->state_name[s]);
                    hash = mix(hash, thaw_game_action_name(game, s, i, a));
                }
    return hash;
}

static unsigned long reached_by(const thaw_game *game, const thaw_deal_answer *answer)
{
    unsigned long hash = 14695981039346656037UL;
    for (int s = 0; s < game->states; s++)
        if (answer->reachable[s])
            hash = mix(hash, game->state_name[s]);
    return hash;
}

/* The least normalised loss of all, which roots are found of: it moves with every departure. */
static double least_loss(const thaw_deal_answer *answer)
{
    double least = (double)NAN;
    for (int i = 0; i < answer->players; i++) {
        if (answer->breach[i].state >= 0)
            least = fmin(least, answer->breach[i].loss);
        if (answer->more[i].state >= 0)
            least = fmin(least, answer->more[i].loss);
    }
    return least;
}

/* Who departs is told by prices, as everywhere else: both sides' are in the same money. Slack and
 * price have one sign. */
static void find_binding(const thaw_game *game, const thaw_deal_answer *answer, thaw_probe *probe)
{
    const thaw_departure *d = thaw_binding_departure(game, answer, &probe->player, &probe->more);
    probe->slack = least_loss(answer);
    if (!d)
        return;
    snprintf(probe->state, sizeof probe->state, "%.90s", game->state_name[d->state]);
    snprintf(probe->action, sizeof probe->action, "%.90s",
             thaw_game_action_name(game, d->state, probe->player, d->action));
}

/* States and actions by which losses are told apart: all twelve states of the fentanyl game, and
 * more actions than one of them has. */
static size_t slot_states(const thaw_setting *setting)
{
    return setting->scenario ? THAW_FENTANYL_STATES : (size_t)setting->game->states;
}

static size_t slot_actions(const thaw_setting *setting)
{
    enum { FENTANYL_ACTIONS = 8 };
    const thaw_game *game = setting->game;
    int most = setting->scenario ? FENTANYL_ACTIONS : 0;
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            if (thaw_game_action_count(game, s, i) > most)
                most = thaw_game_action_count(game, s, i);
    return (size_t)most;
}

size_t thaw_loss_slots(const thaw_setting *setting)
{
    return PHASES * slot_states(setting) * (size_t)setting->game->players * slot_actions(setting);
}

/* As prices, loss / (1 - d): where discount factors move, normalised losses fall with 1 - d for no
 * other reason. Actions that the punishment phase plays lose nothing, and say nothing. */
static void spread_losses(const thaw_setting *base, const thaw_setting *turned,
                          const thaw_deal_answer *answer, double *losses)
{
    const thaw_game *game = turned->game;
    size_t players = (size_t)game->players, width = slot_actions(base);
    size_t actions = thaw_game_action_total(game);
    for (size_t phase = 0; phase < PHASES; phase++)
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < game->players; i++) {
                size_t state = (size_t)(turned->fentanyl_state ? turned->fentanyl_state[s] : s);
                size_t to = ((phase * slot_states(base) + state) * players + (size_t)i) * width;
                size_t from = phase * actions + thaw_game_action_offset(game, s, i);
                for (int a = 0; a < thaw_game_action_count(game, s, i); a++, to++, from++)
                    if (phase == 0 || answer->profile[from] <= PLAYED)
                        losses[to] = thaw_price(answer->loss[from], game->discount[i]);
            }
}

static thaw_status probe_turned(const thaw_setting *base, const thaw_turned *turned,
                                const thaw_markov_settings *settings, thaw_probe *probe,
                                double *losses, thaw_fault *fault)
{
    thaw_deal_answer answer;
    thaw_status status = thaw_trigger_solve(&turned->setting, &turned->deals.items[0], NULL, NULL,
                                            settings, &answer, fault);
    if (status != THAW_OK)
        return status;
    const thaw_game *game = turned->setting.game;
    find_binding(game, &answer, probe);
    probe->solved = answer.punishment.outcome == THAW_OUTCOME_CONVERGED;
    probe->verdict = answer.verdict;
    probe->tied = answer.tied;
    probe->error = answer.error;
    probe->support = support_of(game, &answer);
    probe->reached = reached_by(game, &answer);
    if (losses && probe->solved)
        spread_losses(base, &turned->setting, &answer, losses);
    thaw_deal_answer_clear(&answer);
    return THAW_OK;
}

thaw_status thaw_threshold_losses(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, const double *values, size_t count,
                                  const thaw_markov_settings *settings, thaw_probe *probe,
                                  double *losses, thaw_fault *fault)
{
    *probe = (thaw_probe){.verdict = THAW_UNDECIDED, .slack = (double)NAN, .player = -1};
    for (size_t k = 0; losses && k < thaw_loss_slots(setting); k++)
        losses[k] = (double)NAN;
    thaw_turned turned;
    thaw_fault local;
    thaw_status status = thaw_dials_turn(setting, deal, dials, values, count, &turned, &local);
    if (status == THAW_OK) {
        status = probe_turned(setting, &turned, settings, probe, losses, &local);
        thaw_turned_clear(&turned);
    }
    if (status == THAW_ENOMEM) {
        if (fault)
            *fault = local;
        return status;
    }
    return THAW_OK;
}

thaw_status thaw_threshold_probe(const thaw_setting *setting, const thaw_deal *deal,
                                 const thaw_dial *dials, const double *values, size_t count,
                                 const thaw_markov_settings *settings, thaw_probe *probe,
                                 thaw_fault *fault)
{
    return thaw_threshold_losses(setting, deal, dials, values, count, settings, probe, NULL, fault);
}

int thaw_probe_sign(const thaw_probe *probe)
{
    if (!probe->solved || probe->verdict == THAW_UNDECIDED)
        return 0;
    return probe->verdict == THAW_HOLDS ? 1 : -1;
}

thaw_status thaw_threshold_stopped(const thaw_markov_settings *settings, thaw_fault *fault)
{
    return thaw_check_stop(settings, "the thresholds were not all found", fault);
}

/* ---- lines ---- */

thaw_status thaw_line_probe(const thaw_line *line, double t, thaw_probe *probe, thaw_fault *fault)
{
    thaw_status status = thaw_threshold_stopped(line->settings, fault);
    if (status != THAW_OK)
        return status;
    double one = 0, *values = line->count > 1 ? malloc(line->count * sizeof *values) : &one;
    if (!values)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", line->count);
    line->at(t, values, line->context);
    status = thaw_threshold_probe(line->setting, line->deal, line->dials, values, line->count,
                                  line->settings, probe, fault);
    if (values != &one)
        free(values);
    return status;
}

static void dial_at(double t, double *values, void *context)
{
    const thaw_dial *dial = context;
    double value = thaw_dial_from_scale(dial, t);
    *values = fmin(fmax(value, dial->low), dial->high);
}

thaw_line thaw_line_of_dial(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dial, const thaw_markov_settings *settings)
{
    return (thaw_line){setting, deal, dial, 1, settings, dial_at, (void *)dial};
}

double thaw_dial_span(const thaw_dial *dial)
{
    double span = thaw_dial_to_scale(dial, dial->to) - thaw_dial_to_scale(dial, dial->from);
    double whole = thaw_dial_to_scale(dial, dial->high) - thaw_dial_to_scale(dial, dial->low);
    return fmax(span, 1e-3 * whole);
}

double thaw_dial_width(const thaw_dial *dial, double t)
{
    return THAW_ROOT_WIDTH * fmax(fabs(t), thaw_dial_span(dial));
}
