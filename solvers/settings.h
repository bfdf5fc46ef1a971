/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tolerances and limits of the solvers: what each is, in which unit, and why that number. Those
 * that a contract names stand in its public header. */
#ifndef THAW_SOLVERS_SETTINGS_H
#define THAW_SOLVERS_SETTINGS_H

/* ---- linear programs ---- */

/* GLPK's own primal and dual feasibility tolerance, relative to its scaling. Its default, 1e-7, is
 * looser than what we accept. */
#define THAW_LP_PIVOT_TOLERANCE 1e-10

/* Rows and columns together of a program that may fall back to exact arithmetic, whose fractions
 * grow with the basis: a second or two at this size, hours at a few times it. */
#define THAW_LP_EXACT_MAX 1000

/* Simplex pivots before an attempt is given up: this many, and this many for each row and column. A
 * method that makes progress takes about one for each column. */
#define THAW_LP_PIVOTS      100
#define THAW_LP_PIVOTS_EACH 10

/* ---- one month's game ---- */

/* To THAW_STAGE_TIE is added this many units of rounding (DBL_EPSILON) of the player's largest
 * payoff: what "0.1 + 0.2" differs from "0.3" by, also after a large constant was added to all
 * payoffs. */
#define THAW_STAGE_TIE_ROUNDINGS 8.0

/* Most vertices of a best-reply polytope. Random games have about 2.2 times as many for each
 * further action: 1000 at 10 x 10, 50,000 at 15 x 15. */
#define THAW_STAGE_VERTICES_MAX 200000

/* Most elementary comparisons of vertices, a few nanoseconds each: some seconds. */
#define THAW_STAGE_WORK_MAX 2000000000ULL

/* Most coefficients of the program for a correlated equilibrium: two players with 100 actions each
 * have 2 million, some seconds. */
#define THAW_STAGE_PROGRAM_MAX 2000000

/* ---- the logit path ---- */

/* First step, longest and shortest step, in the path's own length (see metric() in markov.c): in
 * it, a step of one doubles the precision or turns a mixed choice over. */
#define THAW_PATH_FIRST    0.1
#define THAW_PATH_LONGEST  2.0
#define THAW_PATH_SHORTEST 1e-9

/* A step is taken when Newton's first correction is at most this long; the next step aims at the
 * target. */
#define THAW_PATH_CORRECTION 0.1
#define THAW_PATH_TARGET     0.02

/* Each further correction must be at most this share of the one before it; after this many the step
 * is halved. */
#define THAW_PATH_CONTRACTION 0.3
#define THAW_PATH_CORRECTIONS 6

/* A correction this short ends a step: Newton's next one would be about its square. */
#define THAW_PATH_CLOSE 1e-5

/* Smallest cosine of the angle between neighbouring tangents. */
#define THAW_PATH_COSINE 0.8

/* Where the determinant changes sign between two points of a straight line shorter than the first
 * number, the curve may be crossed by another there; over the second, it is. Where shorter steps
 * than the first cannot be computed (near a crossing rounding decides, often from about 1e-6 on),
 * it counts as crossed too. */
#define THAW_PATH_CROSSING 1e-4
#define THAW_PATH_CROSSED  2e-6

/* It counts as straight when the first correction is at most this share of the step. */
#define THAW_PATH_STRAIGHT 1e-2

/* Weight in the path's length of the log of a chance that has become negligible. */
#define THAW_PATH_TAIL 1e-3

/* The path has an end in sight when no player could gain more than this share of its payoff range;
 * the polish is tried then, and again each time that precision has grown by the factor. */
#define THAW_PATH_NEAR  1e-3
#define THAW_PATH_RETRY 4.0

/* The end: the polished equilibrium is nearer to the path than this, and nearing as 1 / precision
 * does or faster. */
#define THAW_PATH_GAP 1e-2

/* At the end the noise of the logit equations bends the equilibrium's own by at most this (see
 * polish.h): at 1 there might still be a fold or a fork ahead. */
#define THAW_PATH_BEND 0.5

/* At the end an action outside the support has lost at least this many units of log chance. */
#define THAW_PATH_FADED 18.0

/* Beyond this precision times the payoff range, log chances are noise: what the polish gives there
 * is the answer, or there is none. Differences of a month's payoffs are right to 1e-16 of their
 * range, so that a path can tell two actions apart whose values differ by 1e-11 of it, as they do
 * on both sides of a jump. */
#define THAW_PATH_PRECISION 1e13

/* Above this precision times the payoff range a continuum of equilibria is accepted as the end, if
 * its equations hold this much better than the tolerance asks: where they do not, the path may be
 * on the way to telling apart what is nearly the same. */
#define THAW_PATH_FAR   1e9
#define THAW_PATH_EXACT 1e-4

/* Above this precision times the payoff range a path whose steps must be shorter than this may be
 * lost in rounding, as it is where it runs into a continuum of equilibria. */
#define THAW_PATH_BLUNT   1e4
#define THAW_PATH_BLURRED 1e-3

/* Log chances this close are the same, for the sake of some symmetry. */
#define THAW_TRIPLET_TOLERANCE 1e-10

