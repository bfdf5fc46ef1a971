/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Abreu, Pearce & Stacchetti's (1990) operator on convex polygons, one a state.
 *
 * From sets W of continuation payoffs it makes, in each state, the hull over pairs of actions of
 * (1 - d) u + d E w, where w is drawn from the next states' sets and gives each player at least
 * what departing gives: (1 - d) u' + d E' (the worst of W for that player). Discount factors are
 * each player's own. All payoffs here are scaled: each player's lie between about -1/2 and 1/2. */
#ifndef THAW_SOLVERS_GENERATOR_H
#define THAW_SOLVERS_GENERATOR_H

#include "model/game.h"
#include "solvers/polygon.h"

/* An edge of some state's polygon, among the edges of all states in order of direction. */
typedef struct thaw_edge {
    thaw_point along;
    int state;
} thaw_edge;

/* A way to depart: the best payoff of the own actions that share a law of next states. */
typedef struct thaw_option {
    int law;
    double payoff; /* (1 - d) u, scaled */
    double points; /* u, as the game has it: scaled, two payoffs may be told apart no longer */
} thaw_option;

/* Where on a clipped sum a point lies: at a corner of the sum, where an incentive constraint cuts
 * the edge that begins at a corner, or where both constraints bind. */
typedef enum thaw_spot_name {
    THAW_SPOT_CORNER,
    THAW_SPOT_CUT_0,
    THAW_SPOT_CUT_1,
    THAW_SPOT_BOTH
} thaw_spot_name;

static inline uint32_t thaw_spot(size_t corner, thaw_spot_name kind)
{
    return (uint32_t)corner << 2 | (uint32_t)kind;
}

static inline size_t thaw_spot_corner(uint32_t spot)
{
    return spot >> 2;
}

static inline thaw_spot_name thaw_spot_kind(uint32_t spot)
{
    return (thaw_spot_name)(spot & 3);
}

/* Points whose hull is a state's new set; after thaw_generator_apply, the tags of its corners: the
 * row that plays it, and the spot of the continuation, row << 32 | spot. */
typedef struct thaw_points {
    thaw_tagged *point;
    uint64_t *tag;
    size_t count, capacity;
} thaw_points;

typedef struct thaw_generator {
    int states;
    size_t rows, laws, lists;
    double discount[2];
    double centre[2], scale[2]; /* payoff in points = centre + scale * scaled */
    double low[2], high[2];     /* the box of all payoffs, scaled */
    int *row_state;             /* [row] */
    int *law;                   /* [row]: its law of next states */
    size_t *by_law;             /* all rows, law by law */
    double *chance;             /* [law * states + state] */
    double *payoff;             /* [row * 2 + player]: (1 - d) u, scaled */
    size_t *list;               /* [row * 2 + player]: the list of that player's ways to depart */
    size_t *first_option;       /* [list], and one more: into option */
    thaw_option *option;
    bool *outdone;            /* [row * 2 + player]: another own action with the same law of next
                                 states pays more, in points; at discount factor 0, any other */
    bool *dead;               /* [row]: proved to be played in no equilibrium */
    double *worst;            /* [state * 2 + player] of the sets last taken */
    double *outlook;          /* [law * 2 + player]: expected worst */
    bool *blocked;            /* [law]: it reaches a state whose set is empty */
    const thaw_polygon *sets; /* [state], taken; not owned */
    thaw_edge *edge;
    size_t edges, edge_capacity;
    size_t *used;                 /* [corner of sum]: the edge that begins there */
    thaw_polygon sum, clipped[2]; /* buffers */
    uint32_t *spot[3];            /* of the corners of sum and clipped */
    const uint32_t *part_spot;    /* of the part last clipped */
    thaw_points *pool;            /* [state] */
} thaw_generator;

/* Prepares a two-player game. Fails with THAW_EARG, THAW_ENUMERIC, THAW_ENOMEM. */
thaw_status thaw_generator_new(const thaw_game *game, thaw_generator **generator,
                               thaw_fault *fault);
void thaw_generator_free(thaw_generator *generator);

/* The box of all payoffs: where the iteration starts. */
thaw_status thaw_generator_box(const thaw_generator *generator, thaw_polygon *set);

/* Rounding errors of one application to sets with that many edges in all. */
double thaw_generator_rounding(const thaw_generator *generator);

/* Takes up sets [state]: sorts their edges, finds their worst points. Fails with THAW_ENOMEM. */
thaw_status thaw_generator_take(thaw_generator *generator, const thaw_polygon *sets);

/* Answers departures by these payoffs, worst[state * 2 + player], instead of the worst of the sets.
 */
void thaw_generator_punish(thaw_generator *generator, const double *worst);

/* What a row asks of d_i w_i for player i to stay: the best departure less (1 - d_i) u_i; -infinity
 * where no departure needs a punishment. asks, when not NULL, receives that departure, an index
 * into option; it stays as it is where there is none. */
double thaw_generator_demand(const thaw_generator *generator, size_t row, int player, size_t *asks);

/* The sum over next states of a law's chances times their sets, into generator->sum. */
thaw_status thaw_generator_sum(thaw_generator *generator, size_t law);

/* The same of a row's law, where it does not stand there already. *summed: the law whose sum does,
 * -1 before the first. */
thaw_status thaw_generator_sum_row(thaw_generator *generator, size_t row, int *summed);

/* The points of generator->sum with d_i w_i >= demand[i]; NULL when there are none. */
const thaw_polygon *thaw_generator_clip(thaw_generator *generator, const double demand[2]);

/* With what a row may continue: the points of its law's sum that meet both demands, each moved by
 * ease[i] where the player looks ahead; NULL when there are none. The row's law reaches no empty
 * set; summed as above. Fails with THAW_ENOMEM. */
thaw_status thaw_generator_part(thaw_generator *generator, size_t row, const double ease[2],
                                int *summed, const thaw_polygon **part);

/* One application: made[state] from the sets taken, each demand moved by ease[i] (outwards when
 * negative). Rows marked dead are passed over; with `bury`, rows found impossible are marked. */
thaw_status thaw_generator_apply(thaw_generator *generator, const double ease[2], bool bury,
                                 thaw_polygon *made);

#endif
