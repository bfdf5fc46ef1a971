/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the sets of equilibrium payoffs, and the sets of random small games beside those of the
 * plain iteration. Each case is drawn from a seed of its own; a failure names it, and THAW_SEED
 * replays it.
 *
 * Proofs speak of the operator B of Abreu, Pearce & Stacchetti (1990): B(W)(s) is the hull over the
 * pairs of actions of s of the payoffs (1 - d) u + d sum p(s') w(s'), each player's own d, w(s') in
 * W(s'), from which no departure, answered by the least of W, gains; the sets V are its largest
 * fixed point, the limit of its iterates from any box that contains all payoffs. "By iteration"
 * means: the claim holds for the boxes and B keeps it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/settings.h"
#include "tests/support/sample_games.h"
#include "tests/support/sets.h"

/* The plain iteration takes some milliseconds a game, and many times that where a sanitizer looks
 * on.
 */
#if defined(__clang__)
#if __has_feature(address_sanitizer)
#define SLOWER 10
#endif
#endif
#ifndef SLOWER
#define SLOWER 1
#endif

enum { CASES = 40 / SLOWER };

/* ---- games ---- */

static size_t chance(const thaw_game *game, size_t row, int state)
{
    return row * (size_t)game->states + (size_t)state;
}

/* 1 to 4 states, 1 to 3 actions, discount factors of 0 to 0.9 each, payoffs and chances such that
 * nothing is ever tied. With states grow the corners of the sets: few games have many. */
static thaw_game *draw(dice *d)
{
    static const int states[] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4};
    return random_game(d, (random_shape){2, states[dice_int(d, 0, 13)], 1, 3, 0.9});
}

/* The same with payoffs 0 to 4, chances of quarters, and few discount factors: ties everywhere. */
static thaw_game *draw_tied(dice *d)
{
    static const double factors[] = {0, 0.25, 0.5, 0.75, 0.875};
    thaw_game *game = draw(d);
    for (int i = 0; i < 2; i++)
        game->discount[i] = factors[dice_int(d, 0, 4)];
    for (size_t k = 0; k < 2 * thaw_game_rows(game); k++)
        game->payoff[k] = dice_int(d, 0, 4);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        memset(&game->next[chance(game, row, 0)], 0, (size_t)game->states * sizeof(double));
        for (int k = 0; k < 4; k++)
            game->next[chance(game, row, dice_int(d, 0, game->states - 1))] += 0.25;
    }
    return game;
}

/* Payoffs that make deals worth while: on the whole good for both or bad for both. */
static thaw_game *draw_dilemma(dice *d)
{
    thaw_game *game = draw(d);
    for (int i = 0; i < 2; i++)
        game->discount[i] = dice_real(d, 0.4, 0.85);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double common = dice_real(d, -1, 1);
        for (size_t i = 0; i < 2; i++)
            game->payoff[row * 2 + i] = common + 0.4 * game->payoff[row * 2 + i];
    }
    return game;
}

/* Any of these; in some, a state that is never left, or one that is surely followed by another. */
static thaw_game *draw_any(dice *d)
{
    int kind = dice_int(d, 0, 5);
    thaw_game *game = kind == 0 ? draw_tied(d) : kind <= 2 ? draw(d) : draw_dilemma(d);
    if (dice_int(d, 0, 3) == 0) {
        int from = dice_int(d, 0, game->states - 1);
        int to = dice_int(d, 0, 1) ? from : dice_int(d, 0, game->states - 1);
        for (size_t row = game->first_row[from]; row < game->first_row[from + 1]; row++)
            for (int s = 0; s < game->states; s++)
                game->next[chance(game, row, s)] = s == to;
    }
    return game;
}

/* ---- comparing ---- */

/* Answers are right to the tolerance, as a share of the range. */
static double near(const thaw_game *game)
{
    return 4 * THAW_SETS_TOLERANCE * thaw_game_widest_range(game) + 1e-9 * plain_scale(game);
}

static void expect_sound(const thaw_game *game, const thaw_equilibria *e, const dice *d)
{
    const char *complaint = sets_complaint(game, e);
    cr_assert(complaint == NULL, "%s; " REPLAY, complaint, SEED(*d));
}

