/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of game files share. */
#include "tests/support/read_game.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

thaw_game *read_game(const char *text, thaw_game_format format)
{
    const double discount = 0.9;
    const double *given = format == THAW_GAME_NFG ? &discount : NULL;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    thaw_status status =
        thaw_game_read_text(text, strlen(text), "test", format, given, 1, &game, &faults);
    if (status != THAW_OK) {
        char *printed = print_faults(&faults);
        cr_fatal("%s", printed);
    }
    thaw_faults_clear(&faults);
    return game;
}

char *write_game(const thaw_game *game, thaw_game_format format, int state)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    FILE *out = open_memstream(&text, &length);
    cr_assert(out != NULL, "out of memory");
    thaw_status status = thaw_game_write(game, format, state, out, &fault);
    fclose(out);
    cr_assert(status == THAW_OK, "%s", fault.text);
    return text;
}

char *print_faults(const thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    cr_assert(out != NULL, "out of memory");
    for (size_t k = 0; k < faults->count; k++) {
        const thaw_fault *fault = &faults->items[k];
        fprintf(out, "%d:%d+%d: %s: %s\n", fault->line, fault->column, fault->length,
                thaw_status_text(fault->status), fault->text);
        if (*fault->help)
            fprintf(out, "  help: %s\n", fault->help);
    }
    fclose(out);
    return text;
}

static bool same_names(char *const *one, char *const *other, int count)
{
    bool same = true;
    for (int k = 0; k < count; k++)
        same = same && strcmp(one[k], other[k]) == 0;
    return same;
}

static bool same_numbers(const double *one, const double *other, size_t count)
{
    return count == 0 || memcmp(one, other, count * sizeof *one) == 0;
}

static bool same_shape(const thaw_game *one, const thaw_game *other)
{
    bool same = one->players == other->players && one->states == other->states &&
                one->signals == other->signals && !one->action_rank == !other->action_rank;
    for (int k = 0; same && k < one->states * one->players; k++)
        same = one->action_count[k] == other->action_count[k];
    return same;
}

static bool same_actions(const thaw_game *one, const thaw_game *other)
{
    bool same = true;
    for (int k = 0; k < one->states * one->players; k++) {
        size_t count = (size_t)one->action_count[k];
        same = same && same_names(one->action_name[k], other->action_name[k], (int)count);
        if (one->action_rank)
            same = same &&
                   memcmp(one->action_rank[k], other->action_rank[k], count * sizeof(int)) == 0;
    }
    return same;
}

bool same_game(const thaw_game *one, const thaw_game *other)
{
    if (!same_shape(one, other))
        return false;
    size_t rows = thaw_game_rows(one);
    return same_names(one->player_name, other->player_name, one->players) &&
           same_names(one->state_name, other->state_name, one->states) &&
           same_names(one->signal_name, other->signal_name, one->signals) &&
           same_actions(one, other) &&
           same_numbers(one->discount, other->discount, (size_t)one->players) &&
           same_numbers(one->payoff, other->payoff, rows * (size_t)one->players) &&
           same_numbers(one->next, other->next, rows * (size_t)one->states) &&
           same_numbers(one->signal, other->signal, rows * (size_t)one->signals);
}
