/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the figures' builders: what they show is what the solvers say when they are asked by
 * another road, setting by setting. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cast.h"
#include "tests/support/figures.h"
#include "tests/support/scenarios.h"

static const double NEAR = 1e-9;

/* ---- the same, solved directly ---- */

typedef struct solved {
    thaw_verdict verdict;
    double price[2]; /* the least of any departure, by player */
    double value[2];
} solved;

/* A deal of the baseline with some inputs changed. */
static solved solve(const char *deal, const char *const *sets)
{
    thaw_scenario scenario = baseline_with(sets);
    thaw_setting setting = setting_of(&scenario);
    thaw_deals deals = {0};
    thaw_deal_answer answer;
    cr_assert(eq(int, thaw_deals_read(&setting, deal, &deals, NULL), THAW_OK));
    cr_assert(eq(int,
                 thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &answer, NULL),
                 THAW_OK));
    solved found = {.verdict = answer.verdict};
    for (int i = 0; i < 2; i++) {
        double discount = setting.game->discount[i];
        found.price[i] = fmin(answer.breach[i].loss, answer.more[i].loss) / (1 - discount);
        found.value[i] = answer.values[setting.initial * 2 + i];
    }
    thaw_deal_answer_clear(&answer);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return found;
}

/* The same with one or two inputs at values. */
static solved solve_at(const char *deal, const char *key, double value, const char *other,
                       double at)
{
    char one[128], two[128];
    snprintf(one, sizeof one, "%s=%.17g", key, value);
    snprintf(two, sizeof two, "%s=%.17g", other ? other : "relief.disbelief", other ? at : 0.0);
    return solve(deal, SETS(one, two));
}

/* ---- kinds ---- */

Test(figures, lines_of_a_threshold_are_the_cheapest_departures)
{
    static const char *const countries[2] = {"the US", "China"};
    thaw_figure f;
    figure_of("threshold baseline partial@grim --vary leverage.linkage=0:2:5", &f);
    for (int i = 0; i < 2; i++) {
        const thaw_layer *line = layer_of(&f, countries[i]);
        cr_assert(eq(sz, line->count, 5));
        for (size_t k = 0; k < line->count; k++) {
            solved s = solve_at("partial@grim", "leverage.linkage", line->spots[k].x, NULL, 0);
            cr_expect(epsilon_eq(dbl, line->spots[k].y, s.price[i], NEAR), "%s at %g", countries[i],
                      line->spots[k].x);
        }
    }
    thaw_figure_clear(&f);
}

Test(figures, rings_of_a_threshold_are_where_the_verdict_changes)
{
    static const double STEP = 1e-5;
    thaw_figure f;
    figure_of("threshold baseline partial@grim --vary leverage.linkage=0:2:3", &f);
    const thaw_layer *rings = layer_of(&f, "where the verdict changes");
    cr_assert(gt(sz, rings->count, 0));
    for (size_t k = 0; k < rings->count; k++) {
        double x = rings->spots[k].x;
        solved below = solve_at("partial@grim", "leverage.linkage", x - STEP, NULL, 0);
        solved above = solve_at("partial@grim", "leverage.linkage", x + STEP, NULL, 0);
        cr_expect(ne(int, below.verdict, above.verdict), "at %g", x);
    }
    thaw_figure_clear(&f);
}

Test(figures, several_deals_have_the_cheaper_side_each)
{
    thaw_figure f;
    figure_of("threshold baseline partial@grim full@grim --vary economy.weakness=0.8:1.8:2", &f);
    const char *const deals[2] = {"partial@grim", "full@grim"};
    for (int d = 0; d < 2; d++) {
        const thaw_layer *line = layer_of(&f, deals[d]);
        for (size_t k = 0; k < line->count; k++) {
            solved s = solve_at(deals[d], "economy.weakness", line->spots[k].x, NULL, 0);
            cr_expect(epsilon_eq(dbl, line->spots[k].y, fmin(s.price[0], s.price[1]), NEAR));
        }
    }
    thaw_figure_clear(&f);
}

Test(figures, cells_of_a_map_say_what_is_so_at_their_points)
{
    static const double across[] = {0, 0.5, 1, 2}, up[] = {0.8, 1.2, 1.8};
    thaw_figure f;
    figure_of("map baseline partial@grim --map leverage.linkage,economy.weakness --vary "
              "leverage.linkage=0,0.5,1,2 --vary economy.weakness=0.8,1.2,1.8",
              &f);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 3; j++) {
            solved s =
                solve_at("partial@grim", "leverage.linkage", across[i], "economy.weakness", up[j]);
            const char *wanted = s.verdict == THAW_HOLDS   ? "holds"
                                 : s.price[0] < s.price[1] ? "the US departs"
                                                           : "China departs";
            cr_expect(ne(ptr, (void *)box_at(layer_of(&f, wanted), across[i], up[j]), NULL),
                      "%s at %g, %g", wanted, across[i], up[j]);
        }
    thaw_figure_clear(&f);
}

/* As many as a map has letters for may be best somewhere; two of hue and hatching alike would be
 * one. */
