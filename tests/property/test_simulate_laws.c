/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated means against exact expectations, for deals, for no deal and for pairs of strategies:
 * within four standard errors, which fall as one over the root of the number of runs. Seeds are
 * fixed: what holds once holds always. */
#include <math.h>

#include <criterion/criterion.h>

#include "tests/support/futures.h"
#include "tests/support/scenarios.h"

static void expect_near(const char *name, const char *what, const thaw_estimate *e)
{
    double bound = 4 * e->error + 1e-9;
    cr_expect(fabs(e->mean - e->exact) <= bound, "%s, %s: %.6g, exactly %.6g, error %.3g", name,
              what, e->mean, e->exact, e->error);
}

/* The standard error where the estimate is 0 or has none: that of the exact share. */
static void expect_lifetimes(const char *name, const char *what, const thaw_simulation *s,
                             const thaw_lifetimes *l)
{
    for (size_t t = 0; t < l->times; t++) {
        double exact = l->exact[t], error = sqrt(exact * (1 - exact) / (double)s->runs);
        cr_expect(fabs(l->survival[t].share - exact) <= 4 * error + 1 / (double)s->runs,
                  "%s, %s longer than %zu: %.6g, exactly %.6g", name, what, t, l->survival[t].share,
                  exact);
    }
}

static void expect_agreement(const char *const *sets, const char *name)
{
    stage_of_play stage;
    stage_set(&stage, sets, name);
    thaw_simulation s = futures_of(&stage.play, 20000, 120, 1, 2);
    expect_near(name, "value of the US", &s.value[0]);
    expect_near(name, "value of China", &s.value[1]);
    expect_near(name, "months frozen", &s.forecast[THAW_FORECAST_FROZEN]);
    expect_near(name, "months partial", &s.forecast[THAW_FORECAST_PARTIAL]);
    expect_near(name, "months full", &s.forecast[THAW_FORECAST_FULL]);
    expect_near(name, "lives", &s.forecast[THAW_FORECAST_LIVES]);
    expect_near(name, "freezes", &s.freezes);
    if (s.plan.measured) {
        expect_near(name, "months on plan", &s.forecast[THAW_FORECAST_ON_PLAN]);
        expect_lifetimes(name, "plan", &s, &s.plan);
        cr_expect_float_eq(s.value[0].exact, stage.answer.values[stage.setting.initial * 2], 1e-9);
    }
    expect_lifetimes(name, "effort", &s, &s.effort);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

Test(simulate_laws, means_lie_within_four_standard_errors)
{
    static const char *const names[] = {
        "no-deal",
        "full@grim",
        "full@trigger:3",
        "full_calm@trigger:12",
        "full_calm@trigger:36",
        "full_calm+delist@grim",
        "partial@trigger:1",
        "partial@trigger:12",
        "partial@grim",
        "partial_pause@trigger:6",
        "partial_pressure@trigger:12",
        "partial_pressure+delist@trigger:6",
        "relief/full,steady/partial,steady/freeze,steady/resume@trigger:6",
    };
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        expect_agreement(NULL, names[k]);
}

Test(simulate_laws, pairs_too)
{
    static const char *const names[] = {
        "tit-for-tat/tit-for-tat",     "generous-tft/opportunist",
        "snapback-6/opportunist",      "snapback-6/linkage",
        "grim/win-stay-lose-shift",    "engage-in-calm/freezer",
        "relief-if-frozen/linkage",    "election-cycle/always-partial",
        "always-pressure/always-none", "always-steady/always-full",
        "always-relief/freezer",       "tit-for-tat/win-stay-lose-shift",
    };
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        expect_agreement(NULL, names[k]);
}

Test(simulate_laws, also_elsewhere)
{
    expect_agreement(SETS("initial.channel=frozen", "initial.tension=crisis"), "no-deal");
    expect_agreement(SETS("initial.channel=frozen"), "partial@trigger:12");
    expect_agreement(SETS("tension.pressure_raises=0.3", "listing.rule=conditional"),
                     "full_calm@trigger:6");
    expect_agreement(SETS("monitoring.kind=perfect", "listing.rule=fixed"), "full@trigger:6");
}

/* Four times the runs, half the error; to be right within a tenth is far more than chance needs. */
Test(simulate_laws, errors_fall_as_one_over_the_root)
{
    stage_of_play stage;
    stage_set(&stage, NULL, "partial_pressure@trigger:12");
    double last[2] = {0, 0};
    for (size_t runs = 1000; runs <= 64000; runs *= 4) {
        thaw_simulation s = futures_of(&stage.play, runs, 60, 3, 2);
        const double now[2] = {s.value[1].error, s.forecast[THAW_FORECAST_FROZEN].error};
        for (int k = 0; k < 2; k++) {
            if (last[k] > 0)
                cr_expect_float_eq(last[k] / now[k], 2, 0.2, "%zu runs: %g after %g", runs, now[k],
                                   last[k]);
            last[k] = now[k];
        }
        thaw_simulation_clear(&s);
    }
    stage_clear(&stage);
}

/* The standard error is what means really differ by: over 100 seeds the squares of the deviations
 * in standard errors add up to about 100 (chi square: standard deviation 14). */
Test(simulate_laws, errors_are_what_means_differ_by)
{
    enum { SEEDS = 100 };
    stage_of_play stage;
    double square[3] = {0, 0, 0};
    stage_set(&stage, NULL, "full_calm@trigger:12");
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        thaw_simulation s = futures_of(&stage.play, 500, 48, seed, 2);
        const thaw_estimate *estimates[3] = {&s.value[0], &s.forecast[THAW_FORECAST_FULL],
                                             &s.freezes};
        for (int k = 0; k < 3; k++) {
            double off = (estimates[k]->mean - estimates[k]->exact) / estimates[k]->error;
            square[k] += off * off;
        }
        thaw_simulation_clear(&s);
    }
    for (int k = 0; k < 3; k++)
        cr_expect(square[k] > 50 && square[k] < 157, "estimate %d: %g", k, square[k]);
    stage_clear(&stage);
}