/* Two answers about the same sets, one seen through a map of points. */
typedef struct map {
    double scale[2], shift[2];
    bool swap;
} map;
static const map as_it_is = {{1, 1}, {0, 0}, false};

static thaw_polygon mapped(const thaw_polygon *p, const map *m)
{
    thaw_polygon points = {0}, hull = {0};
    double scale = 0;
    for (size_t k = 0; k < p->count; k++) {
        double x[2];
        for (int i = 0; i < 2; i++)
            x[i] = m->scale[i] * p->corner[k].x[m->swap ? 1 - i : i] + m->shift[i];
        plain_add(&points, x[0], x[1]);
        scale = fmax(scale, fmax(fabs(x[0]), fabs(x[1])));
    }
    plain_make_hull(&points, scale, &hull);
    plain_polygon_clear(&points);
    return hull;
}

/* Each inner lies in the other's outer, always; where both are decided they are close. */
static void expect_alike(const thaw_payoff_set *one, const map *m, const thaw_payoff_set *other,
                         double off, bool decided, const dice *d)
{
    thaw_polygon outer = mapped(&one->outer, m), inner = mapped(&one->inner, m);
    double leaves = plain_excess(&inner, &other->outer), left = plain_excess(&other->inner, &outer);
    cr_assert(leaves <= off && left <= off, "inner beyond the other's outer by %g, %g; " REPLAY,
              leaves, left, SEED(*d));
    if (decided) {
        double apart =
            fmax(plain_hausdorff(&outer, &other->outer), plain_hausdorff(&inner, &other->inner));
        cr_assert(apart <= off, "%g apart; " REPLAY, apart, SEED(*d));
    }
    plain_polygon_clear(&outer);
    plain_polygon_clear(&inner);
}

static void expect_subset(const thaw_payoff_set *small, const thaw_payoff_set *large, double off,
                          const dice *d)
{
    double beyond = plain_excess(&small->inner, &large->outer);
    cr_assert(beyond <= off, "not contained, by %g; " REPLAY, beyond, SEED(*d));
}

static void expect_same_rows(const thaw_equilibria *one, size_t row, const thaw_equilibria *other,
                             size_t row_there, const dice *d)
{
    thaw_playable a = one->playable[row], b = other->playable[row_there];
    cr_assert(a == b || a == THAW_UNKNOWN || b == THAW_UNKNOWN,
              "row %zu is %d, row %zu there %d; " REPLAY, row, (int)a, row_there, (int)b, SEED(*d));
}

/* ---- beside the plain iteration ---- */

/* Games on which numbers decide nothing are rare where nothing is tied: none is let pass. */
static void beside_plain(uint64_t constant, int cases, thaw_game *(*make)(dice *), bool may_hang)
{
    uint64_t first = first_seed(constant);
    for (int k = 0; k < cases; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = make(&d);
        thaw_equilibria e = sets_of(game);
        expect_sound(game, &e, &d);
        const char *contradiction = sets_contradiction(game, &e, 1e-7);
        cr_assert(contradiction == NULL, "%s; " REPLAY, contradiction, SEED(d));
        cr_assert(may_hang || sets_decided(game, &e), "%s, gap %g; " REPLAY,
                  thaw_outcome_text(e.outcome), e.gap, SEED(d));
        cr_assert(e.outcome == THAW_OUTCOME_CONVERGED || e.outcome == THAW_OUTCOME_INFEASIBLE ||
                      e.outcome == THAW_OUTCOME_KNIFE_EDGE ||
                      (may_hang && e.outcome == THAW_OUTCOME_STALLED),
                  "%s; " REPLAY, thaw_outcome_text(e.outcome), SEED(d));
        thaw_equilibria_clear(&e);
        thaw_game_free(game);
    }
}

Test(equilibria_laws, random_games_have_the_sets_of_the_plain_iteration)
{
    beside_plain(100000, 500 / SLOWER, draw, false);
}

Test(equilibria_laws, games_with_deals_have_the_sets_of_the_plain_iteration)
{
    beside_plain(200000, 100 / SLOWER, draw_dilemma, false);
}

Test(equilibria_laws, games_full_of_ties_have_the_sets_of_the_plain_iteration)
{
    beside_plain(300000, 250 / SLOWER, draw_tied, true);
}