Test(figures, deals_of_a_map_look_different)
{
    enum { SURELY = 48 };
    for (size_t k = 0; k < SURELY; k++)
        for (size_t i = 0; i < k; i++) {
            thaw_look a = thaw_figure_map_look(k), b = thaw_figure_map_look(i);
            cr_expect(a.hue != b.hue || a.hatch != b.hatch, "%zu and %zu", k, i);
        }
}

/* In a prisoners' dilemma of 9, 10, 3 and 0 who would cooperate forever under grim must have a
 * discount factor of (10 - 9) / (10 - 3) at least. */
Test(figures, frontier_of_a_dilemma_is_where_the_less_patient_gives_up)
{
    static const double least = 1.0 / 7;
    thaw_figure f;
    figure_of("frontier scenarios/games/pd.json cooperate/cooperate@grim --vary "
              "discount.1=0.05:0.6 --against discount.2=0.05:0.6",
              &f);
    const thaw_layer *line = layer_of(&f, "where the verdict changes");
    cr_assert(gt(sz, line->count, 2));
    for (size_t k = 0; k < line->count; k++)
        cr_expect(epsilon_eq(dbl, fmin(line->spots[k].x, line->spots[k].y), least, 1e-6));
    thaw_figure_clear(&f);
}

/* The dilemma's discount factors are 0.9, beyond what is drawn. */
Test(figures, frontier_marks_nothing_outside_its_frame)
{
    thaw_figure f;
    figure_of("frontier scenarios/games/pd.json cooperate/cooperate@grim --vary "
              "discount.1=0.05:0.6 --against discount.2=0.05:0.6",
              &f);
    for (size_t k = 0; k < f.count; k++)
        for (size_t i = 0; f.layers[k]->shape == THAW_LAYER_POINTS && i < f.layers[k]->count; i++) {
            const thaw_spot *s = &f.layers[k]->spots[i];
            cr_expect(f.x.low <= s->x && s->x <= f.x.high && f.y.low <= s->y && s->y <= f.y.high,
                      "%s at %g, %g", f.layers[k]->name, s->x, s->y);
        }
    cr_expect(strstr(f.note, "diamond") == NULL);
    thaw_figure_clear(&f);
}

Test(figures, sets_show_no_deal_and_deals_where_they_pay)
{
    thaw_figure f;
    figure_of("sets baseline partial@grim full@grim --tolerance 0.5", &f);
    solved holds = solve("partial@grim", SETS("relief.disbelief=0"));
    solved breaks = solve("full@grim", SETS("relief.disbelief=0"));
    const thaw_spot *kept = layer_of(&f, "deals that hold")->spots;
    const thaw_spot *broken = layer_of(&f, "deals that break")->spots;
    cr_expect(epsilon_eq(dbl, kept->x, holds.value[0], NEAR));
    cr_expect(epsilon_eq(dbl, kept->y, holds.value[1], NEAR));
    cr_expect(epsilon_eq(dbl, broken->x, breaks.value[0], NEAR));
    cr_expect(epsilon_eq(dbl, broken->y, breaks.value[1], NEAR));
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_no_deal none;
    cr_assert(eq(int, thaw_no_deal_solve(&setting, NULL, &none, NULL), THAW_OK));
    const thaw_spot *square = layer_of(&f, "no deal")->spots;
    cr_expect(epsilon_eq(dbl, square->x, none.values[setting.initial * 2], NEAR));
    cr_expect(epsilon_eq(dbl, square->y, none.values[setting.initial * 2 + 1], NEAR));
    thaw_no_deal_clear(&none);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    thaw_figure_clear(&f);
}

/* At discount 0.9 the folk theorem's set is there: both at least their minmax of 3, cooperation at
 * 9, 9 a corner. */
Test(figures, sets_of_a_dilemma_reach_from_minmax_to_cooperation)
{
    static const double TOLERANCE = 0.02;
    thaw_figure f;
    figure_of("sets scenarios/games/pd.json", &f);
    const thaw_layer *set = layer_of(&f, "what self-enforcing");
    bool cooperation = false;
    for (size_t k = 0; k < set->count; k++) {
        cr_expect(gt(dbl, set->spots[k].x, 3 - TOLERANCE));
        cr_expect(gt(dbl, set->spots[k].y, 3 - TOLERANCE));
        cooperation = cooperation || (fabs(set->spots[k].x - 9) < TOLERANCE &&
                                      fabs(set->spots[k].y - 9) < TOLERANCE);
    }
    cr_expect(cooperation);
    const thaw_spot *worst = layer_of(&f, "harshest credible punishment of both")->spots;
    cr_expect(epsilon_eq(dbl, worst->x, 3, TOLERANCE));
    cr_expect(epsilon_eq(dbl, worst->y, 3, TOLERANCE));
    thaw_figure_clear(&f);
}

/* Futures of partial@grim, counted one by one. */
enum { RUNS = 60, MONTHS = 10 };

static void play(thaw_cast *cast, uint64_t run, thaw_month *months)
{
    cr_assert(eq(int, thaw_simulate_path(&cast->play, 1, run, MONTHS, months, NULL), THAW_OK));
}

