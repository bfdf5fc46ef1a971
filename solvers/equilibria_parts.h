/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of solvers/equilibria.h keeps for extracting equilibria. */
#ifndef THAW_SOLVERS_EQUILIBRIA_PARTS_H
#define THAW_SOLVERS_EQUILIBRIA_PARTS_H

#include "solvers/pattern.h"

struct thaw_support {
    thaw_generator *generator;
    thaw_pattern *pattern; /* of the inner sets; its nodes continue by each other */
};

#endif
