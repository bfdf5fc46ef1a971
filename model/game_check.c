/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong with a finite stochastic game, said by names, with the key of where it stands.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/game_check.h"
#include "model/number.h"

static size_t cell(const thaw_game *game, int state, int player)
{
    return (size_t)state * (size_t)game->players + (size_t)player;
}

/* The text so far, and more; cut to fit. */
static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    thaw_copy_text(text + used, size - used, more);
}

/* "calm, relief/full", for messages. */
static void describe_row(const thaw_game *game, int state, size_t row, char *text, size_t size)
{
    size_t within = row - game->first_row[state];
    thaw_copy_text(text, size, game->state_name[state]);
    for (int player = 0; player < game->players; player++) {
        size_t stride = thaw_game_stride(game, state, player);
        append(text, size, player == 0 ? ", " : "/");
        append(text, size, game->action_name[cell(game, state, player)][within / stride]);
        within %= stride;
    }
}

/* "states[2].payoffs[0][1]". */
static void key_of_row(const thaw_game *game, int state, size_t row, const char *member, char *key,
                       size_t size)
{
    size_t within = row - game->first_row[state];
    snprintf(key, size, "states[%d].%s", state, member);
    for (int player = 0; player < game->players; player++) {
        size_t stride = thaw_game_stride(game, state, player);
        char index[32];
        snprintf(index, sizeof index, "[%zu]", within / stride);
        append(key, size, index);
        within %= stride;
    }
}

/* How a payoff or a list of chances fails, without saying where; false when it does not. */
static bool describe_payoffs(const thaw_game *game, size_t row, double tolerance, char *text,
                             size_t size)
{
    const double *payoff = game->payoff + row * (size_t)game->players;
    for (int player = 0; player < game->players; player++)
        if (!(fabs(payoff[player]) <= THAW_GAME_PAYOFF_MAX * (1 + tolerance))) {
            char number[THAW_NUMBER_MAX];
            thaw_number_format(payoff[player], number, sizeof number);
            snprintf(text, size, "the payoff of %.80s is %s, outside [-1e100, 1e100]",
                     game->player_name[player], number);
            return true;
        }
    return false;
}

static bool describe_chances(const double *chance, char *const *names, int count, const char *what,
                             double tolerance, char *text, size_t size)
{
    double sum = 0.0;
    char number[THAW_NUMBER_MAX];
    for (int k = 0; k < count; k++) {
        if (!(chance[k] >= 0.0 && chance[k] <= 1.0 + tolerance)) {
            thaw_number_format(chance[k], number, sizeof number);
            snprintf(text, size, "the chance of the %s %.80s is %s, outside [0, 1]", what, names[k],
                     number);
            return true;
        }
        sum += chance[k];
    }
    if (fabs(sum - 1.0) <= tolerance)
        return false;
    thaw_number_format(sum, number, sizeof number);
    snprintf(text, size, "the chances of the %ss sum to %s, not to 1", what, number);
    return true;
}

static thaw_status check_row(const thaw_game *game, int state, size_t row, int factors,
                             thaw_fault *fault)
{
    double tolerance = factors * THAW_GAME_CHANCE_TOLERANCE;
    char text[300], where[200], key[THAW_KEY_MAX];
    const char *member = NULL;
    if (describe_payoffs(game, row, factors > 1 ? tolerance : 0, text, sizeof text))
        member = "payoffs";
    else if (describe_chances(game->next + row * (size_t)game->states, game->state_name,
                              game->states, "next state", tolerance, text, sizeof text))
        member = "transitions";
    else if (game->signals > 0 &&
             describe_chances(game->signal + row * (size_t)game->signals, game->signal_name,
                              game->signals, "signal", tolerance, text, sizeof text))
        member = "signals";
    if (!member)
        return THAW_OK;
    describe_row(game, state, row, where, sizeof where);
    key_of_row(game, state, row, member, key, sizeof key);
    return thaw_fail_key(fault, THAW_ERANGE, key, "%s: %s", where, text);
}

typedef struct checker {
    thaw_faults *faults;
    int found;
    thaw_status status; /* of the first fault */
} checker;

/* Records a fault; false when enough are listed. */
static bool report(checker *check, const thaw_fault *fault)
{
    thaw_fault last = *fault;
    if (check->status == THAW_OK)
        check->status = fault->status;
    bool more = check->found++ < THAW_GAME_FAULTS_MAX;
    if (!more)
        thaw_fail(&last, fault->status, "there are more faults: only the first %d are listed",
                  THAW_GAME_FAULTS_MAX);
    if (!thaw_faults_add(check->faults, &last)) {
        check->status = THAW_ENOMEM;
        return false;
    }
    return more;
}

/* A name and its place in its list. */
typedef struct place {
    const char *name;
    int index;
} place;

