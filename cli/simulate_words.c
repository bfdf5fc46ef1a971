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

/* What a shock did that shows: it cannot raise a crisis, nor freeze what is frozen. */
static void add_shock(const thaw_study *study, const thaw_month *month, size_t k, char *buffer)
{
    uint64_t bit = (uint64_t)1 << k;
    int state = study->setting.fentanyl_state[month->state];
    bool raised = (month->raised & bit) && thaw_fentanyl_tension(state) != THAW_CRISIS;
    bool froze = (month->froze & bit) != 0, frozen = thaw_fentanyl_frozen(state);
    add(buffer, study->setting.scenario->shocks[k].name);
    if (raised)
        thaw_words_add(buffer, THAW_PHRASE_MAX, " raised tension");
    if (froze)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s%s", raised ? " and" : "",
                       frozen ? " kept it frozen" : " froze the channel");
}

const char *thaw_phrase_events(const thaw_study *study, const thaw_month *month, bool plan,
                               char *buffer)
{
    buffer[0] = '\0';
    for (size_t k = 0; study->setting.scenario && k < study->setting.scenario->shock_count; k++)
        if (month->happened & ((uint64_t)1 << k))
            add_shock(study, month, k, buffer);
    if (month->pressed)
        add(buffer, "pressure raised tension");
    if (plan && month->next_phase != month->phase)
        add(buffer,
            month->next_phase == 0 ? "back to the plan" : "a false alarm, punishment begins");
    return buffer;
}