static void begin(thaw_cast *cast)
{
    char *words[] = {"thaw", "simulate", "baseline", "partial@grim"};
    thaw_options options;
    thaw_faults faults = {0};
    cr_assert(eq(int, thaw_options_read(4, words, &options, NULL), THAW_OK));
    cr_assert(
        eq(int, thaw_cast_begin(&options, "partial@grim", "simulate", cast, &faults), THAW_OK));
    thaw_options_clear(&options);
}

Test(figures, survival_is_the_share_of_futures_that_kept_the_plan)
{
    thaw_cast cast;
    thaw_figure f;
    thaw_month months[MONTHS];
    int lasting[MONTHS] = {0};
    begin(&cast);
    for (uint64_t run = 0; run < RUNS; run++) {
        int lasted = 0;
        play(&cast, run, months);
        while (lasted < MONTHS && months[lasted].phase == 0)
            lasting[lasted++]++;
    }
    figure_of("survival baseline partial@grim --runs 60 --months 10", &f);
    const thaw_layer *line = layer_of(&f, "the plan is kept");
    for (size_t k = 1; k + 1 < line->count; k += 2) {
        int month = (int)line->spots[k].x; /* what stands in it has lasted longer than that */
        if (month < MONTHS)
            cr_expect(epsilon_eq(dbl, line->spots[k].y, (double)lasting[month] / RUNS, 1e-12),
                      "month %d", month);
    }
    thaw_cast_clear(&cast);
    thaw_figure_clear(&f);
}

Test(figures, path_shows_the_months_of_the_first_future)
{
    static const char *const tensions[] = {"calm", "tense", "crisis"};
    thaw_cast cast;
    thaw_figure f;
    thaw_month months[MONTHS];
    begin(&cast);
    play(&cast, 0, months);
    figure_of("path baseline partial@grim --months 10", &f);
    const thaw_layer *tension = layer_of(&f, "Tension"), *channel = layer_of(&f, "Channel");
    for (int k = 0; k < MONTHS; k++) {
        int state = cast.study.setting.fentanyl_state[months[k].state];
        const thaw_spot *at = box_at(tension, k + 0.5, tension->spots[0].y);
        const thaw_spot *open = box_at(channel, k + 0.5, channel->spots[0].y);
        cr_expect(eq(str, at->label, (char *)tensions[thaw_fentanyl_tension(state)]));
        cr_expect(eq(str, open->label, thaw_fentanyl_frozen(state) ? "frozen" : "open"));
    }
    thaw_cast_clear(&cast);
    thaw_figure_clear(&f);
}

Test(figures, bars_of_a_tornado_end_where_the_cheapest_departure_does)
{
    static const char *const ends[2] = {"at the low end", "at the high end"};
    static const char *const keys[2] = {"leverage.linkage", "economy.weakness"};
    thaw_figure f;
    figure_of("tornado baseline partial@grim --vary leverage.linkage --vary economy.weakness", &f);
    solved now = solve("partial@grim", SETS("relief.disbelief=0"));
    for (int side = 0; side < 2; side++) {
        const thaw_layer *bars = layer_of(&f, ends[side]);
        cr_assert(eq(sz, bars->count, 2));
        for (size_t k = 0; k < 2; k++) {
            const char *key = f.y.ticks[k].label;
            cr_assert(strcmp(key, keys[0]) == 0 || strcmp(key, keys[1]) == 0);
            solved s = solve_at("partial@grim", key, strtod(bars->spots[k].label, NULL), NULL, 0);
            cr_expect(epsilon_eq(dbl, bars->spots[k].far_x, fmin(s.price[0], s.price[1]), NEAR));
            cr_expect(epsilon_eq(dbl, bars->spots[k].x, fmin(now.price[0], now.price[1]), NEAR));
        }
    }
    thaw_figure_clear(&f);
}

/* How often the black line lies on the edge of what is filled. */
Test(figures, replay_agrees_as_often_as_it_says)
{
    static const char *const capitals[2] = {"Washington, ", "Beijing, "};
    thaw_figure f;
    figure_of("replay baseline partial@grim", &f);
    for (int i = 0; i < 2; i++) {
        char recorded[64], model[64];
        snprintf(recorded, sizeof recorded, "%sas recorded", capitals[i]);
        snprintf(model, sizeof model, "%sunder", capitals[i]);
        const thaw_layer *fill = layer_of(&f, recorded), *line = layer_of(&f, model);
        int agree = 0, months = (int)lround((f.x.high - f.x.low) * 12), said = -1;
        for (int k = 0; k < months; k++) {
            double x = f.x.low + (k + 0.5) / 12;
            agree += fabs(box_at(fill, x, fill->spots[0].y)->far_y - line_at(line, x)) < 1e-9;
        }
        sscanf(strstr(line->name, "agrees in "), "agrees in %d", &said);
        cr_expect(eq(int, agree, said), "%s", capitals[i]);
    }
    thaw_figure_clear(&f);
}