Test(equilibria_laws, games_of_all_kinds_have_the_sets_of_the_plain_iteration)
{
    beside_plain(400000, 150 / SLOWER, draw_any, true);
}

/* Ties that make the inner sets' values solve their equations by less and less: what was kept of
 * them once were the sets of the step before. */
Test(equilibria_laws, the_inner_sets_kept_are_the_ones_proved)
{
    static const uint64_t seeds[] = {22000035, 41000045};
    for (size_t k = 0; k < sizeof seeds / sizeof *seeds; k++) {
        dice d = dice_new(seeds[k]);
        thaw_game *game = draw_tied(&d);
        thaw_equilibria e = sets_of(game);
        expect_sound(game, &e, &d);
        thaw_equilibria_clear(&e);
        thaw_game_free(game);
    }
}

/* The second of these games: a step moves its sets less and less, and does not come to rest. That
 * is no knife edge, and the inner sets are found. */
Test(equilibria_laws, no_knife_edge_where_the_margin_takes_nothing)
{
    dice d = dice_new(41000045);
    thaw_game *game = draw_tied(&d);
    thaw_equilibria e = sets_of(game);
    cr_expect_eq(e.outcome, THAW_OUTCOME_CONVERGED, "%s, gap %g", thaw_outcome_text(e.outcome),
                 e.gap);
    thaw_equilibria_clear(&e);
    thaw_game_free(game);
}

/* ---- the frame of a law ---- */

typedef void law(dice *d, const thaw_game *game, const thaw_equilibria *e);

static void for_games(uint64_t constant, int cases, thaw_game *(*make)(dice *), law *check)
{
    uint64_t first = first_seed(constant);
    for (int k = 0; k < cases; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = make(&d);
        thaw_equilibria e = sets_of(game);
        expect_sound(game, &e, &d);
        check(&d, game, &e);
        thaw_equilibria_clear(&e);
        thaw_game_free(game);
    }
}

/* ---- names do not matter ---- */

/* B is written without regard to the order of players, states or actions. */
static void renumbering_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    renumbering to = random_renumbering(d, game);
    thaw_game *other = renumbered_game(game, &to);
    thaw_equilibria f = sets_of(other);
    map m = as_it_is;
    m.swap = to.player_to[0] != 0;
    bool decided = sets_decided(game, e) && sets_decided(other, &f);
    for (int s = 0; s < game->states; s++) {
        expect_alike(&e->set[s], &m, &f.set[to.state_to[s]], near(game), decided, d);
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            int actions[2], moved[2];
            thaw_game_actions(game, s, row, actions);
            for (int i = 0; i < 2; i++)
                moved[to.player_to[i]] =
                    to.action_to[thaw_game_action_offset(game, s, i) + (size_t)actions[i]];
            expect_same_rows(e, row, &f, thaw_game_row(other, to.state_to[s], moved), d);
        }
    }
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
    renumbering_clear(&to);
}

Test(equilibria_laws, renumbering_players_states_and_actions_renumbers_the_sets)
{
    for_games(1000, CASES, draw_any, renumbering_law);
}

/* ---- origin and scale ---- */

/* With scale > 0: (1 - d) (scale u + shift) + d sum p (scale w + shift) = scale (...) + shift, and
 * the comparison with a departure, made of the same terms, keeps its sign. By iteration. */
static void affine_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    map m = as_it_is;
    int i = dice_int(d, 0, 1);
    m.scale[i] = pow(10, dice_real(d, -2, 2));
    m.shift[i] = m.scale[i] * dice_real(d, -3, 3);
    thaw_game *other = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(other); row++) {
        double *u = &other->payoff[row * 2 + (size_t)i];
        *u = m.scale[i] * *u + m.shift[i];
    }
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    bool decided = sets_decided(game, e) && sets_decided(other, &f);
    double off = near(game) * fmax(1, m.scale[i]) + near(other);
    for (int s = 0; s < game->states; s++)
        expect_alike(&e->set[s], &m, &f.set[s], off, decided, d);
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        expect_same_rows(e, row, &f, row, d);
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

Test(equilibria_laws, a_positive_affine_change_of_one_players_payoffs_changes_the_sets_likewise)
{
    for_games(2000, CASES, draw_any, affine_law);
}

