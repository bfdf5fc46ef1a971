/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list of parameters: key, kind, bounds, unit, meaning. Nothing about the world:
 * values live in scenarios/baseline.ini, plausible ranges in scenarios/ranges.ini.
 *
 * One row is one number, or one word of a short list (stored as that word's index). The struct
 * thaw_values, validation, INI keys, --set, help and docs/parameters.md all come from this list.
 * See docs/model.md sections 4 to 6 for what each number does. */
#ifndef THAW_MODEL_PARAMETERS_H
#define THAW_MODEL_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/number.h"

/* Most of a factor 1 - d: a discount factor is at most this (docs/model.md section 1). */
#define THAW_DISCOUNT_MAX 0.9999

/* X(section, key, low, high, unit, meaning): a number and its bounds, both included.
 * W(section, key, words, last, unit, meaning): one of the words, separated by '|'; last is the
 * index of the last. */
/* clang-format off */
#define THAW_PARAMETER_LIST(X, W)                                                                                           \
    W(initial, tension, "calm|tense|crisis", 2, "word", "tension in the first month")                                       \
    W(initial, listed, "no|yes", 1, "word", "on the US Majors List in the first month")                                     \
    W(initial, channel, "open|frozen", 1, "word", "the counternarcotics channel in the first month")                        \
    X(us, discount, 0, THAW_DISCOUNT_MAX, "per month", "US discount factor")                                                \
    X(china, discount, 0, THAW_DISCOUNT_MAX, "per month", "China's discount factor")                                        \
    X(stakes, deaths_per_year, 0, 1e6, "deaths/year", "US deaths from synthetic opioids")                                   \
    X(stakes, averted_partial, 0, 1, "share", "of those deaths averted by partial effort, before erosion")                  \
    X(stakes, averted_full, 0, 1, "share", "of those deaths averted by full effort, before erosion")                        \
    X(stakes, vsl, 0, 100, "US$ million", "value of a statistical life")                                                    \
    X(stakes, political_weight, 0, 1, "share", "weight a government gives those lives")                                     \
    X(stakes, demand_reduction, 0, 1, "index", "US demand reduction; at 1, deaths and China's leverage fall by 40%")        \
    X(substitution, eroded_partial, 0, 1, "share", "of partial effort's effect lost to other chemicals and routes")         \
    X(substitution, eroded_full, 0, 1, "share", "of full effort's effect lost to other chemicals and routes")               \
    X(mexico, effort, 0, 1, "index", "Mexico's own enforcement")                                                            \
    X(mexico, gain, 0, 2.33, "share", "gain in averted deaths as Mexico's effort goes from 0.3 to 1")                       \
    X(relief, cost_us_calm, 0, 100, "points", "what relief costs the US at home in a calm month")                           \
    X(relief, cost_us_tense, 0, 100, "points", "what relief costs the US at home in a tense month")                         \
    X(relief, cost_us_crisis, 0, 100, "points", "what relief costs the US at home in a crisis month")                       \
    X(relief, value_china, 0, 100, "points", "worth of relief to China")                                                    \
    X(relief, disbelief, 0, 1, "chance", "that sanctions stay whatever China does, as China sees it")                       \
    X(pressure, gain_us_calm, 0, 100, "points", "domestic reward for toughness in a calm month")                            \
    X(pressure, gain_us_tense, 0, 100, "points", "domestic reward for toughness in a tense month")                          \
    X(pressure, gain_us_crisis, 0, 100, "points", "domestic reward for toughness in a crisis month")                        \
    X(pressure, cost_us, 0, 100, "points", "what pressure costs the US")                                                    \
    X(pressure, harm_china, 0, 100, "points", "what pressure costs China")                                                  \
    W(listing, rule, "decided|conditional|fixed", 2, "word", "what a review of the Majors List does")                       \
    X(listing, review, 0, 1, "per month", "chance of a review")                                                             \
    X(listing, gain_us, 0, 100, "points", "to the US each month that China is listed")                                      \
    X(listing, cost_china, 0, 100, "points", "to China each month that it is listed")                                       \
    X(enforcement, cost_partial, 0, 100, "points", "what partial effort costs China")                                       \
    X(enforcement, cost_full, 0, 100, "points", "what full effort costs China")                                             \
    X(image, partial, 0, 100, "points", "worth to China's image of partial effort")                                         \
    X(image, full, 0, 100, "points", "worth to China's image of full effort")                                               \
    X(stability, partial, 0, 100, "points", "worth to China of the calmer relationship partial effort brings")              \
    X(stability, full, 0, 100, "points", "worth to China of the calmer relationship full effort brings")                    \
    X(stability, weight_calm, 0, 10, "factor", "weight of that stability in a calm month")                                  \
    X(stability, weight_tense, 0, 10, "factor", "weight of that stability in a tense month")                                \
    X(stability, weight_crisis, 0, 10, "factor", "weight of that stability in a crisis month")                              \
    X(leverage, linkage, 0, 10, "factor", "how far China links drugs to the rest of the relationship")                      \
    X(leverage, value_calm, 0, 100, "points", "worth to China of withholding everything in a calm month")                   \
    X(leverage, value_tense, 0, 100, "points", "worth to China of withholding everything in a tense month")                 \
    X(leverage, value_crisis, 0, 100, "points", "worth to China of withholding everything in a crisis month")               \
    X(leverage, spent_partial, 0, 1, "share", "of its leverage that China gives up by partial effort")                      \
    X(leverage, spent_full, 0, 1, "share", "of its leverage that China gives up by full effort")                            \
    X(economy, weakness, 0, 10, "factor", "China's economic weakness; scales relief, pressure and stability")               \
    X(coalition, cost_china, -100, 100, "points", "cost to China of no effort under the Global Coalition; half at partial") \
    W(election, year, "no|yes", 1, "word", "every month is one of a US election year")                                      \
    X(election, pressure, 0, 20, "factor", "on the rewards of pressure and listing in an election year")                    \
    X(election, relief, 0, 20, "factor", "on the cost of relief in an election year")                                       \
    X(perception, gap_us, 0, 1, "share", "of true effort that the US does not credit")                                      \
    X(freeze, cost_us, 0, 100, "points", "of a frozen channel to the US")                                                   \
    X(freeze, cost_china, 0, 100, "points", "of a frozen channel to China")                                                 \
    X(freeze, audience_calm, 0, 100, "points", "applause at home for freezing in a calm month")                             \
    X(freeze, audience_tense, 0, 100, "points", "applause at home for freezing in a tense month")                           \
    X(freeze, audience_crisis, 0, 100, "points", "applause at home for freezing in a crisis month")                         \
    X(freeze, summit, 0, 1, "per month", "chance that a summit reopens a frozen channel")                                   \
    X(freeze, resume_alone, 0, 1, "chance", "that resuming without relief reopens the channel")                             \
    X(tension, calm_to_tense, 0, 1, "chance", "of drifting from calm to tense when no shock raises tension")                \
    X(tension, calm_to_crisis, 0, 1, "chance", "of drifting from calm to crisis")                                           \
    X(tension, tense_to_calm, 0, 1, "chance", "of drifting from tense to calm")                                             \
    X(tension, tense_to_crisis, 0, 1, "chance", "of drifting from tense to crisis")                                         \
    X(tension, crisis_to_calm, 0, 1, "chance", "of drifting from crisis to calm")                                           \
    X(tension, crisis_to_tense, 0, 1, "chance", "of drifting from crisis to tense")                                         \
    X(tension, cooperation_calms, 0, 1, "chance", "moved from staying tense to calm by effort")                             \
    X(tension, pressure_raises, 0, 1, "chance", "that pressure raises tension")                                             \
    W(monitoring, kind, "noisy|perfect", 1, "word", "whether effort is seen through a signal or as it is")                  \
    X(monitoring, bad_none, 0, 1, "chance", "of the signal bad when true effort is none")                                   \
    X(monitoring, bad_partial, 0, 1, "chance", "of the signal bad when true effort is partial")                             \
    X(monitoring, bad_full, 0, 1, "chance", "of the signal bad when true effort is full")                                   \
    X(monitoring, mixed_none, 0, 1, "chance", "of the signal mixed when true effort is none")                               \
    X(monitoring, mixed_partial, 0, 1, "chance", "of the signal mixed when true effort is partial")                         \
    X(monitoring, mixed_full, 0, 1, "chance", "of the signal mixed when true effort is full")

/* X(key, low, high, unit, meaning): the three numbers of every [shock.NAME]. */
#define THAW_SHOCK_PARAMETER_LIST(X)                                                          \
    X(rate, 0, 1, "per month", "chance that it happens in a month")                           \
    X(severity, 0, 1, "chance", "that it then raises tension")                                \
    X(freeze, 0, 1, "chance", "that it then freezes an open channel")
/* clang-format on */

/* All values of a scenario but its shocks. A word is stored as its index in the row's words.
 * NaN means not set. Field names are section_key. */
typedef struct thaw_values {
#define X(section, key, low, high, unit, meaning)   double section##_##key;
#define W(section, key, words, last, unit, meaning) double section##_##key;
    THAW_PARAMETER_LIST(X, W)
#undef X
#undef W
} thaw_values;

enum { THAW_NAME_MAX = 48 }; /* bytes of a shock's or plan's name, with its end */

/* A shock: its name and its three numbers. */
typedef struct thaw_shock {
    char name[THAW_NAME_MAX];
#define X(key, low, high, unit, meaning) double key;
    THAW_SHOCK_PARAMETER_LIST(X)
#undef X
} thaw_shock;

/* A row of the list. */
typedef struct thaw_parameter {
    const char *section, *key; /* for a shock's row the section is "shock" */
    const char *unit, *meaning;
    const char *words; /* "no|yes", or NULL for a number */
    double low, high;  /* bounds, both included; of a word, 0 and its last index */
    size_t offset;     /* of the double in thaw_values, or in thaw_shock */
} thaw_parameter;

/* The rows, in the list's order; *count is set. Static storage. */
const thaw_parameter *thaw_parameters(size_t *count);
const thaw_parameter *thaw_shock_parameters(size_t *count);

/* The row's value inside a thaw_values, or inside a thaw_shock for a shock's row. */
double *thaw_parameter_in(const thaw_parameter *row, void *values);

/* The index of `word` (length bytes) in the row's words, or -1. */
int thaw_parameter_word(const thaw_parameter *row, const char *word, size_t length);

/* Copies word number `index` of the row into buffer (size bytes); "?" when there is none. */
void thaw_parameter_word_at(const thaw_parameter *row, int index, char *buffer, size_t size);

/* Writes the value as text: the word, or the shortest decimal that reads back the same. */
void thaw_parameter_format(const thaw_parameter *row, double value, char *buffer, size_t size);

#endif
