/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is the same for every format of games: which one a path is in, what cannot be read at all,
 * where faults are shown, who gives the discount factors, what cannot be written. The faults of
 * each format are files in tests/faults/games, with what is said about each beside it. */
#include "io/games.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "tests/support/read_game.h"

static const char one_state[] =
    "{\"players\": [\"us\", \"china\"], \"discount\": [0.9, 0.8],\n"
    " \"states\": [{\"name\": \"calm\", \"actions\": [[\"a\"], [\"b\"]],\n"
    "  \"payoffs\": [[[1, 2]]], \"transitions\": [[[1]]]}]}\n";

struct path_case {
    char path[32];
    bool known;
    thaw_game_format format;
};
ParameterizedTestParameters(games, format_is_the_ending)
{
    static struct path_case cases[] = {
        {"pd.json", true, THAW_GAME_JSON},
        {"a.b/pd.csv", true, THAW_GAME_CSV},
        {"PD.NFG", true, THAW_GAME_NFG},
        {"pd.ini", false, 0},
        {"json", false, 0},
        {".json", false, 0},
        {"pd.json.txt", false, 0},
        {"", false, 0},
    };
    return cr_make_param_array(struct path_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct path_case *c, games, format_is_the_ending)
{
    thaw_game_format format = THAW_GAME_JSON;
    cr_expect(eq(int, thaw_game_format_of(c->path, &format), c->known), "%s", c->path);
    if (c->known)
        cr_expect(eq(int, format, c->format), "%s", c->path);
}

/* ---- faults of files ---- */

static char *read_file(const char *path)
{
    static char text[1 << 14];
    FILE *in = fopen(path, "r");
    cr_assert(in != NULL, "%s cannot be read", path);
    size_t length = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[length] = '\0';
    return text;
}

static void check_faulty_file(const char *folder, const char *name)
{
    const double discount = 0.9;
    char path[600], expected[610];
    thaw_game_format format;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(expected, sizeof expected, "%s.txt", path);
    cr_assert(thaw_game_format_of(path, &format));
    bool given = format == THAW_GAME_NFG && strcmp(name, "no_discount.nfg") != 0;
    thaw_status status = thaw_game_read(path, format, given ? &discount : NULL, 1, &game, &faults);
    char *found = print_faults(&faults);
    cr_expect(ne(int, status, THAW_OK), "%s has a fault", name);
    cr_expect(game == NULL);
    cr_expect(eq(str, found, read_file(expected)), "%s", name);
    for (size_t k = 0; k < faults.count; k++)
        cr_expect(eq(str, faults.items[k].file, path));
    free(found);
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}

Test(games, every_faulty_file_is_refused_in_its_own_words)
{
    const char *folder = THAW_SOURCE_DIR "/tests/faults/games";
    DIR *files = opendir(folder);
    int checked = 0;
    cr_assert(files != NULL);
    for (struct dirent *file; (file = readdir(files));) {
        const char *ending = strrchr(file->d_name, '.');
        if (file->d_name[0] == '.' || strcmp(ending, ".txt") == 0)
            continue;
        check_faulty_file(folder, file->d_name);
        checked++;
    }
    closedir(files);
    cr_expect(ge(int, checked, 110), "only %d files were found", checked);
}

/* ---- what cannot be read ---- */

static void expect_unreadable(const char *path, thaw_status expected, const char *text)
{
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    cr_expect(eq(int, thaw_game_read(path, THAW_GAME_JSON, NULL, 0, &game, &faults), expected));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(eq(str, faults.items[0].text, (char *)text));
    cr_expect(eq(str, faults.items[0].file, (char *)path));
    cr_expect(game == NULL);
    thaw_faults_clear(&faults);
}

Test(games, only_files_are_read)
{
    char folder[] = "/tmp/thaw-games-XXXXXX", fifo[64];
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    cr_assert(eq(int, mkfifo(fifo, 0600), 0));
    expect_unreadable(folder, THAW_EIO, "this is a directory, not a file");
    expect_unreadable(fifo, THAW_EIO, "this is not a regular file");
    expect_unreadable("/dev/zero", THAW_EIO, "this is not a regular file");
    unlink(fifo);
    expect_unreadable(fifo, THAW_EIO, "there is no such file");
    rmdir(folder);
}

Test(games, a_file_of_more_than_256_mib_is_refused_unread)
{
    char path[] = "/tmp/thaw-games-XXXXXX";
    int file = mkstemp(path);
    cr_assert(ge(int, file, 0));
    cr_assert(eq(int, ftruncate(file, ((off_t)256 << 20) + 1), 0)); /* a hole: no disk is used */
    close(file);
    expect_unreadable(path, THAW_ERANGE, "it is larger than 256 MiB");
    unlink(path);
}

/* ---- places ---- */

static thaw_fault first_fault(const char *text, thaw_game_format format)
{
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    thaw_game_read_text(text, strlen(text), "test.json", format, NULL, 0, &game, &faults);
    cr_assert(ge(sz, faults.count, 1));
    thaw_fault fault = faults.items[0];
    thaw_faults_clear(&faults);
    thaw_game_free(game);
    return fault;
}

Test(games, a_fault_shows_its_line)
{
    thaw_fault fault = first_fault("{\n\t\"players\": 2,\r\n\"states\": []}", THAW_GAME_JSON);
    cr_expect(eq(str, fault.file, "test.json"));
    cr_expect(eq(int, fault.line, 2));
    cr_expect(eq(int, fault.column, 13));
    cr_expect(eq(int, fault.length, 1));
    cr_expect(eq(str, fault.excerpt, " \"players\": 2,"), "the tab takes one column");
    cr_expect(eq(str, fault.key, "players"));
}

/* A line of 300 blanks before the fault: what can be shown of the line would not show it. */
Test(games, a_fault_far_to_the_right_shows_no_line)
{
    char text[400];
    snprintf(text, sizeof text, "{%300s\"players\": 2, \"states\": []}", "");
    thaw_fault fault = first_fault(text, THAW_GAME_JSON);
    cr_expect(eq(int, fault.line, 1));
    cr_expect(eq(int, fault.column, 313));
    cr_expect(eq(str, fault.excerpt, ""));
}

Test(games, a_long_line_is_cut_at_a_whole_character)
{
    char text[600] = "[\"";
    for (int k = 0; k < 150; k++)
        strcat(text, "\xC3\xA9"); /* two bytes each, from the third on */
    strcat(text, "\"]");
    thaw_fault fault = first_fault(text, THAW_GAME_JSON);
    cr_expect(eq(sz, strlen(fault.excerpt), THAW_EXCERPT_MAX - 2));
}

Test(games, a_byte_order_mark_is_no_part_of_the_text)
{
    char text[sizeof one_state + 3] = "\xEF\xBB\xBF";
    strcat(text, one_state);
    thaw_game *game = read_game(text, THAW_GAME_JSON);
    thaw_game_free(game);
    cr_expect(eq(int, first_fault("\xEF\xBB\xBF[]", THAW_GAME_JSON).column, 1));
}

/* ---- discount factors ---- */

static thaw_status read_with(const double *discount, int count, thaw_game **game,
                             thaw_faults *faults)
{
    *faults = (thaw_faults){0};
    return thaw_game_read_text(one_state, strlen(one_state), "test", THAW_GAME_JSON, discount,
                               count, game, faults);
}

Test(games, the_callers_discount_factors_replace_the_files)
{
    thaw_game *game = NULL;
    thaw_faults faults;
    cr_assert(eq(int, read_with((double[]){0.5}, 1, &game, &faults), THAW_OK));
    cr_expect(eq(dbl, game->discount[0], 0.5));
    cr_expect(eq(dbl, game->discount[1], 0.5));
    thaw_game_free(game);
    cr_assert(eq(int, read_with((double[]){0.25, 0.75}, 2, &game, &faults), THAW_OK));
    cr_expect(eq(dbl, game->discount[0], 0.25));
    cr_expect(eq(dbl, game->discount[1], 0.75));
    thaw_game_free(game);
}

Test(games, the_callers_discount_factors_must_fit)
{
    thaw_game *game = NULL;
    thaw_faults faults;
    cr_expect(eq(int, read_with((double[]){0.1, 0.2, 0.3}, 3, &game, &faults), THAW_EARG));
    cr_expect(eq(str, faults.items[0].text,
                 "3 discount factors were given for 2 players: give one for all, or one each"));
    thaw_faults_clear(&faults);
    cr_expect(eq(int, read_with((double[]){1.0}, 1, &game, &faults), THAW_ERANGE));
    cr_expect(eq(int, faults.items[0].line, 0), "it is not the file's");
    thaw_faults_clear(&faults);
    cr_expect(game == NULL);
}

/* ---- what cannot be written ---- */

static void expect_unwritable(const thaw_game *game, thaw_game_format format, int state,
                              const char *text)
{
    char buffer[4096];
    thaw_fault fault;
    FILE *out = fmemopen(buffer, sizeof buffer, "w");
    cr_expect(eq(int, thaw_game_write(game, format, state, out, &fault), THAW_EARG));
    cr_expect(eq(str, fault.text, (char *)text));
    fclose(out);
}

Test(games, a_full_disk_is_reported)
{
    thaw_game *game = read_game(one_state, THAW_GAME_JSON);
    const thaw_game_format formats[] = {THAW_GAME_JSON, THAW_GAME_CSV, THAW_GAME_NFG};
    for (int k = 0; k < 3; k++) {
        thaw_fault fault;
        FILE *full = fopen("/dev/full", "w");
        cr_assert(full != NULL);
        cr_expect(eq(int, thaw_game_write(game, formats[k], 0, full, &fault), THAW_EIO));
        cr_expect(eq(str, fault.text, "writing the game failed"));
        fclose(full);
    }
    thaw_game_free(game);
}

Test(games, what_could_not_be_read_back_is_not_written)
{
    thaw_game *game = read_game(one_state, THAW_GAME_JSON);
    expect_unwritable(game, THAW_GAME_NFG, 1, "there is no state 1 to write");
    cr_assert(eq(int, thaw_game_name(&game->player_name[0], "us\\", NULL), THAW_OK));
    expect_unwritable(game, THAW_GAME_NFG, 0,
                      "an .nfg file cannot hold the name us\\: a backslash stands before a quote");
    cr_assert(eq(int, thaw_game_name(&game->state_name[0], "delta", NULL), THAW_OK));
    expect_unwritable(game, THAW_GAME_CSV, 0,
                      "a CSV game table cannot hold a state called delta: that is the line of "
                      "discount factors");
    game->next[0] = 0.5;
    expect_unwritable(game, THAW_GAME_JSON, 0,
                      "the game cannot be written: delta, a/b: the chances of the next states sum "
                      "to 0.5, not to 1");
    thaw_game_free(game);
}