/* A bonus for being in a state, paid for on the way in: with u'_i(row) = u_i(row) + (f(s) - d_i sum
 * p(s') f(s')) / (1 - d_i), (1 - d) u' + d sum p (w + f(s')) = (1 - d) u + d sum p w + f(s), for
 * what is played and for departures alike. By iteration each V(s) moves by f(s). */
static void bonus_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    double bonus[2][4];
    for (int i = 0; i < 2; i++)
        for (int s = 0; s < game->states; s++)
            bonus[i][s] = dice_real(d, -1, 1);
    thaw_game *other = copy_of_game(game);
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
            for (int i = 0; i < 2; i++) {
                double later = 0, f = game->discount[i];
                for (int t = 0; t < game->states; t++)
                    later += game->next[chance(game, row, t)] * bonus[i][t];
                other->payoff[row * 2 + (size_t)i] += (bonus[i][s] - f * later) / (1 - f);
            }
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    bool decided = sets_decided(game, e) && sets_decided(other, &f);
    for (int s = 0; s < game->states; s++) {
        map m = as_it_is;
        m.shift[0] = bonus[0][s];
        m.shift[1] = bonus[1][s];
        expect_alike(&e->set[s], &m, &f.set[s], near(game) + near(other), decided, d);
    }
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

Test(equilibria_laws, a_bonus_for_being_in_a_state_moves_its_set)
{
    for_games(3000, CASES, draw_any, bonus_law);
}

/* ---- states ---- */

/* Of two copies of a state one may be entered instead of the other, by any split of the chance. By
 * iteration both have the same set W, and p W + q W = (p + q) W, W being convex. */
static void split_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    int split = dice_int(d, 0, game->states - 1), copy = game->states, counts[10];
    memcpy(counts, game->action_count, 2 * (size_t)game->states * sizeof(int));
    memcpy(counts + 2 * copy, game->action_count + 2 * split, 2 * sizeof(int));
    thaw_game *other = blank_game(2, game->states + 1, counts, 0);
    memcpy(other->discount, game->discount, 2 * sizeof(double));
    for (size_t row = 0; row < thaw_game_rows(other); row++) {
        size_t from =
            row < thaw_game_rows(game) ? row : game->first_row[split] + row - thaw_game_rows(game);
        double share = dice_int(d, 0, 2) ? dice_real(d, 0, 1) : dice_int(d, 0, 1);
        for (size_t i = 0; i < 2; i++)
            other->payoff[row * 2 + i] = game->payoff[from * 2 + i];
        for (int s = 0; s < game->states; s++)
            other->next[chance(other, row, s)] = game->next[chance(game, from, s)];
        other->next[chance(other, row, copy)] = share * game->next[chance(game, from, split)];
        other->next[chance(other, row, split)] -= other->next[chance(other, row, copy)];
    }
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    bool decided = sets_decided(game, e) && sets_decided(other, &f);
    for (int s = 0; s <= game->states; s++)
        expect_alike(&e->set[s < copy ? s : split], &as_it_is, &f.set[s], near(game), decided, d);
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

Test(equilibria_laws, a_state_split_into_two_copies_has_its_set_in_both)
{
    for_games(4000, CASES, draw_any, split_law);
}

/* B(W)(s) is made of the sets of states that can follow s alone. */
static void part_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    bool keep[4] = {false};
    int state_of[4];
    thaw_game *part = NULL;
    thaw_game_reachable(game, dice_int(d, 0, game->states - 1), keep);
    cr_assert_eq(thaw_game_restrict(game, keep, state_of, &part, NULL), THAW_OK);
    thaw_equilibria f = sets_of(part);
    bool decided = sets_decided(game, e) && sets_decided(part, &f);
    for (int s = 0; s < part->states; s++)
        expect_alike(&e->set[state_of[s]], &as_it_is, &f.set[s], near(game), decided, d);
    thaw_equilibria_clear(&f);
    thaw_game_free(part);
}

static thaw_game *draw_apart(dice *d)
{
    thaw_game *game = random_game(d, (random_shape){2, dice_int(d, 2, 4), 1, 3, 0.9});
    int closed = dice_int(d, 1, game->states - 1); /* the first so many are not left */
    for (size_t row = 0; row < game->first_row[closed]; row++)
        for (int s = closed; s < game->states; s++) {
            game->next[chance(game, row, dice_int(d, 0, closed - 1))] +=
                game->next[chance(game, row, s)];
            game->next[chance(game, row, s)] = 0;
        }
    return game;
}

