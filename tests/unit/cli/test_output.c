/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/output and cli/render: formats, and files that are there whole or not at all. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/output.h"

static char folder[] = "/tmp/thaw-output-XXXXXX";

static void make(void)
{
    cr_assert(mkdtemp(folder) != NULL);
    cr_assert(eq(int, chdir(folder), 0));
}

static void unmake(void)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL)
        unlink(entry->d_name);
    closedir(stream);
    rmdir(folder);
}

TestSuite(output, .init = make, .fini = unmake);

/* Entries of the folder, "." and ".." left out. */
static int files(void)
{
    int count = 0;
    DIR *stream = opendir(folder);
    while (readdir(stream))
        count++;
    closedir(stream);
    return count - 2;
}

static void fill(thaw_answer *answer)
{
    thaw_answer_init(answer);
    thaw_say(answer, THAW_HEADING, "A title");
    thaw_say(answer, THAW_LINE, "beneath it");
    thaw_say(answer, THAW_SENTENCE, "One %s.", "sentence");
    for (int k = 1; k <= 2; k++) {
        thaw_table *table = thaw_answer_table(answer, k == 1 ? "first" : "second", "%d TABLE", k);
        thaw_table_number(table, "x", "x", 0);
        thaw_table_row(table, 0);
        thaw_cell_number(table, k);
    }
    thaw_answer_json(answer, "test");
    thaw_answer_set(answer, answer->json, "title", thaw_json_text(NULL));
}

static void expect_rendered(thaw_format format, const char *table, const char *expected)
{
    thaw_answer answer;
    thaw_fault fault;
    thaw_layout layout = {.width = 80, .digits = -1};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fill(&answer);
    cr_expect(eq(int, thaw_render(&answer, format, &layout, table, out, &fault), THAW_OK));
    fclose(out);
    cr_expect(eq(str, text, (char *)expected));
    free(text);
    thaw_answer_clear(&answer);
}

Test(output, text)
{
    expect_rendered(
        THAW_FORMAT_TEXT, NULL,
        "A title\nbeneath it\n\n  One sentence.\n\n1 TABLE\n  x\n  1\n\n2 TABLE\n  x\n  2\n");
}

Test(output, csv_is_the_first_table_or_the_one_named)
{
    expect_rendered(THAW_FORMAT_CSV, NULL, "x\n1\n");
    expect_rendered(THAW_FORMAT_CSV, "second", "x\n2\n");
    expect_rendered(THAW_FORMAT_JSONL, "second", "{\"x\": 2}\n");
}

Test(output, markdown)
{
    expect_rendered(THAW_FORMAT_MD, NULL,
                    "# A title\n\nbeneath it\n\nOne sentence.\n\n### 1 TABLE\n\n| x |\n|--:|\n| 1 "
                    "|\n\n### 2 TABLE\n\n"
                    "| x |\n|--:|\n| 2 |\n");
}

Test(output, latex)
{
    expect_rendered(
        THAW_FORMAT_LATEX, "first",
        "\\paragraph{1 TABLE} \n\n\\begin{tabular}{r}\n\\hline\nx \\\\\n\\hline\n1 \\\\\n\\hline\n"
        "\\end{tabular}\n");
}

Test(output, json)
{
    thaw_answer answer;
    thaw_fault fault;
    thaw_layout layout = {.width = 80, .digits = -1};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fill(&answer);
    double pair[] = {0.1, (double)NAN};
    thaw_answer_set(&answer, answer.json, "pair", thaw_json_pair(pair));
    cr_expect(eq(int, thaw_render(&answer, THAW_FORMAT_JSON, &layout, NULL, out, &fault), THAW_OK));
    fclose(out);
    json_t *read = json_loads(text, 0, NULL);
    cr_assert(read != NULL);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(read, "schema")), "thaw/test/1"));
    const json_t *title = json_object_get(read, "title");
    const json_t *missing = json_array_get(json_object_get(read, "pair"), 1);
    cr_expect(eq(int, json_typeof(title), JSON_NULL));
    cr_expect(eq(dbl, json_real_value(json_array_get(json_object_get(read, "pair"), 0)), 0.1));
    cr_expect(eq(int, json_typeof(missing), JSON_NULL));
    json_decref(read);
    free(text);
    thaw_answer_clear(&answer);
}

static thaw_status write_to(const char *path, const char *table, thaw_fault *fault)
{
    thaw_answer answer;
    fill(&answer);
    thaw_options options = {.out = path, .digits = -1, .format = THAW_FORMAT_CSV, .table = table};
    thaw_status status = thaw_output(&answer, &options, fault);
    thaw_answer_clear(&answer);
    return status;
}

static void expect_content(const char *path, const char *expected)
{
    char found[64] = "";
    FILE *in = fopen(path, "r");
    cr_assert(in != NULL);
    size_t length = fread(found, 1, sizeof found - 1, in);
    found[length] = '\0';
    fclose(in);
    cr_expect(eq(str, found, (char *)expected));
}

