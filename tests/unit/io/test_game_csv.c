/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games as sgamesolver's CSV table: what its documentation allows, and the columns that Thaw adds.
 */
#include "io/games.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/read_game.h"

static const char table[] = "state,a_us,a_china,u_us,u_china,phi_calm,phi_tense\n"
                            "delta,,,0.9,0.8,,\n"
                            "calm,relief,none,1,2,1,0\n"
                            "calm,relief,full,3,4,0.5,0.5\n"
                            "calm,steady,none,5,6,0.25,0.75\n"
                            "calm,steady,full,7,8,0,1\n"
                            "tense,steady,none,0,-0.1,0.125,0.875\n";

Test(game_csv, puts_every_number_in_its_place)
{
    thaw_game *game = read_game(table, THAW_GAME_CSV);
    const double payoff[] = {1, 2, 3, 4, 5, 6, 7, 8, 0, -0.1};
    const double next[] = {1, 0, 0.5, 0.5, 0.25, 0.75, 0, 1, 0.125, 0.875};
    cr_expect(eq(str, game->player_name[1], "china"));
    cr_expect(eq(str, game->state_name[1], "tense"));
    cr_expect(eq(str, game->action_name[0][1], "steady"));
    cr_expect(eq(dbl, game->discount[0], 0.9));
    cr_expect(eq(dbl, game->discount[1], 0.8));
    cr_assert(eq(sz, thaw_game_rows(game), 5));
    cr_expect(eq(int, memcmp(game->payoff, payoff, sizeof payoff), 0));
    cr_expect(eq(int, memcmp(game->next, next, sizeof next), 0));
    thaw_game_free(game);
}

Test(game_csv, writes_what_it_reads)
{
    thaw_game *game = read_game(table, THAW_GAME_CSV);
    char *text = write_game(game, THAW_GAME_CSV, 0);
    cr_expect(eq(str, text, (char *)table));
    free(text);
    thaw_game_free(game);
}

/* Lines and columns in any order, CR LF, blank lines, a comment, quotes, blanks around numbers, a
 * short line of discount factors, no end of line at the end. States and actions come in order of
 * first appearance, so that the lines of `calm` and their first actions stay in front. */
Test(game_csv, takes_what_a_spreadsheet_may_write)
{
    thaw_game *game = read_game(table, THAW_GAME_CSV);
    thaw_game *other =
        read_game("state,\"a_us\",a_china,u_china,u_us,phi_tense,phi_calm,comment\r\n"
                  "calm,relief,none,2,1,0,1,\"first, \"\"of\"\" four\"\r\n"
                  "\r\n"
                  "calm,steady,full, 8 ,7.0,1,0,\r\n"
                  "tense,steady,\"none\",-1e-1,0,.875,.125,\r\n"
                  "delta,,,0.8,0.9\r\n"
                  "calm,steady,none,6,+5,0.75,0.25,\r\n"
                  "calm,relief,full,4,3,0.5,0.5,",
                  THAW_GAME_CSV);
    cr_expect(same_game(game, other));
    thaw_game_free(other);
    thaw_game_free(game);
}

Test(game_csv, keeps_signals_and_ranks_in_columns_of_their_own)
{
    static const char text[] = "state,a_us,rank_us,u_us,phi_calm,signal_good,signal_bad\n"
                               "delta,,,0.5,,,\n"
                               "calm,relief,2,1,1,0.75,0.25\n"
                               "calm,steady,-1,0,1,0.5,0.5\n";
    thaw_game *game = read_game(text, THAW_GAME_CSV);
    cr_expect(eq(int, game->signals, 2));
    cr_expect(eq(str, game->signal_name[1], "bad"));
    cr_expect(eq(dbl, game->signal[1], 0.25));
    cr_expect(eq(int, game->action_rank[0][0], 2));
    cr_expect(eq(int, game->action_rank[0][1], -1));
    char *again = write_game(game, THAW_GAME_CSV, 0);
    cr_expect(eq(str, again, (char *)text));
    free(again);
    thaw_game_free(game);
}

