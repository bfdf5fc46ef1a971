/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Markov solver against states and actions: random games of two players, payoffs uniform in
 * [0, 1], next states Dirichlet(1), discount factor 0.95, as sgamesolver draws its own. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "solvers/markov.h"
#include "tests/bench/timing.h"

enum { SEEDS = 5 };

static uint64_t state_of_dice;

/* splitmix64 (Steele, Lea and Flood 2014). */
static double uniform(void)
{
    uint64_t z = state_of_dice += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static thaw_game *draw(int states, int actions, uint64_t seed)
{
    int counts[2 * 64];
    thaw_game *game = NULL;
    state_of_dice = seed;
    for (int k = 0; k < 2 * states; k++)
        counts[k] = actions;
    if (thaw_game_new(2, states, counts, 0, false, &game, NULL) != THAW_OK)
        return NULL;
    game->discount[0] = game->discount[1] = 0.95;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double *next = game->next + row * (size_t)states, sum = 0;
        game->payoff[row * 2] = uniform();
        game->payoff[row * 2 + 1] = uniform();
        for (int s = 0; s < states; s++)
            sum += next[s] = -log(1 - uniform());
        for (int s = 0; s < states; s++)
            next[s] /= sum;
    }
    return game;
}

/* Means over the seeds that were solved. */
typedef struct mean {
    double seconds, longest, steps, systems;
    int solved;
} mean;

static void measure(int states, int actions, uint64_t seed, mean *m)
{
    thaw_game *game = draw(states, actions, seed);
    double *profile = game ? calloc(thaw_game_action_total(game), sizeof *profile) : NULL;
    double *values = game ? calloc((size_t)states * 2, sizeof *values) : NULL;
    thaw_markov_result result;
    double began = processor_seconds();
    if (profile && values &&
        thaw_markov_solve(game, NULL, profile, values, &result, NULL) == THAW_OK &&
        result.outcome == THAW_OUTCOME_CONVERGED) {
        double seconds = processor_seconds() - began;
        m->seconds += seconds;
        m->longest = fmax(m->longest, seconds);
        m->steps += result.steps;
        m->systems += result.systems;
        m->solved++;
    }
    free(profile);
    free(values);
    thaw_game_free(game);
}

int main(void)
{
    static const int states[] = {6, 8, 12, 16, 24, 32, 48, 64};
    printf("%6s %7s %7s %7s %8s %10s %10s %12s\n", "states", "actions", "solved", "steps",
           "systems", "seconds", "longest", "ms/system");
    for (int actions = 2; actions <= 5; actions++)
        for (size_t k = 0; k < sizeof states / sizeof *states; k++) {
            mean m = {0};
            for (uint64_t seed = 1; seed <= SEEDS; seed++)
                measure(states[k], actions, seed, &m);
            double n = m.solved ? m.solved : 1;
            printf("%6d %7d %5d/%d %7.1f %8.1f %10.4f %10.4f %12.4f\n", states[k], actions,
                   m.solved, SEEDS, m.steps / n, m.systems / n, m.seconds / n, m.longest,
                   m.systems > 0 ? 1e3 * m.seconds / m.systems : 0);
            fflush(stdout);
        }
    return 0;
}