Test(equilibria_laws, states_that_cannot_be_reached_do_not_matter)
{
    for_games(5000, CASES, draw_apart, part_law);
}

/* ---- actions ---- */

/* A second copy of an action offers no new payoff and no new departure but the one from the first
 * to it, which is answered by the worst and gains nothing. The last action is copied. */
static void twin_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    int state = dice_int(d, 0, game->states - 1), player = dice_int(d, 0, 1), counts[8], actions[2];
    memcpy(counts, game->action_count, 2 * (size_t)game->states * sizeof(int));
    int last = counts[2 * state + player]++ - 1;
    thaw_game *other = blank_game(2, game->states, counts, 0);
    memcpy(other->discount, game->discount, 2 * sizeof(double));
    for (int s = 0; s < game->states; s++)
        for (size_t row = other->first_row[s]; row < other->first_row[s + 1]; row++) {
            thaw_game_actions(other, s, row, actions);
            if (s == state && actions[player] > last)
                actions[player] = last;
            size_t from = thaw_game_row(game, s, actions);
            memcpy(&other->payoff[row * 2], &game->payoff[from * 2], 2 * sizeof(double));
            memcpy(&other->next[chance(other, row, 0)], &game->next[chance(game, from, 0)],
                   (size_t)game->states * sizeof(double));
        }
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    bool decided = sets_decided(game, e) && sets_decided(other, &f);
    for (int s = 0; s < game->states; s++)
        expect_alike(&e->set[s], &as_it_is, &f.set[s], near(game), decided, d);
    cr_assert(!sets_decided(game, e) || decided, "undecided with a copy; " REPLAY, SEED(*d));
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

Test(equilibria_laws, a_copy_of_an_action_changes_nothing)
{
    for_games(6000, CASES, draw, twin_law);
}

/* Let a pair that is never played pay less. V generates itself in the new game: what is played pays
 * as before, departures pay as before or less. So the new sets contain it. */
static void dreaded_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    thaw_game *other = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        for (size_t i = 0; i < 2 && e->playable[row] == THAW_NEVER; i++)
            if (dice_int(d, 0, 1))
                other->payoff[row * 2 + i] -= dice_real(d, 0, 2);
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    for (int s = 0; s < game->states; s++)
        expect_subset(&e->set[s], &f.set[s], near(game) + near(other), d);
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

Test(equilibria_laws, pairs_never_played_that_pay_less_take_no_payoff_away)
{
    for_games(7000, CASES, draw_dilemma, dreaded_law);
}

/* ---- discount factors ---- */

/* No future: what is played must be an equilibrium of the month. */
static void no_future_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    thaw_polygon none[4] = {{0}}, box[4], hull[4] = {{0}};
    bool alive[4];
    const double far[4][2] = {{-9, -9}, {9, -9}, {9, 9}, {-9, 9}};
    for (int s = 0; s < game->states; s++)
        box[s] = plain_hull(far, 4);
    /* with promises that count for nothing, one step tells the month's equilibria */
    plain_step(game, box, 0, hull, NULL);
    for (int s = 0; s < game->states; s++)
        alive[s] = hull[s].count > 0;
    for (int s = 0; s < game->states; s++) {
        bool reachable[4], all = true;
        thaw_game_reachable(game, s, reachable);
        for (int t = 0; t < game->states; t++)
            all &= alive[t] || !reachable[t];
        const thaw_polygon *expected = all ? &hull[s] : &none[s];
        double apart = fmax(plain_hausdorff(&e->set[s].outer, expected),
                            plain_hausdorff(&e->set[s].inner, expected));
        cr_assert(apart <= 1e-9, "state %d: %g; " REPLAY, s, apart, SEED(*d));
    }
    for (int s = 0; s < game->states; s++) {
        plain_polygon_clear(&box[s]);
        plain_polygon_clear(&hull[s]);
    }
}

static thaw_game *draw_without_future(dice *d)
{
    thaw_game *game = dice_int(d, 0, 1) ? draw(d) : draw_tied(d);
    game->discount[0] = game->discount[1] = 0;
    return game;
}

