/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of simulated futures. */
#include "cli/simulate_words.h"

#include <stdio.h>
#include <string.h>

#include "cli/words.h"
#include "model/fentanyl.h"

const char *thaw_end_how_name(thaw_end_how how)
{
    static const char *const names[THAW_END_HOWS] = {"punished", "shock", "freeze", "none"};
    return names[how];
}

const char *thaw_end_after_name(int after)
{
    static const char *const names[THAW_AFTER_SHOCK + 1] = {
        "start",  "false alarm", "lapse",  "pressure", "drift",   "easing", "listing",
        "return", "signal",      "memory", "chance",   "several", "shock"};
    return names[after < THAW_AFTER_SHOCK ? after : THAW_AFTER_SHOCK];
}

const char *thaw_end_shock(const thaw_study *study, int after)
{
    return after < THAW_AFTER_SHOCK
               ? NULL
               : study->setting.scenario->shocks[after - THAW_AFTER_SHOCK].name;
}

/* What came before an end that somebody chose. */
static const char *reason(const thaw_study *study, int after, char *buffer)
{
    static const char *const reasons[THAW_AFTER_SHOCK] = {"from the first month on",
                                                          "after a false alarm",
                                                          "after a lapse",
                                                          "after pressure raised tension",
                                                          "after tension drifted up",
                                                          "after tension fell",
                                                          "after the listing changed",
                                                          "after the return to the plan",
                                                          "after a signal other than good",
                                                          "as memory had it",
                                                          "by its own choice",
                                                          "after several things raised tension"};
    if (after < THAW_AFTER_SHOCK)
        return reasons[after];
    snprintf(buffer, THAW_PHRASE_MAX, "after %s raised tension", thaw_end_shock(study, after));
    return buffer;
}

const char *thaw_phrase_end(const thaw_study *study, thaw_end_how how, int after, char *buffer)
{
    char why[THAW_PHRASE_MAX];
    const char *shock = thaw_end_shock(study, after);
    switch (how) {
    case THAW_END_PUNISHED:
        snprintf(buffer, THAW_PHRASE_MAX, "%s",
                 after == THAW_AFTER_FALSE_ALARM ? "a false alarm" : "a lapse");
        break;
    case THAW_END_SHOCK:
        snprintf(buffer, THAW_PHRASE_MAX, "channel frozen %s%s",
                 after == THAW_AFTER_START ? "from the first month on" : "by ",
                 after == THAW_AFTER_START ? ""
                 : shock                   ? shock
                                           : "several shocks");
        break;
    default:
        snprintf(buffer, THAW_PHRASE_MAX, "%s %.400s",
                 how == THAW_END_FREEZE ? "China froze the channel" : "no effort",
                 reason(study, after, why));
    }
    return buffer;
}

const char *thaw_phrase_signal(const thaw_study *study, const thaw_month *month)
{
    const thaw_game *game = study->setting.game;
    if (game->signals == 0)
        return "";
    const char *name = game->signal_name[month->signal], *slash = strchr(name, '/');
    if (!study->setting.scenario || !slash)
        return name;
    static const char *const silent[] = {"freeze", "stay", "resume"};
    for (size_t k = 0; k < sizeof silent / sizeof *silent; k++)
        if (strcmp(slash + 1, silent[k]) == 0)
            return "";
    return slash + 1;
}

static void add(char *buffer, const char *event)
{
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%s%s", buffer[0] ? "; " : "", event);
}

thaw_effects thaw_effects_of(const thaw_study *study, const thaw_month *month)
{
    const int *of = study->setting.fentanyl_state;
    bool rises = of && thaw_fentanyl_tension(of[month->state]) != THAW_CRISIS;
    bool frozen = of && thaw_fentanyl_frozen(of[month->state]);
    return (thaw_effects){.raised = rises ? month->raised : 0,
                          .froze = frozen ? 0 : month->froze,
                          .kept = frozen ? month->froze : 0,
                          .pressed = rises && month->pressed};
}

static void add_shock(const char *name, const thaw_effects *did, uint64_t bit, char *buffer)
{
    bool raised = (did->raised & bit) != 0, kept = (did->kept & bit) != 0;
    add(buffer, name);
    if (raised)
        thaw_words_add(buffer, THAW_PHRASE_MAX, " raised tension");
    if (kept || (did->froze & bit))
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s%s", raised ? " and" : "",
                       kept ? " kept it frozen" : " froze the channel");
}

const char *thaw_phrase_events(const thaw_study *study, const thaw_month *month, bool plan,
                               char *buffer)
{
    const thaw_scenario *scenario = study->setting.scenario;
    thaw_effects did = thaw_effects_of(study, month);
    buffer[0] = '\0';
    for (size_t k = 0; scenario && k < scenario->shock_count; k++)
        if (month->happened & ((uint64_t)1 << k))
            add_shock(scenario->shocks[k].name, &did, (uint64_t)1 << k, buffer);
    if (did.pressed)
        add(buffer, "pressure raised tension");
    if (plan && month->next_phase != month->phase)
        add(buffer,
            month->next_phase == 0 ? "back to the plan" : "a false alarm, punishment begins");
    return buffer;
}