/* A symmetric game is followed again with payoffs changed by up to this share of the range, by
 * steps no longer than the root of it: a fork then bends the path before a step can cross it. A
 * chance that differs by more in the end is another equilibrium's. */
#define THAW_FORK_NUDGE      1e-3
#define THAW_FORK_STEP       0.03
#define THAW_FORK_DIFFERENCE 0.1

/* ---- the polish ---- */

#define THAW_POLISH_STEPS 12
#define THAW_POLISH_ROUNDS                                                                         \
    8 /* Newton runs, each with more actions held to the edge than the last */
#define THAW_POLISH_GROWTH                                                                         \
    2.0                         /* a step that is longer than the last by more is no convergence,  \
                                 */
#define THAW_POLISH_CLOSE 1e-6  /* unless it is this short */
#define THAW_POLISH_STEP  1e-14 /* relative; Newton has nothing left to correct */

/* A chance that falls to less than this share of what it is on the path goes to zero; and so has
 * one that is smaller than the second number. */
#define THAW_POLISH_FADING 1e-3
#define THAW_POLISH_FADED  1e-12

/* An action counts as played at the end of the path when its chance is at least this over precision
 * times payoff range: chances of mixed play are off by about 1 / precision there, so that less
 * cannot be told from none. */
#define THAW_SUPPORT 3.0

/* Singular values below this share of the largest count as zero. */
#define THAW_RANK_TOLERANCE 1e-10

/* ---- deals ---- */

/* A loss below this many times the error bound of values is undecided: it is the difference of two
 * values, v - d E v', and what it is off by is below (1 + d) errors of values, and its own
 * rounding, which is below 1 - d of them. */
#define THAW_DOUBT 2.0

/* Relative errors of a product's chances, in units of rounding: this many, and one for each signal:
 * sums over signals, products with the public coin and with the chance of the next state. */
#define THAW_PRODUCT_ROUNDINGS 6.0

/* Scores of two deals that differ by a smaller share than this are the same: the milder punishment
 * is better. */
#define THAW_SCORE_TIE 1e-9

/* Payoffs and chances that differ by fewer than this many units of rounding are the same: a tie. */
#define THAW_TIE_ROUNDINGS 16.0

/* ---- best replies ---- */

/* Rounds of policy iteration. Each improves, and none that was left comes back; the longest seen so
 * far took nine. */
#define THAW_REPLY_ROUNDS 1000

/* A gain below this many units of rounding of the largest payoff is none: values are sums of some
 * thousand products. */
#define THAW_REPLY_ROUNDINGS 1000.0

/* A gain on a pool's equilibrium below this share of the payoff range is none: a mixed
 * equilibrium's chances are right to about 1e-12. */
#define THAW_POOL_NOTHING 1e-10

/* ---- the replicator ---- */

/* Step in units of time in which payoffs differ by at most 1: the error of a step is about 1e-7. */
#define THAW_REPLICATOR_STEP 0.1

/* Samples: at 0, 1, 2, 4, ... up to 2^14. */
#define THAW_REPLICATOR_SAMPLES 16

/* Shares that move by less in a unit of time rest, and so does a strategy that grows at a lower
 * rate than this, however rare it is. */
#define THAW_REPLICATOR_REST 1e-9

/* ---- sets of payoffs ---- */

/* An edge may be drawn out to meet another by at most this many times its length: as many times the
 * rounding of its ends is what the meeting point is off by, and thaw_generator_rounding counts it.
 */
#define THAW_POLYGON_DRAWN 16

/* Directions nearer than this, in radians, are one: where their lines would meet is decided by the
 * last digits of both. */
#define THAW_BOUNDS_ANGLE 1e-11

/* Where no tolerance is asked for, sets with at most so many corners in all are made this much
 * sharper, in at most so many steps: it costs milliseconds. */
#define THAW_SETS_AIM       1e-3
#define THAW_SETS_FEW       1000
#define THAW_SETS_AIM_STEPS 60

/* ... and not sharper than so many of the least margins that can be proved cost. */
#define THAW_SETS_AIM_MARGINS 1000

/* Simplification of a polygon in one step, as a share of what the step moved and of the gap that is
 * left: as small as it costs corners, as large as it costs steps. */
#define THAW_SETS_SIMPLER_MOVE 0.1
#define THAW_SETS_SIMPLER_GAP  0.01

/* Linear bounds are made for pairs that come this near to the bound they are for, in gaps. */
#define THAW_SETS_WINDOW 3.0

/* A direction of the present sets may make way for one of the guess if that costs at most this
 * share of the last step's movement: more, and the steps might undo each other. */
#define THAW_SETS_YIELD 0.3

/* Linear bounds are passed over after a step that moved more than this share of the last: what they
 * win may be what they lost. Plain steps always win. */
#define THAW_SETS_PROGRESS 0.98

/* Steps without progress, beyond those in which plain steps would halve what is left five times and
 * more, before it counts as a knife edge. */
#define THAW_SETS_PATIENCE 200

/* A step whose sets leave the last ones by more than this share of its movement is cut back to
 * them.
 */