Test(equilibria_laws, without_a_future_the_sets_are_hulls_of_the_months_equilibria)
{
    for_games(8000, CASES, draw_without_future, no_future_law);
}

/* One state, a common factor raised from d to f. Take v = (1 - d) u + d w of V. Then w' = ((f - d)
 * v + d (1 - f) w) / (f (1 - d)) is of V, a mean of v and w, and v = (1 - f) u + f w'. If v is no
 * less than (1 - d) x + d m, what a departure brings, m the least of V, then, v being no less than
 * m, it is no less than (1 - f) / (1 - d) ((1 - d) x + d m) + (f - d) / (1 - d) m = (1 - f) x + f
 * m. So V generates itself at f (Abreu, Pearce & Stacchetti 1990, theorem 6). */
static void patience_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    thaw_game *other = copy_of_game(game);
    other->discount[0] = other->discount[1] = dice_real(d, game->discount[0], 0.97);
    thaw_equilibria f = sets_of(other);
    expect_sound(other, &f, d);
    expect_subset(&e->set[0], &f.set[0], near(game), d);
    thaw_equilibria_clear(&f);
    thaw_game_free(other);
}

static thaw_game *draw_common_month(dice *d)
{
    thaw_game *game = random_game(d, (random_shape){2, 1, 2, 3, 0.9});
    game->discount[1] = game->discount[0];
    return game;
}

Test(equilibria_laws, common_patience_takes_no_payoff_of_a_repeated_game_away)
{
    for_games(9000, 2 * CASES, draw_common_month, patience_law);
}

/* ---- bounds ---- */

/* All pairs pay the same: that is the one payoff, and every pair begins an equilibrium. From 8 by 8
 * actions on the set is a hull of so many points that most are dropped beforehand; found by review,
 * all of them were. */
Test(equilibria_laws, constant_payoffs_are_one_point_however_many_pairs)
{
    static const double discount[] = {0, 0.5, 0.95};
    for (int actions = 1; actions <= 12; actions++)
        for (size_t k = 0; k < sizeof discount / sizeof *discount; k++) {
            thaw_game *game = blank_game(2, 1, (int[]){actions, actions}, discount[k]);
            for (size_t row = 0; row < thaw_game_rows(game); row++) {
                game->next[row] = 1;
                game->payoff[row * 2] = 3;
                game->payoff[row * 2 + 1] = -7;
            }
            thaw_equilibria e = sets_of(game);
            cr_expect_eq(e.outcome, THAW_OUTCOME_CONVERGED, "%d actions, d = %g: %s", actions,
                         discount[k], thaw_outcome_text(e.outcome));
            cr_assert_geq(e.set[0].inner.count, 1);
            cr_expect_float_eq(e.set[0].worst[0], 3, 1e-9);
            cr_expect_float_eq(e.set[0].worst[1], -7, 1e-9);
            for (size_t row = 0; row < thaw_game_rows(game); row++)
                cr_expect_eq(e.playable[row], THAW_PLAYED);
            thaw_equilibria_clear(&e);
            thaw_game_free(game);
        }
}

/* In state X player 1 has two actions that lead back to X; the second pays it more, by one unit of
 * rounding, and player 2 nothing instead of 10. So the second is played, and only it: what the
 * equilibria pay player 2 is 0. Beside the 1 of state Y the difference is lost when payoffs are
 * scaled; found by review, 10 was called certain. */
Test(equilibria_laws, payoffs_a_unit_of_rounding_apart_are_no_tie)
{
    static const double discount[] = {0, 0.5, 0.9};
    for (size_t k = 0; k < sizeof discount / sizeof *discount; k++) {
        thaw_game *game = blank_game(2, 2, (int[]){2, 1, 1, 1}, discount[k]);
        static const double payoff[3][2] = {{0.1, 10}, {0, 0}, {1, 0}};
        memcpy(game->payoff, payoff, sizeof payoff);
        game->payoff[2] = nextafter(0.1, 1);
        game->next[chance(game, 0, 0)] = game->next[chance(game, 1, 0)] = 1;
        game->next[chance(game, 2, 0)] = 0;
        game->next[chance(game, 2, 1)] = 1;
        thaw_equilibria e = sets_of(game);
        for (size_t c = 0; c < e.set[0].inner.count; c++)
            cr_expect_leq(e.set[0].inner.corner[c].x[1], 1e-9, "d = %g", discount[k]);
        cr_expect_neq(e.playable[0], THAW_PLAYED, "d = %g", discount[k]);
        cr_expect_eq(e.playable[1], THAW_PLAYED, "d = %g", discount[k]);
        thaw_equilibria_clear(&e);
        thaw_game_free(game);
    }
}

