/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs: games that others have timed, the fentanyl game against the gap
 * asked for, and how time grows with states, actions and 1 / (1 - discount factor). */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/scenario.h"
#include "model/setting.h"
#include "solvers/equilibria.h"
#include "tests/bench/timing.h"

enum { SEEDS = 5, STATES_MAX = 64 };

/* ---- games ---- */

static uint64_t state_of_dice;

/* splitmix64 (Steele, Lea and Flood 2014). */
static double uniform(void)
{
    uint64_t z = state_of_dice += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static thaw_game *blank(int states, const int *counts, double one, double two)
{
    thaw_game *game = NULL;
    if (thaw_game_new(2, states, counts, 0, false, &game, NULL) != THAW_OK)
        exit(1);
    game->discount[0] = one;
    game->discount[1] = two;
    return game;
}

static thaw_game *square(int states, int actions, double one, double two)
{
    int counts[2 * STATES_MAX];
    for (int k = 0; k < 2 * states; k++)
        counts[k] = actions;
    return blank(states, counts, one, two);
}

/* Payoffs 0 to 20, next states in proportion to whole numbers 0 to 9. */
static thaw_game *random_game(int states, int actions, double one, double two, uint64_t seed)
{
    thaw_game *game = square(states, actions, one, two);
    state_of_dice = seed;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double *next = game->next + row * (size_t)states, sum = 0;
        for (size_t i = 0; i < 2; i++)
            game->payoff[row * 2 + i] = floor(21 * uniform());
        for (int s = 0; s < states; s++)
            sum += next[s] = floor(10 * uniform());
        for (int s = 0; s < states; s++)
            next[s] = sum > 0 ? next[s] / sum : s == 0;
    }
    return game;
}

/* Abreu & Sannikov (2014), figure 3. */
static thaw_game *three_by_three(void)
{
    static const double payoff[] = {16, 9, 3, 13, 0, 3, 21, 1, 10, 4, -1, 0, 9, 0, 5, -4, -5, -15};
    thaw_game *game = square(1, 3, 0.3, 0.3);
    memcpy(game->payoff, payoff, sizeof payoff);
    for (size_t row = 0; row < 9; row++)
        game->next[row] = 1;
    return game;
}

/* Judd, Yeltekin & Conklin (2003): price max(6 - q1 - q2, 0), unit cost 0.6, outputs evenly in [0,
 * 6].
 */
static thaw_game *cournot(int outputs)
{
    thaw_game *game = square(1, outputs, 0.8, 0.8);
    for (int a = 0; a < outputs; a++)
        for (int b = 0; b < outputs; b++) {
            size_t row = (size_t)(a * outputs + b);
            double q[2] = {6.0 * a / (outputs - 1), 6.0 * b / (outputs - 1)};
            double margin = fmax(6 - q[0] - q[1], 0) - 0.6;
            game->payoff[2 * row] = q[0] * margin;
            game->payoff[2 * row + 1] = q[1] * margin;
            game->next[row] = 1;
        }
    return game;
}

/* Kocherlakota (1996), as SGSolve has it: the first owns a share k / (endowments - 1) of 1, drawn
 * anew each period; both may give some of theirs away, in `steps` parts between endowments; payoffs
 * are roots of what is left. */
static thaw_game *risk_sharing(int endowments, int steps)
{
    int counts[2 * STATES_MAX], parts = (endowments - 1) * steps;
    for (int s = 0; s < endowments; s++) {
        counts[2 * s] = s * steps + 1;
        counts[2 * s + 1] = parts - s * steps + 1;
    }
    thaw_game *game = blank(endowments, counts, 0.85, 0.85);
    for (int s = 0; s < endowments; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            int gift[2];
            thaw_game_actions(game, s, row, gift);
            double share = (double)(s * steps - gift[0] + gift[1]) / parts;
            game->payoff[2 * row] = sqrt(share);
            game->payoff[2 * row + 1] = sqrt(1 - share);
            for (int t = 0; t < endowments; t++)
                game->next[row * (size_t)endowments + (size_t)t] = 1.0 / endowments;
        }
    return game;
}

/* Whoever trades time: closed form with infinitely many corners (Lehrer & Pauzner 1999). */
static thaw_game *two_prizes(void)
{
    static const double payoff[] = {1, 0, -100, -100, -100, -100, 0, 1};
    thaw_game *game = square(1, 2, 0.6, 0.9);
    memcpy(game->payoff, payoff, sizeof payoff);
    for (size_t row = 0; row < 4; row++)
        game->next[row] = 1;
    return game;
}

static thaw_game *fentanyl(void)
{
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    const char *perfect[] = {"monitoring.kind=perfect"};
    if (thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", perfect, 1, &scenario, NULL,
                           &faults) != THAW_OK ||
        thaw_setting_of_scenario(&scenario, false, &setting, NULL) != THAW_OK)
        exit(1);
    bool keep[STATES_MAX];
    for (int s = 0; s < setting.game->states; s++)
        keep[s] = true;
    if (thaw_game_restrict(setting.game, keep, NULL, &game, NULL) != THAW_OK)
        exit(1);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return game;
}

/* ---- measuring ---- */

typedef struct measure {
    double seconds, longest, gap, corners, most_corners, steps;
    int solved, empty, cases;
} measure;

static void add_corners(const thaw_equilibria *e, measure *m)
{
    for (int s = 0; s < e->states; s++) {
        m->corners += (double)e->set[s].outer.count / e->states;
        m->most_corners = fmax(m->most_corners, (double)e->set[s].outer.count);
    }
}