#define THAW_SETS_GIVES_BACK 0.1

/* Sweeps of the linear bounds end when they move this much less than the first, or at this many. */
#define THAW_SETS_SWEPT  0.1
#define THAW_SETS_SWEEPS 2000

/* Sweeps before the bounds leap to where sweeps lead, where they are few. */
#define THAW_SETS_LEAP_AFTER 64

/* Turns of all lines that make one map; policies, and products of the equations of each, solved to
 * that share; the least share of a leap that the map must go by itself; attempts, each with more
 * bounds held as they are. */
#define THAW_BOUNDS_TURNS    8
#define THAW_BOUNDS_POLICIES 40
#define THAW_BOUNDS_PRODUCTS 120
#define THAW_BOUNDS_LEFT     1e-10
#define THAW_BOUNDS_SHARE    1e-6
#define THAW_BOUNDS_ROUNDS   8

/* Rounds in which a pattern's values are solved for before they are used as a guess. */
#define THAW_SETS_GUESS_SWEEPS 200

/* Newton steps on a pattern's values, of at most so many products, each solved to that share; by
 * differences over that step; for patterns of at most so many nodes times states. */
#define THAW_PATTERN_NEWTON   8
#define THAW_PATTERN_PRODUCTS 120
#define THAW_PATTERN_LEFT     1e-9
#define THAW_PATTERN_STEP     1e-7
#define THAW_PATTERN_WORK     6000

/* Rounds of refining values with weights held fixed, and products of each where nodes are more. */
#define THAW_PATTERN_ROUNDS        20
#define THAW_PATTERN_PRODUCTS_MANY 25

/* Margin that departures are asked to lose in the inner set, first: this share of the tolerance
 * times 1 - discount, so that what all margins together cost stays below the tolerance. */
#define THAW_SETS_MARGIN 0.1

/* Least margin: as many times what rounding leaves of the values. */
#define THAW_SETS_LEAST_MARGIN 4

/* Rounds of one attempt at an inner set, from the guess (it is right or far off) and from the outer
 * set. */
#define THAW_SETS_GUESS_ROUNDS 12
#define THAW_SETS_INNER_ROUNDS 40

/* Points of a set that differ by less than this share of the payoff range are one: rounding decides
 * between them. */
#define THAW_POINT_TIE 1e-12

/* Sweeps in which the values of an extracted equilibrium come to rest; they begin at values that
 * solve all equations but for rounding. */
#define THAW_VALUE_SWEEPS 2000

/* ---- thresholds ---- */

/* The first of the outer points lies this share of the range beyond its end; the others follow
 * geometrically. */
#define THAW_SCAN_FIRST 0.02

/* A bracket is closed in until it is this narrow, relative to the larger of the value and the
 * plausible range. */
#define THAW_ROOT_WIDTH 1e-8

/* Probes that Brent's method may take for one bracket before it halves instead. */
#define THAW_ROOT_PROBES 100

/* A change of sign is a jump when the slack on both sides of a bracket ten times narrower is still
 * this share of what it was. */
#define THAW_JUMP_KEEPS 0.5

/* A bracket whose slack at the ends differs by less than this, in points a month, is never a jump.
 */
#define THAW_JUMP_LEAST 1e-7

/* Where the slack comes near 0 between two points without a change of sign, a window is looked for
 * down to this share of the plausible range. */
#define THAW_REFINE_WIDTH 1e-4

/* Step of a slope, as a share of the plausible range. */
#define THAW_SLOPE_STEP 1e-3

/* ---- samples ---- */

/* Resamples of a bootstrap: its standard error is then itself right to 1 part in 20 (1 over the
 * root of twice as many). */
#define THAW_BOOTSTRAPS 200

/* Outputs whose standard deviation is a smaller share of the largest do not vary: answers are right
 * to about 1e-12 of themselves. */
#define THAW_INDEX_ROUNDING 1e-12

/* Points solved between two looks at progress and signals: enough to keep all threads busy. */
#define THAW_SAMPLE_BATCH 64

/* Numbers that a sample may hold, 4 GiB of them: more is refused before anything is worked out. */
#define THAW_SAMPLE_NUMBERS_MAX ((size_t)1 << 29)

/* Times that a point may be drawn again because its inputs contradict each other, before the ranges
 * are refused: by then hardly one in five of them makes sense. */
#define THAW_SAMPLE_REDRAWS 50

/* ---- bargaining ---- */

/* Values of deals that differ by a smaller share of the largest are the same: values are right to
 * about 1e-12 of themselves. */
#define THAW_BARGAIN_ROUNDING 1e-12

/* After so many probes by false position, which takes five or so, a bracket is halved until it is
 * as narrow as THAW_ZONE_WIDTH. */
#define THAW_ZONE_PROBES 10

/* ---- simulated futures ---- */

/* Chances of effort that differ by less are the same when it is asked what ended it. Equilibria mix
 * to within rounding or 1e-9; what happens more seldom than this is not seen in a simulation. */
#define THAW_CAUSE_CHANCE 1e-7

#endif