Test(game_csv, quotes_what_needs_it)
{
    static const char text[] =
        "state,\"a_the \"\"us\"\"\",\"u_the \"\"us\"\"\",\"phi_calm, or not\"\n"
        "delta,,0.5,\n"
        "\"calm, or not\",\" led\",1,1\n";
    thaw_game *game = read_game(text, THAW_GAME_CSV);
    cr_expect(eq(str, game->player_name[0], "the \"us\""));
    cr_expect(eq(str, game->state_name[0], "calm, or not"));
    cr_expect(eq(str, game->action_name[0][0], " led"));
    char *again = write_game(game, THAW_GAME_CSV, 0);
    cr_expect(eq(str, again, (char *)text));
    free(again);
    thaw_game_free(game);
}

/* The first line's fields are counted before they are split: a quoted end of line must not end the
 * count (found by reading the code; a heap overflow without it). */
Test(game_csv, counts_fields_behind_a_quoted_line_end)
{
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    const char *text = "\"a_x\ny\",state,u_x,phi_s,u_y,u_z,u_w,phi_t\n";
    cr_expect(eq(
        int, thaw_game_read_text(text, strlen(text), "t", THAW_GAME_CSV, NULL, 0, &game, &faults),
        THAW_EUNKNOWN));
    thaw_faults_clear(&faults);
}

/* Two players with 400 actions each, of which the table has only the 400 on the diagonal: naming
 * the first that is missing takes 401 places, not 160,000. With 30 players of two actions it would
 * take 2^30. */
Test(game_csv, names_a_missing_profile_without_room_for_all)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fputs("state", out);
    for (int player = 0; player < 30; player++)
        fprintf(out, ",a_%d,u_%d", player, player);
    fputs(",phi_s\n", out);
    for (int line = 0; line < 2; line++) {
        fputc('s', out);
        for (int player = 0; player < 30; player++)
            fprintf(out, ",%c,0", line == 0 ? 'a' : 'b');
        fputs(",1\n", out);
    }
    fclose(out);
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    cr_expect(eq(int,
                 thaw_game_read_text(text, length, "t", THAW_GAME_CSV, NULL, 0, &game, &faults),
                 THAW_EPARSE));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(eq(str, faults.items[0].text,
                 "s has lines for 1 of its 1073741824 profiles of actions, none for "
                 "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/b"));
    thaw_faults_clear(&faults);
    free(text);
}

/* A line's number is counted from the beginning of the text, for faults that are listed only: for
 * each of these it would take minutes. */
Test(game_csv, stops_looking_where_no_more_faults_are_listed)
{
    enum { MANY = 300000 };
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fputs("state,a_p,u_p,phi_s\n", out);
    for (int k = 0; k < 2 * MANY; k++)
        fprintf(out, "s,x%d,0,1\n", k < MANY ? k : MANY - 1);
    fclose(out);
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    cr_expect(eq(int,
                 thaw_game_read_text(text, length, "t", THAW_GAME_CSV, NULL, 0, &game, &faults),
                 THAW_EPARSE));
    cr_expect(eq(sz, faults.count, THAW_GAME_FAULTS_MAX + 1));
    cr_expect(
        eq(str, faults.items[0].text, "this line has the state and actions of line 300001 again"));
    thaw_faults_clear(&faults);
    free(text);
}

/* Of a first line whose titles are all wrong no more is read than is listed: the line after it has
 * a quote that is never closed. */
Test(game_csv, stops_at_the_hundredth_wrong_title)
{
    char text[400] = "";
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    memset(text, ',', sizeof text - 2);
    text[sizeof text - 2] = '"';
    cr_expect(eq(
        int, thaw_game_read_text(text, strlen(text), "t", THAW_GAME_CSV, NULL, 0, &game, &faults),
        THAW_EUNKNOWN));
    cr_expect(eq(sz, faults.count, THAW_GAME_FAULTS_MAX + 1));
    thaw_faults_clear(&faults);
}