/* Once to warm up where it is quick, then as often as fits into a fifth of a second. */
static void run(thaw_game *game, double tolerance, measure *m)
{
    thaw_equilibria_settings settings = {.tolerance = tolerance};
    double began = processor_seconds(), seconds = 0;
    for (int times = 0; times == 0 || (times < 100 && processor_seconds() - began < 0.2); times++) {
        thaw_equilibria e;
        double start = processor_seconds();
        if (thaw_equilibria_solve(game, &settings, &e, NULL) != THAW_OK)
            exit(1);
        double took = processor_seconds() - start;
        seconds = times == 0 ? took : fmin(seconds, took);
        if (times == 0) {
            m->cases++;
            m->solved += e.outcome == THAW_OUTCOME_CONVERGED;
            m->empty += e.outcome == THAW_OUTCOME_INFEASIBLE;
            m->gap = fmax(m->gap, e.gap);
            m->steps += (double)e.steps;
            add_corners(&e, m);
        }
        thaw_equilibria_clear(&e);
    }
    m->seconds += seconds;
    m->longest = fmax(m->longest, seconds);
    thaw_game_free(game);
}

static void heading(const char *what)
{
    printf("\n%-32s %6s %6s %10s %10s %9s %8s %8s %8s\n", what, "solved", "empty", "cpu s",
           "longest", "gap", "corners", "most", "steps");
}

static void report(const char *name, const measure *m)
{
    double n = m->cases;
    printf("%-32s %4d/%d %6d %10.4f %10.4f %9.1e %8.1f %8.0f %8.0f\n", name, m->solved, m->cases,
           m->empty, m->seconds / n, m->longest, m->gap, m->corners / n, m->most_corners,
           m->steps / n);
    fflush(stdout);
}

static void measure_one(const char *name, thaw_game *game, double tolerance)
{
    measure m = {0};
    run(game, tolerance, &m);
    report(name, &m);
}

static void measure_random(const char *name, int states, int actions, double one, double two)
{
    measure m = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        run(random_game(states, actions, one, two, seed), 0, &m);
    report(name, &m);
}

/* ---- tables ---- */

static void timed_by_others(void)
{
    heading("one state");
    measure_one("3x3, d = .3", three_by_three(), 0);
    measure_one("Cournot 15x15, d = .8", cournot(15), 0);
    measure_one("Cournot 60x60", cournot(60), 0);
    measure_one("Cournot 100x100", cournot(100), 0);
    heading("random stochastic games");
    measure_random("5 states, 3x3, d = .7", 5, 3, 0.7, 0.7);
    measure_random("5 states, 5x5, d = .7", 5, 5, 0.7, 0.7);
    measure_random("10 states, 3x3, d = .7", 10, 3, 0.7, 0.7);
    measure_random("10 states, 5x5, d = .8", 10, 5, 0.8, 0.8);
    measure_random("20 states, 3x3, d = .7", 20, 3, 0.7, 0.7);
    measure_random("10 states, 5x5, d = .8 and .7", 10, 5, 0.8, 0.7);
    heading("risk sharing, d = .85");
    measure_one("3 endowments, 25 transfers", risk_sharing(3, 25), 0);
    measure_one("5 endowments, 5 transfers", risk_sharing(5, 5), 0);
    measure_one("5 endowments, 25 transfers", risk_sharing(5, 25), 0);
}

static void gap_against_time(const char *name, thaw_game *(*make)(void), double least)
{
    heading(name);
    for (double tolerance = 1e-1; tolerance > 0.9 * least; tolerance /= 10) {
        char row[64];
        snprintf(row, sizeof row, "within %.0e of the range", tolerance);
        measure_one(row, make(), tolerance);
    }
}

static void growth(void)
{
    char name[64];
    heading("states (3x3, d = .8 and .75)");
    for (int states = 1; states <= 16; states *= 2) {
        snprintf(name, sizeof name, "%d", states);
        measure_random(name, states, 3, 0.8, 0.75);
    }
    heading("actions (3 states, d = .7)");
    for (int actions = 2; actions <= 32; actions *= 2) {
        snprintf(name, sizeof name, "%d", actions);
        measure_random(name, 3, actions, 0.7, 0.7);
    }
    heading("1/(1 - d) (3 states, 3x3)");
    for (int months = 2; months <= 1024; months *= 2) {
        snprintf(name, sizeof name, "%d", months);
        measure_random(name, 3, 3, 1 - 1.0 / months, 1 - 1.0 / months);
    }
    heading("1/(1 - d), the second's twice that");
    for (int months = 2; months <= 128; months *= 2) {
        snprintf(name, sizeof name, "%d", months);
        measure_random(name, 3, 3, 1 - 1.0 / months, 1 - 0.5 / months);
    }
}

/* The most memory that a process takes which does so many steps. */
static void memory(void)
{
    printf("\n%-32s %6s\n", "fentanyl, steps at most", "MB");
    for (long limit = 10; limit <= 10000; limit *= 10) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            thaw_equilibria_settings settings = {.tolerance = 1e-12, .step_limit = limit};
            thaw_equilibria e;
            struct rusage used;
            if (thaw_equilibria_solve(fentanyl(), &settings, &e, NULL) != THAW_OK)
                _exit(1);
            getrusage(RUSAGE_SELF, &used);
            printf("%-32ld %6.1f   after %ld: %s, gap %.1e\n", limit, (double)used.ru_maxrss / 1024,
                   e.steps, thaw_outcome_text(e.outcome), e.gap);
            fflush(stdout);
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
}

int main(void)
{
    timed_by_others();
    gap_against_time("fentanyl, twelve states", fentanyl, 1e-6);
    gap_against_time("two prizes, d = .6 and .9", two_prizes, 1e-9);
    growth();
    memory();
    return 0;
}