Test(output, a_new_file_gets_the_usual_permissions)
{
    thaw_fault fault;
    struct stat made;
    umask(027);
    cr_assert(eq(int, write_to("new.csv", NULL, &fault), THAW_OK));
    expect_content("new.csv", "x\n1\n");
    cr_assert(eq(int, stat("new.csv", &made), 0));
    cr_expect(eq(int, made.st_mode & 0777, 0640));
    cr_expect(eq(int, files(), 1));
}

Test(output, a_file_that_is_replaced_keeps_its_permissions)
{
    thaw_fault fault;
    struct stat made;
    fclose(fopen("old.csv", "w"));
    chmod("old.csv", 0600);
    cr_assert(eq(int, write_to("old.csv", NULL, &fault), THAW_OK));
    cr_assert(eq(int, stat("old.csv", &made), 0));
    cr_expect(eq(int, made.st_mode & 0777, 0600));
    cr_expect(eq(int, files(), 1));
}

/* Whoever has no rights of its own: a user and a group without a name. */
enum { NOBODY = 65534, OTHERS = 65533 };

static void make_owned(const char *path, uid_t owner, gid_t group, mode_t mode)
{
    fclose(fopen(path, "w"));
    cr_assert(eq(int, chown(path, owner, group), 0));
    cr_assert(eq(int, chmod(path, mode), 0));
}

static void expect_owned(const char *path, uid_t owner, gid_t group, mode_t mode)
{
    struct stat found;
    cr_assert(eq(int, stat(path, &found), 0));
    cr_expect(eq(u32, found.st_uid, owner));
    cr_expect(eq(u32, found.st_gid, group));
    cr_expect(eq(u32, found.st_mode & 07777, mode));
}

Test(output, a_file_that_is_replaced_keeps_its_owner_and_group)
{
    thaw_fault fault;
    if (geteuid() != 0)
        cr_skip("only root can make files of others");
    make_owned("theirs.csv", NOBODY, OTHERS, 0640);
    cr_assert(eq(int, write_to("theirs.csv", NULL, &fault), THAW_OK));
    expect_owned("theirs.csv", NOBODY, OTHERS, 0640);
    /* Who runs it is somebody else then: that is nothing to keep. */
    make_owned("runs.csv", NOBODY, OTHERS, 06755);
    cr_assert(eq(int, write_to("runs.csv", NULL, &fault), THAW_OK));
    expect_owned("runs.csv", NOBODY, OTHERS, 0755);
    cr_expect(eq(int, files(), 2));
}

Test(output, where_owner_and_group_cannot_be_kept_nobody_may_more_than_before)
{
    thaw_fault fault;
    if (geteuid() != 0)
        cr_skip("only root can make files of others");
    make_owned("shared.csv", 0, OTHERS, 0662);
    make_owned("read.csv", NOBODY, OTHERS, 0664);
    make_owned("odd.csv", NOBODY, OTHERS, 0604);
    cr_assert(eq(int, chmod(folder, 0777), 0));
    cr_assert(eq(int, setegid(NOBODY) + seteuid(NOBODY), 0));
    for (int k = 0; k < 3; k++)
        cr_expect(eq(
            int, write_to((const char *[]){"shared.csv", "read.csv", "odd.csv"}[k], NULL, &fault),
            THAW_OK));
    cr_assert(eq(int, seteuid(0), 0));
    expect_owned("shared.csv", NOBODY, NOBODY, 0622);
    expect_owned("read.csv", NOBODY, NOBODY, 0644);
    expect_owned("odd.csv", NOBODY, NOBODY, 0600);
}

Test(output, a_file_that_may_not_be_written_is_not_replaced)
{
    thaw_fault fault;
    if (geteuid() == 0) {
        cr_assert(eq(int, chmod(folder, 0777), 0));
        cr_assert(eq(int, seteuid(NOBODY), 0));
    }
    fclose(fopen("old.csv", "w"));
    chmod("old.csv", 0444);
    cr_expect(eq(int, write_to("old.csv", NULL, &fault), THAW_EIO));
    cr_expect(eq(str, fault.text, "cannot write old.csv: Permission denied"));
    expect_content("old.csv", "");
    cr_expect(eq(int, files(), 1));
    seteuid(getuid());
}

/* ---- rows that are streamed ---- */

/* Writes a row, if any, and ends as the test says. */
typedef struct stop {
    const char *rows;
    thaw_status status;
    int signal; /* that arrives before it ends; 0: none */
} stop;

static thaw_status stream(void *source, bool lines, FILE *out, thaw_fault *fault)
{
    const stop *s = source;
    (void)lines;
    fputs(s->rows, out);
    if (s->signal)
        raise(s->signal);
    return s->status == THAW_OK ? THAW_OK : thaw_fail(fault, s->status, "after some rows");
}

static thaw_status stream_to(const char *path, stop *source, thaw_fault *fault)
{
    thaw_answer answer;
    thaw_answer_init(&answer);
    answer.stream = stream;
    answer.source = source;
    thaw_options options = {.out = path, .digits = -1, .format = THAW_FORMAT_CSV};
    thaw_interrupt_forget();
    thaw_status status = thaw_output(&answer, &options, fault);
    thaw_answer_clear(&answer);
    return status;
}