/* Against v_i(s) = min over the other's actions of max over own of (1 - d) u_i + d sum p v_i: the
 * least of V is at least its own image, as no payoff of B(W) is below max over own actions of what
 * is answered by the least of W; and the map is monotone and a contraction. */
static void minmax(const thaw_game *game, int player, double *value)
{
    double next[4], f = game->discount[player];
    for (int step = 0; step < 400; step++) {
        for (int s = 0; s < game->states; s++) {
            next[s] = INFINITY;
            for (int b = 0; b < thaw_game_action_count(game, s, 1 - player); b++) {
                double best = -INFINITY;
                for (int a = 0; a < thaw_game_action_count(game, s, player); a++) {
                    int actions[2];
                    actions[player] = a;
                    actions[1 - player] = b;
                    size_t row = thaw_game_row(game, s, actions);
                    double later = 0;
                    for (int t = 0; t < game->states; t++)
                        later += game->next[chance(game, row, t)] * value[t];
                    best = fmax(best, (1 - f) * game->payoff[row * 2 + (size_t)player] + f * later);
                }
                next[s] = fmin(next[s], best);
            }
        }
        memcpy(value, next, (size_t)game->states * sizeof *value);
    }
}

static void minmax_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    for (int i = 0; i < 2; i++) {
        double value[4] = {0};
        minmax(game, i, value);
        for (int s = 0; s < game->states; s++)
            cr_assert(!(e->set[s].worst[i] < value[s] - 1e-9 - e->error) &&
                          !(e->set[s].bound[i] < value[s] - near(game)),
                      "state %d: %g, %g below %g; " REPLAY, s, e->set[s].bound[i],
                      e->set[s].worst[i], value[s], SEED(*d));
    }
}

Test(equilibria_laws, nobody_is_held_below_the_minmax_in_pure_actions)
{
    for_games(10000, 2 * CASES, draw_any, minmax_law);
}

/* A common factor and payoffs that sum to 0: each player's payoff in an equilibrium is the value of
 * the game, as each can be sure of it and they share 0 (Shapley 1953). The set is a point or empty.
 */
static void zero_sum_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    for (int s = 0; s < game->states; s++) {
        const thaw_polygon *p = &e->set[s].outer;
        for (size_t k = 0; k < p->count; k++) {
            double apart =
                hypot(p->corner[k].x[0] - p->corner[0].x[0], p->corner[k].x[1] - p->corner[0].x[1]);
            cr_assert(apart <= near(game), "state %d: %g wide; " REPLAY, s, apart, SEED(*d));
            cr_assert_float_eq(p->corner[k].x[0] + p->corner[k].x[1], 0, near(game), REPLAY,
                               SEED(*d));
        }
    }
}

static thaw_game *draw_zero_sum(dice *d)
{
    thaw_game *game = random_game(d, (random_shape){2, dice_int(d, 1, 4), 1, 2, 0.9});
    game->discount[1] = game->discount[0];
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        game->payoff[row * 2 + 1] = -game->payoff[row * 2];
    return game;
}

Test(equilibria_laws, games_of_sum_zero_have_a_point_or_nothing)
{
    for_games(11000, 2 * CASES, draw_zero_sum, zero_sum_law);
}

/* Payoffs alike for both and a common factor: all on the diagonal, up to the most that one planner
 * could reach. The plan that reaches it is an equilibrium: a departure brings (1 - d) u + d times
 * something no more than the planner's value, which the plan maximises. */
static void planner(const thaw_game *game, double *value)
{
    double next[4], f = game->discount[0];
    for (int step = 0; step < 400; step++) {
        for (int s = 0; s < game->states; s++) {
            next[s] = -INFINITY;
            for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
                double later = 0;
                for (int t = 0; t < game->states; t++)
                    later += game->next[chance(game, row, t)] * value[t];
                next[s] = fmax(next[s], (1 - f) * game->payoff[row * 2] + f * later);
            }
        }
        memcpy(value, next, (size_t)game->states * sizeof *value);
    }
}

