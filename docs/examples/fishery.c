/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stochastic game of one's own, made, solved and judged.
 *
 * Two villages share a lake. Each month each of them spares the fish or empties its nets. A lake
 * that is full yields more, and may be fished out when somebody does not spare it; one that is
 * fished out may recover when both do. Levhari and Mirman (1980) have the classic of such games.
 *
 *     cc -std=c17 fishery.c $(pkg-config --cflags --libs thaw) -o fishery
 *     ./fishery 0.9
 *
 * The one argument is both villages' discount factor a month. */
#include <stdio.h>
#include <stdlib.h>

#include <thaw/thaw.h>

enum { VILLAGES = 2, SPARE = 0, EMPTY = 1, ACTIONS = 2, FULL = 0, FISHED_OUT = 1, LAKES = 2 };

/* catch_of[lake][mine][theirs], and how likely the lake is full next month, [lake][who empty nets].
 */
static const double catch_of[LAKES][ACTIONS][ACTIONS] = {{{4, 3}, {6, 4}}, {{1, 0}, {2, 1}}};
static const double stays_full[LAKES][VILLAGES + 1] = {{1, 0.6, 0.2}, {0.5, 0.1, 0}};

static thaw_status name_all(thaw_game *game, thaw_fault *fault)
{
    static const char *const villages[] = {"Upper", "Lower"},
                             *const lakes[] = {"full", "fished-out"},
                             *const actions[] = {"spare", "empty"};
    thaw_status status = THAW_OK;
    for (int i = 0; i < VILLAGES && status == THAW_OK; i++)
        status = thaw_game_name(&game->player_name[i], villages[i], fault);
    for (int s = 0; s < LAKES && status == THAW_OK; s++)
        status = thaw_game_name(&game->state_name[s], lakes[s], fault);
    for (int at = 0; at < LAKES * VILLAGES; at++)
        for (int a = 0; a < ACTIONS && status == THAW_OK; a++)
            status = thaw_game_name(&game->action_name[at][a], actions[a], fault);
    return status;
}

/* What each pair of actions brings in one lake, and what the lake is next. */
static void fill_lake(thaw_game *game, int lake)
{
    for (int upper = 0; upper < ACTIONS; upper++)
        for (int lower = 0; lower < ACTIONS; lower++) {
            size_t row = thaw_game_row(game, lake, (const int[]){upper, lower});
            double full = stays_full[lake][(upper == EMPTY) + (lower == EMPTY)];
            game->payoff[row * VILLAGES] = catch_of[lake][upper][lower];
            game->payoff[row * VILLAGES + 1] = catch_of[lake][lower][upper];
            game->next[row * LAKES + FULL] = full;
            game->next[row * LAKES + FISHED_OUT] = 1 - full;
        }
}

static thaw_status make(double discount, thaw_game **game, thaw_fault *fault)
{
    const int action_count[] = {ACTIONS, ACTIONS, ACTIONS, ACTIONS};
    thaw_status status = thaw_game_new(VILLAGES, LAKES, action_count, 0, false, game, fault);
    if (status != THAW_OK)
        return status;
    for (int i = 0; i < VILLAGES; i++)
        (*game)->discount[i] = discount;
    for (int lake = 0; lake < LAKES; lake++)
        fill_lake(*game, lake);
    return name_all(*game, fault);
}

static int complain(const thaw_fault *fault)
{
    fprintf(stderr, "%s\n", fault->text);
    return 1;
}

static void print_lake(const thaw_game *game, int lake, const double *profile, const double *values)
{
    printf("%s:\n", game->state_name[lake]);
    for (int i = 0; i < game->players; i++) {
        const double *chance = profile + thaw_game_action_offset(game, lake, i);
        printf("  %-5s  %s %.3f, %s %.3f; worth %.3f a month\n", game->player_name[i],
               thaw_game_action_name(game, lake, i, SPARE), chance[SPARE],
               thaw_game_action_name(game, lake, i, EMPTY), chance[EMPTY],
               values[lake * game->players + i]);
    }
}

/* Solves, has the judge look at every one-shot departure, and says what was found. The judge shares
 * no code with the solver: its regret is what an answer is worth. */
static int solve(const thaw_game *game)
{
    double profile[LAKES * VILLAGES * ACTIONS], values[LAKES * VILLAGES];
    thaw_markov_result result;
    thaw_judgement judgement;
    thaw_fault fault;
    if (thaw_markov_solve(game, NULL, profile, values, &result, &fault) != THAW_OK ||
        thaw_judge(game, profile, values, NULL, NULL, &judgement, &fault) != THAW_OK)
        return complain(&fault);
    if (result.outcome != THAW_OUTCOME_CONVERGED) {
        fprintf(stderr, "%s\n", thaw_outcome_text(result.outcome));
        return 1;
    }
    for (int lake = 0; lake < game->states; lake++)
        print_lake(game, lake, profile, values);
    printf("nobody gains %s by departing once\n", judgement.regret < 1e-9 ? "1e-9" : "more");
    return judgement.regret < 1e-9 ? 0 : 1;
}

int main(int count, char **arguments)
{
    thaw_game *game = NULL;
    thaw_faults faults = {0};
    thaw_fault fault;
    int failed;
    if (count != 2) {
        fprintf(stderr, "usage: fishery DISCOUNT\n");
        return 2;
    }
    if (make(strtod(arguments[1], NULL), &game, &fault) != THAW_OK)
        failed = complain(&fault);
    else if (thaw_game_validate(game, &faults) != THAW_OK)
        failed = complain(&faults.items[0]);
    else
        failed = solve(game);
    thaw_game_free(game);
    thaw_faults_clear(&faults);
    return failed;
}
