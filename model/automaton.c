/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Play with a memory that knows the state. */
#include "model/automaton.h"

#include <stdlib.h>

thaw_status thaw_automaton_new(const thaw_game *game, size_t nodes, size_t draws, size_t starts,
                               thaw_automaton **out, thaw_fault *fault)
{
    thaw_automaton *automaton = calloc(1, sizeof *automaton);
    size_t states = (size_t)game->states, cells = states * (size_t)game->players;
    if (!automaton || !(automaton->start = calloc(starts + 1, sizeof *automaton->start)) ||
        !(automaton->row = calloc(nodes + 1, sizeof *automaton->row)) ||
        !(automaton->state = calloc(nodes + 1, sizeof *automaton->state)) ||
        !(automaton->first = calloc(nodes * states + 1, sizeof *automaton->first)) ||
        !(automaton->draw = calloc(draws + 1, sizeof *automaton->draw)) ||
        !(automaton->answer = calloc(cells, sizeof *automaton->answer))) {
        thaw_automaton_free(automaton);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for an automaton of %zu nodes", nodes);
    }
    automaton->states = game->states;
    automaton->players = game->players;
    automaton->nodes = nodes;
    automaton->starts = starts;
    for (size_t k = 0; k < cells; k++) {
        automaton->answer[k] = THAW_NO_NODE;
    }
    *out = automaton;
    return THAW_OK;
}

void thaw_automaton_free(thaw_automaton *automaton)
{
    if (!automaton) {
        return;
    }
    free(automaton->start);
    free(automaton->row);
    free(automaton->state);
    free(automaton->first);
    free(automaton->draw);
    free(automaton->answer);
    free(automaton);
}

const thaw_draw *thaw_automaton_draws(const thaw_automaton *automaton, size_t node, int next,
                                      size_t *count)
{
    const size_t *first = automaton->first + node * (size_t)automaton->states + (size_t)next;
    *count = first[1] - first[0];
    return automaton->draw + first[0];
}