static int compare_places(const void *a, const void *b)
{
    const place *one = a, *other = b;
    int order = strcmp(one->name, other->name);
    return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

/* A list of names to check: of what, for messages; the key of one, with %d for its place. */
typedef struct name_list {
    char *const *names;
    int count;
    const char *what;
    const char *before, *after; /* the key is before, "[", index, "]", after */
} name_list;

static bool report_name(checker *check, const name_list *list, const place *at, const char *wrong)
{
    char key[THAW_KEY_MAX];
    thaw_fault fault;
    snprintf(key, sizeof key, "%s[%d]%s", list->before, at->index, list->after);
    thaw_fail_key(&fault, THAW_EARG, key, "%s: %s%s%s", list->what, wrong, *at->name ? " " : "",
                  at->name);
    return report(check, &fault);
}

/* Each name is there and differs from the others. */
static bool check_names(checker *check, const name_list *list)
{
    bool more = true;
    place *sorted = malloc((size_t)list->count * sizeof *sorted);
    if (!sorted) {
        check->status = THAW_ENOMEM;
        return false;
    }
    for (int k = 0; k < list->count; k++)
        sorted[k] = (place){list->names[k], k};
    qsort(sorted, (size_t)list->count, sizeof *sorted, compare_places);
    for (int k = 0; more && k < list->count; k++) {
        if (sorted[k].name[0] == '\0')
            more = report_name(check, list, &sorted[k], "a name is empty");
        else if (k > 0 && strcmp(sorted[k].name, sorted[k - 1].name) == 0)
            more = report_name(check, list, &sorted[k], "two are called");
    }
    free(sorted);
    return more;
}

static bool check_action_names(checker *check, const thaw_game *game, int state, int player)
{
    char what[200], before[THAW_KEY_MAX];
    size_t k = cell(game, state, player);
    snprintf(what, sizeof what, "actions of %.80s in %.80s", game->player_name[player],
             game->state_name[state]);
    snprintf(before, sizeof before, "states[%d].actions[%d]", state, player);
    return check_names(check,
                       &(name_list){game->action_name[k], game->action_count[k], what, before, ""});
}

static bool check_all_names(checker *check, const thaw_game *game)
{
    const name_list lists[] = {
        {game->player_name, game->players, "players", "players", ""},
        {game->state_name, game->states, "states", "states", ".name"},
        {game->signal_name, game->signals, "signals", "signals", ""},
    };
    bool more = check_names(check, &lists[0]) && check_names(check, &lists[1]) &&
                (game->signals == 0 || check_names(check, &lists[2]));
    for (int state = 0; more && state < game->states; state++)
        for (int player = 0; more && player < game->players; player++)
            more = check_action_names(check, game, state, player);
    return more;
}

static thaw_status check_discount(const thaw_game *game, int player, thaw_fault *fault)
{
    double discount = game->discount[player];
    char key[THAW_KEY_MAX], number[THAW_NUMBER_MAX];
    if (discount >= 0.0 && discount < 1.0)
        return THAW_OK;
    thaw_number_format(discount, number, sizeof number);
    snprintf(key, sizeof key, "discount[%d]", player);
    return thaw_fail_key(fault, THAW_ERANGE, key, "the discount factor of %s is %s, outside [0, 1)",
                         game->player_name[player], number);
}

static bool check_discounts(checker *check, const thaw_game *game)
{
    bool more = true;
    for (int player = 0; more && player < game->players; player++) {
        thaw_fault fault;
        if (check_discount(game, player, &fault) != THAW_OK)
            more = report(check, &fault);
    }
    return more;
}

/* The row whose chances sum to most, and what to; with more digits than a double has, so that what
 * they exceed 1 by is right. */
static size_t longest_row(const thaw_game *game, long double *sum)
{
    size_t longest = 0;
    *sum = 0;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        long double all = 0;
        for (int s = 0; s < game->states; s++)
            all += game->next[row * (size_t)game->states + (size_t)s];
        if (all > *sum) {
            *sum = all;
            longest = row;
        }
    }
    return longest;
}

thaw_status thaw_game_check_future(const thaw_game *game, thaw_fault *fault)
{
    double most = THAW_GAME_OF_FACTORS * THAW_GAME_CHANCE_TOLERANCE;
    int patient = 0;
    for (int player = 1; player < game->players; player++)
        if (game->discount[player] > game->discount[patient])
            patient = player;
    if (game->discount[patient] < 1 - 2 * most)
        return THAW_OK;
    long double sum;
    size_t row = longest_row(game, &sum);
    if (game->discount[patient] * sum < 1)
        return THAW_OK;
    int state = 0;
    while (row >= game->first_row[state + 1])
        state++;
    char where[200], key[THAW_KEY_MAX], number[THAW_NUMBER_MAX];
    describe_row(game, state, row, where, sizeof where);
    snprintf(key, sizeof key, "discount[%d]", patient);
    thaw_number_format(game->discount[patient], number, sizeof number);
    thaw_fail_key(fault, THAW_ERANGE, key,
                  "the discount factor of %s is %s, too near 1 for the chances in %s, which sum to "
                  "1 and %.2Lg: payoffs to come would have no end",
                  game->player_name[patient], number, where, sum - 1);
    thaw_fault_help(fault, "write chances that sum to 1, or a smaller discount factor");
    return THAW_ERANGE;
}

thaw_status thaw_game_validate(const thaw_game *game, thaw_faults *faults)
{
    checker check = {faults, 0, THAW_OK};
    bool more = check_all_names(&check, game) && check_discounts(&check, game);
    for (int state = 0; more && state < game->states; state++)
        for (size_t row = game->first_row[state]; more && row < game->first_row[state + 1]; row++) {
            thaw_fault fault;
            if (check_row(game, state, row, THAW_GAME_OF_A_FILE, &fault) != THAW_OK)
                more = report(&check, &fault);
        }
    thaw_fault fault;
    if (check.status == THAW_OK && thaw_game_check_future(game, &fault) != THAW_OK)
        report(&check, &fault);
    return check.status;
}

thaw_status thaw_game_check_numbers(const thaw_game *game, int factors, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (int player = 0; status == THAW_OK && player < game->players; player++)
        status = check_discount(game, player, fault);
    for (int state = 0; status == THAW_OK && state < game->states; state++)
        for (size_t row = game->first_row[state];
             status == THAW_OK && row < game->first_row[state + 1]; row++)
            status = check_row(game, state, row, factors, fault);
    return status == THAW_OK ? thaw_game_check_future(game, fault) : status;
}
