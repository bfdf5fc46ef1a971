/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extreme equilibria of published bimatrix games, degenerate ones among them.
 *
 * data/nash_bimatrix.json: games from the Gambit collection and random integer games, with counts
 * on which two exact programs of others agree (gambit-enummixed and lrsnash), and the equilibria as
 * fractions; null where there are too many to list. */
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>

#include "tests/support/month.h"
#include "tests/support/reference.h"

static double fraction(const json_t *text)
{
    char *end;
    double top = strtod(json_string_value(text), &end);
    return *end == '/' ? top / strtod(end + 1, NULL) : top;
}

/* How the payoffs are changed before solving: play is the same, decimals are not exact. */
struct change {
    const char *name;
    double scale[2], shift[2];
    double tolerance; /* of a chance, and of a regret as a share of the range of payoffs */
};

static void read_payoffs(const json_t *matrix, double scale, double shift, double *payoff)
{
    size_t i, j;
    const json_t *row, *number;
    json_array_foreach(matrix, i, row) json_array_foreach(row, j, number) *payoff++ =
        fraction(number) * scale + shift;
}

static thaw_game *read_game(const json_t *of, const struct change *change)
{
    const json_t *a = json_object_get(of, "A"), *b = json_object_get(of, "B");
    size_t rows = json_array_size(a), columns = json_array_size(json_array_get(a, 0));
    double *payoff = malloc(2 * rows * columns * sizeof *payoff);
    cr_assert(payoff != NULL);
    read_payoffs(a, change->scale[0], change->shift[0], payoff);
    read_payoffs(b, change->scale[1], change->shift[1], payoff + rows * columns);
    thaw_game *game = bimatrix_game((int)rows, (int)columns, payoff, payoff + rows * columns);
    free(payoff);
    return game;
}

/* Each found one is listed, each listed one found. The list may repeat itself. */
static void compare(const json_t *of, const thaw_stage *stage, const struct change *change)
{
    const char *name = json_string_value(json_object_get(of, "name"));
    const json_t *listed = json_object_get(of, "equilibria"), *one;
    size_t index, k, seen = 0;
    bool *matched = calloc(stage->equilibria + 1, sizeof *matched);
    double *chance = calloc(stage->actions, sizeof *chance);
    json_array_foreach(listed, index, one)
    {
        for (k = 0; k < stage->actions; k++)
            chance[k] = fraction(json_array_get(one, k));
        const thaw_stage_equilibrium *found = month_find(stage, chance, change->tolerance);
        cr_expect(found != NULL, "%s %s: equilibrium %zu is missing", name, change->name, index);
        if (found && !matched[found - stage->equilibrium]) {
            matched[found - stage->equilibrium] = true;
            seen++;
        }
    }
    if (json_is_array(listed))
        cr_expect(eq(sz, seen, stage->equilibria), "%s %s: one too many", name, change->name);
    free(matched);
    free(chance);
}

static void check_case(const json_t *of, const struct change *change)
{
    const char *name = json_string_value(json_object_get(of, "name"));
    thaw_game *game = read_game(of, change);
    thaw_stage *stage = month_solve(game);
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_CONVERGED), "%s %s", name, change->name);
    cr_expect(stage->mixed, "%s %s", name, change->name);
    cr_expect(eq(sz, stage->equilibria,
                 (size_t)json_integer_value(json_object_get(of, "extreme_equilibria"))),
              "%s %s", name, change->name);
    cr_expect(month_regret(stage) <= change->tolerance * fmax(thaw_game_widest_range(game), 1.0),
              "%s %s: regret %g", name, change->name, month_regret(stage));
    compare(of, stage, change);
    thaw_stage_free(stage);
    thaw_game_free(game);
}

static void check_all(const struct change *change)
{
    json_t *file = reference_read("nash_bimatrix.json"), *one;
    size_t index;
    json_array_foreach(json_object_get(file, "cases"), index, one) check_case(one, change);
    cr_expect(eq(sz, index, 31));
    json_decref(file);
}

Test(stage, finds_the_published_equilibria)
{
    check_all(&(struct change){"as published", {1, 1}, {0, 0}, 1e-12});
}

/* Tenths and thirds are not exact: ties are then off by rounding errors, and must still be ties. */
Test(stage, finds_them_in_decimals)
{
    check_all(&(struct change){"in tenths", {0.1, 0.1}, {0.7, -0.3}, 1e-12});
}

Test(stage, finds_them_far_from_zero)
{
    check_all(&(struct change){"far from zero", {1.0 / 3, 0.01}, {1000.1, -77.7}, 1e-10});
}

/* So far that payoffs have five digits fewer. */
Test(stage, finds_them_a_million_from_zero)
{
    check_all(&(struct change){"a million from zero", {0.1, 0.1}, {1e6, -1e6}, 1e-7});
}