static void common_interest_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    double value[4] = {0};
    planner(game, value);
    for (int s = 0; s < game->states; s++) {
        const thaw_polygon *outer = &e->set[s].outer, *inner = &e->set[s].inner;
        for (size_t k = 0; k < outer->count; k++)
            cr_assert_float_eq(outer->corner[k].x[0], outer->corner[k].x[1], near(game), REPLAY,
                               SEED(*d));
        const thaw_polygon best = {&(thaw_point){{value[s], value[s]}}, 1, 1};
        double off = plain_excess(&best, inner);
        cr_assert(off <= near(game), "state %d: the plan is missed by %g; " REPLAY, s, off,
                  SEED(*d));
        for (size_t k = 0; k < inner->count; k++)
            cr_assert_leq(inner->corner[k].x[0], value[s] + 1e-9, REPLAY, SEED(*d));
    }
}

static thaw_game *draw_common_interest(dice *d)
{
    thaw_game *game = draw(d);
    game->discount[1] = game->discount[0];
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        game->payoff[row * 2 + 1] = game->payoff[row * 2];
    return game;
}

Test(equilibria_laws, players_of_one_mind_reach_what_a_planner_would)
{
    for_games(12000, 2 * CASES, draw_common_interest, common_interest_law);
}

/* Nothing to gain from going on: with few steps, or none to spare, the sets are caught all the
 * same. */
static void early_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    thaw_equilibria_settings settings = {.step_limit = dice_int(d, 1, 20)};
    thaw_equilibria f;
    cr_assert_eq(thaw_equilibria_solve(game, &settings, &f, NULL), THAW_OK);
    expect_sound(game, &f, d);
    cr_assert(f.outcome != THAW_OUTCOME_STEP_LIMIT || f.steps >= 1, REPLAY, SEED(*d));
    for (int s = 0; s < game->states; s++) {
        expect_subset(&e->set[s], &f.set[s], near(game), d);
        expect_subset(&f.set[s], &e->set[s], near(game), d);
    }
    thaw_equilibria_clear(&f);
}

Test(equilibria_laws, an_early_stop_still_catches_the_sets)
{
    for_games(13000, 2 * CASES, draw_any, early_law);
}

/* The same question twice has the same answer to the last bit. */
static void same_law(dice *d, const thaw_game *game, const thaw_equilibria *e)
{
    thaw_equilibria f = sets_of(game);
    for (int s = 0; s < game->states; s++) {
        const thaw_polygon *one[2] = {&e->set[s].outer, &e->set[s].inner},
                           *other[2] = {&f.set[s].outer, &f.set[s].inner};
        for (int k = 0; k < 2; k++) {
            cr_assert_eq(one[k]->count, other[k]->count, REPLAY, SEED(*d));
            cr_assert(one[k]->count == 0 || memcmp(one[k]->corner, other[k]->corner,
                                                   one[k]->count * sizeof *one[k]->corner) == 0,
                      REPLAY, SEED(*d));
        }
    }
    thaw_equilibria_clear(&f);
}

/* Sets that stand still at once were said to be stalled. */
Test(equilibria_laws, where_the_time_is_out_that_is_said)
{
    thaw_game *game = blank_game(2, 1, (int[]){3, 3}, 0.5);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        game->next[row] = 1;
        game->payoff[row * 2] = game->payoff[row * 2 + 1] = 1;
    }
    const volatile int signalled = 1;
    const thaw_equilibria_settings late = {.deadline = 1e-9}, stopped = {.stop = &signalled};
    thaw_equilibria e;
    cr_assert_eq(thaw_equilibria_solve(game, &late, &e, NULL), THAW_OK);
    cr_expect_eq(e.outcome, THAW_OUTCOME_TIME_LIMIT);
    thaw_equilibria_clear(&e);
    cr_assert_eq(thaw_equilibria_solve(game, &stopped, &e, NULL), THAW_OK);
    cr_expect_eq(e.outcome, THAW_OUTCOME_INTERRUPTED);
    thaw_equilibria_clear(&e);
    thaw_game_free(game);
}

Test(equilibria_laws, the_same_question_has_the_same_answer)
{
    for_games(14000, CASES / 4, draw_any, same_law);
}