Test(output, rows_that_stand_when_a_stream_is_stopped_are_kept)
{
    static const struct {
        stop how;
        bool kept;
    } cases[] = {
        {{"x\n1\n", THAW_ETIME, 0}, true},
        {{"x\n1\n", THAW_EINTERRUPT, SIGINT}, true},
        {{"x\n1\n", THAW_EINTERRUPT, SIGTERM}, true},
        {{"", THAW_ETIME, 0}, false}, /* none stands */
        {{"", THAW_EINTERRUPT, SIGINT}, false},
        {{"x\n1\n", THAW_ENOMEM, 0}, false},
        {{"x\n1\n", THAW_ESTORE, 0}, false},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_fault fault;
        stop how = cases[k].how;
        FILE *old = fopen("rows.csv", "w");
        fputs("old", old);
        fclose(old);
        cr_expect(eq(int, stream_to("rows.csv", &how, &fault), how.status));
        cr_expect(eq(str, fault.text, "after some rows"));
        cr_expect(not(thaw_interrupted()), "it is dealt with");
        expect_content("rows.csv", cases[k].kept ? how.rows : "old");
        cr_expect(eq(int, files(), 1));
    }
}

Test(output, a_signal_that_the_stream_does_not_answer_to_leaves_the_old_file)
{
    thaw_fault fault;
    stop how = {"x\n1\n", THAW_OK, SIGTERM};
    cr_expect(eq(int, stream_to("rows.csv", &how, &fault), THAW_EINTERRUPT));
    cr_expect(thaw_interrupted());
    cr_expect(eq(int, files(), 0));
}

Test(output, rows_that_do_not_reach_their_device_are_not_taken_for_written)
{
    thaw_fault fault;
    stop how = {"x\n1\n", THAW_ETIME, 0};
    cr_expect(eq(int, stream_to("/dev/full", &how, &fault), THAW_EIO));
    cr_expect(eq(str, fault.text, "cannot write /dev/full: No space left on device"));
}

/* ---- files again ---- */

Test(output, a_link_stays_a_link)
{
    thaw_fault fault;
    struct stat link;
    fclose(fopen("target.csv", "w"));
    cr_assert(eq(int, symlink("target.csv", "link.csv"), 0));
    cr_assert(eq(int, write_to("link.csv", NULL, &fault), THAW_OK));
    cr_assert(eq(int, lstat("link.csv", &link), 0));
    cr_expect(eq(u32, link.st_mode & S_IFMT, S_IFLNK));
    expect_content("target.csv", "x\n1\n");
}

Test(output, a_failure_leaves_the_old_file_and_no_other)
{
    thaw_fault fault;
    FILE *old = fopen("old.csv", "w");
    fputs("old", old);
    fclose(old);
    cr_expect(eq(int, write_to("old.csv", "absent", &fault), THAW_EARG));
    cr_expect(eq(str, fault.text, "this answer has no table 'absent'"));
    cr_expect(eq(str, fault.help, "its tables: first, second"));
    expect_content("old.csv", "old");
    cr_expect(eq(int, files(), 1));
}

Test(output, what_cannot_be_written_is_said)
{
    thaw_fault fault;
    cr_expect(eq(int, write_to("absent/x.csv", NULL, &fault), THAW_EIO));
    cr_expect(eq(str, fault.text, "cannot write absent/x.csv: No such file or directory"));
    cr_expect(eq(int, write_to(folder, NULL, &fault), THAW_EIO));
    cr_expect(eq(int, write_to("/dev/full", NULL, &fault), THAW_EIO));
    cr_expect(eq(str, fault.text, "cannot write /dev/full: No space left on device"));
    cr_expect(eq(int, write_to("/dev/null", NULL, &fault), THAW_OK));
    cr_expect(eq(int, files(), 0));
}

Test(output, colors_follow_the_option_then_the_environment_then_the_terminal)
{
    unsetenv("NO_COLOR");
    cr_expect(thaw_output_colored(THAW_COLOR_ALWAYS, STDIN_FILENO));
    cr_expect(not(thaw_output_colored(THAW_COLOR_NEVER, STDIN_FILENO)));
    setenv("NO_COLOR", "1", 1);
    cr_expect(thaw_output_colored(THAW_COLOR_ALWAYS, STDIN_FILENO));
    cr_expect(not(thaw_output_colored(THAW_COLOR_AUTO, STDIN_FILENO)));
}

Test(output, the_width_is_80_where_there_is_no_terminal)
{
    int ends[2];
    cr_assert(eq(int, pipe(ends), 0));
    cr_expect(eq(int, thaw_output_width(ends[1]), 80));
    close(ends[0]);
    close(ends[1]);
}

Test(output, an_answer_that_failed_is_not_written)
{
    thaw_answer answer;
    thaw_fault fault;
    fill(&answer);
    answer.failed = true;
    thaw_options options = {.out = "x.csv", .digits = -1};
    cr_expect(eq(int, thaw_output(&answer, &options, &fault), THAW_ENOMEM));
    cr_expect(eq(int, files(), 0));
    thaw_answer_clear(&answer);
}
