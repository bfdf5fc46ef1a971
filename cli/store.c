/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store of a sweep, by SQLite. The only file that knows SQLite. */
#include "cli/store.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/sink.h"

enum {
    APPLICATION = 0x54686177, /* "Thaw", in the file's header */
    LAYOUT = 1,               /* of the tables; in the file's header too */
    WAIT_SECONDS = 30,        /* for another process's transaction */
    COLUMNS_MAX = 1900        /* SQLite's limit is 2000 */
};

struct thaw_store {
    sqlite3 *database;
    sqlite3_stmt *insert, *select, *batch;
    char *path;
    const thaw_result_column *columns;
    size_t column_count;
    bool read_only;
};

/* ---- facts ---- */

thaw_status thaw_facts_add(thaw_facts *facts, const char *key, const char *value, thaw_fault *fault)
{
    thaw_fact *items = realloc(facts->items, (facts->count + 1) * sizeof *items);
    char *copy = strdup(value);
    if (items)
        facts->items = items;
    if (!items || !copy) {
        free(copy);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a fact");
    }
    thaw_copy_text(items[facts->count].key, sizeof items->key, key);
    items[facts->count++].value = copy;
    return THAW_OK;
}

void thaw_facts_clear(thaw_facts *facts)
{
    for (size_t k = 0; k < facts->count; k++)
        free(facts->items[k].value);
    free(facts->items);
    *facts = (thaw_facts){0};
}

/* ---- what went wrong, in plain words ---- */

static thaw_status fail(const thaw_store *store, int code, thaw_fault *fault)
{
    const char *detail = store->database ? sqlite3_errmsg(store->database) : sqlite3_errstr(code);
    const char *path = store->path;
    if ((code & 0xff) == SQLITE_IOERR && store->database &&
        sqlite3_system_errno(store->database) == ENOMEM)
        code = SQLITE_NOMEM;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the store %s", path);
    case SQLITE_INTERRUPT:
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    case SQLITE_FULL:
        thaw_fail(fault, THAW_ESTORE, "cannot write %s: the disk is full", path);
        thaw_fault_help(fault, "what was stored before is safe; the same command goes on from it");
        return THAW_ESTORE;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return thaw_fail(fault, THAW_ESTORE, "cannot write %s: it is read-only", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        if (thaw_interrupted())
            return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
        return thaw_fail(fault, THAW_ESTORE, "cannot use %s: another program is writing it", path);
    case SQLITE_CANTOPEN:
        return thaw_fail(fault, THAW_ESTORE, "cannot open the store %s", path);
    case SQLITE_NOTADB:
        return thaw_fail(fault, THAW_ESTORE, "%s is no store of a sweep, or is damaged", path);
    case SQLITE_CORRUPT:
        thaw_fail(fault, THAW_ESTORE, "%s is damaged: %s", path, detail);
        thaw_fault_help(fault, "name another --store, or move this one away, to begin again");
        return THAW_ESTORE;
    default:
        return thaw_fail(fault, THAW_ESTORE, "cannot read or write %s: %s", path, detail);
    }
}

static thaw_status run(const thaw_store *store, const char *sql, thaw_fault *fault)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? THAW_OK : fail(store, code, fault);
}

static thaw_status prepare(const thaw_store *store, const char *sql, sqlite3_stmt **statement,
                           thaw_fault *fault)
{
    int code = sqlite3_prepare_v2(store->database, sql, -1, statement, NULL);
    return code == SQLITE_OK ? THAW_OK : fail(store, code, fault);
}

/* The single number that a query answers. */
static thaw_status ask(const thaw_store *store, const char *sql, sqlite3_int64 *answer,
                       thaw_fault *fault)
{
    sqlite3_stmt *query = NULL;
    thaw_status status = prepare(store, sql, &query, fault);
    if (status == THAW_OK) {
        int code = sqlite3_step(query);
        if (code == SQLITE_ROW)
            *answer = sqlite3_column_int64(query, 0);
        else
            status = fail(store, code == SQLITE_DONE ? SQLITE_CORRUPT : code, fault);
    }
    sqlite3_finalize(query);
    return status;
}

/* Waits for another process, unless told to stop. */
static int wait_for_others(void *context, int times)
{
    enum { TENTH = 100000000 };
    (void)context;
    if (thaw_interrupted() || times > 10 * WAIT_SECONDS)
        return 0;
    nanosleep(&(struct timespec){.tv_nsec = TENTH}, NULL);
    return 1;
}

/* ---- the file ---- */

static void close_database(thaw_store *store)
{
    sqlite3_close(store->database);
    store->database = NULL;
}

/* A name that SQLite takes for a file, whatever it is: not for ":memory:" nor a URI. New; NULL
 * without memory. */
static char *file_name(const char *path)
{
    size_t size = strlen(path) + 3;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s%s", *path == '/' ? "" : "./", path);
    return name;
}

static thaw_status open_as(thaw_store *store, const char *name, int flags, thaw_fault *fault)
{
    int code = sqlite3_open_v2(name, &store->database, flags, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_handler(store->database, wait_for_others, NULL);
    if (code != SQLITE_OK)
        return fail(store, code, fault);
    store->read_only = sqlite3_db_readonly(store->database, "main") == 1;
    return THAW_OK;
}

/* A file whose folder may not be written: SQLite reads one with a log in its past only when told
 * that nobody writes it. So nobody may: there must be no log beside it. */
static thaw_status open_immutable(thaw_store *store, thaw_fault *fault)
{
    size_t size = 3 * strlen(store->path) + 32, used;
    char *name = malloc(size);
    if (!name)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the store %s", store->path);
    snprintf(name, size, "%s-wal", store->path);
    if (access(name, F_OK) == 0) {
        free(name);
        return fail(store, SQLITE_READONLY, fault);
    }
    used = (size_t)snprintf(name, size, *store->path == '/' ? "file://" : "file:./");
    for (const char *c = store->path; *c; c++)
        used += (size_t)snprintf(name + used, size - used, strchr("?#%", *c) ? "%%%02x" : "%c",
                                 (unsigned)(unsigned char)*c);
    snprintf(name + used, size - used, "?immutable=1");
    close_database(store);
    thaw_status status = open_as(store, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, fault);
    free(name);
    return status;
}

/* How many tables the file has: 0 in a new one. The first look into the file. */
static thaw_status count_tables(thaw_store *store, sqlite3_int64 *tables, thaw_fault *fault)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_master";
    thaw_status status = ask(store, sql, tables, fault);
    if (status != THAW_ESTORE || !store->read_only ||
        (sqlite3_errcode(store->database) & 0xff) == SQLITE_NOTADB)
        return status;
    status = open_immutable(store, fault);
    return status == THAW_OK ? ask(store, sql, tables, fault) : status;
}

/* A log written ahead, so that readers need not wait; synchronised at every commit, so that a
 * commit outlives a power cut. SQLite gives up at once where another process looks at a new file.
 */
static thaw_status set_journal(const thaw_store *store, thaw_fault *fault)
{
    static const char sql[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
    int code = SQLITE_BUSY;
    for (int times = 0; code == SQLITE_BUSY; times++) {
        code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
        if (code == SQLITE_BUSY && !wait_for_others(NULL, times))
            break;
    }
    return code == SQLITE_OK ? THAW_OK : fail(store, code, fault);
}

/* ---- columns ---- */

static size_t parts(const thaw_result_column *column)
{
    return column->kind == THAW_COLUMN_PAIR ? 2 : 1;
}

static void put_name(const char *name, const char *side, FILE *sql)
{
    fputs(", \"", sql);
    for (const char *c = name; *c; c++) {
        if (*c == '"')
            fputc('"', sql);
        fputc(*c, sql);
    }
    fprintf(sql, "%s%s\"", side ? "_" : "", side ? side : "");
}

static void put_columns(const thaw_store *store, const char *const sides[2], bool types, FILE *sql)
{
    for (size_t k = 0; k < store->column_count; k++) {
        const thaw_result_column *column = &store->columns[k];
        for (size_t part = 0; part < parts(column); part++) {
            put_name(column->name, parts(column) == 2 ? sides[part] : NULL, sql);
            if (types)
                fputs(column->kind == THAW_COLUMN_TEXT ? " TEXT" : " REAL", sql);
        }
    }
}

/* The statements that mention every column: which = 'c'reate, 'i'nsert, 's'elect. New; NULL without
 * memory. */
static char *statement_of(const thaw_store *store, const char *const sides[2], char which)
{
    size_t marks = 0;
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (!sink.out)
        return NULL;
    FILE *sql = sink.out;
    for (size_t k = 0; k < store->column_count; k++)
        marks += parts(&store->columns[k]);
    fputs(which == 'c'   ? "CREATE TABLE rows (row INTEGER PRIMARY KEY"
          : which == 'i' ? "INSERT OR IGNORE INTO rows (row"
                         : "SELECT row",
          sql);
    put_columns(store, sides, which == 'c', sql);
    if (which == 'c') {
        fputs(", reason TEXT, batch INTEGER NOT NULL, checksum INTEGER NOT NULL)", sql);
    } else if (which == 's') {
        fputs(", reason, checksum FROM rows WHERE row > ?1 AND row <= ?2 ORDER BY row", sql);
    } else {
        fputs(", reason, batch, checksum) VALUES (?", sql);
        for (size_t k = 0; k < marks + 3; k++)
            fputs(", ?", sql);
        fputc(')', sql);
    }
    return thaw_sink_close(&sink, NULL);
}

static thaw_status prepare_rows(thaw_store *store, const char *const sides[2], char which,
                                sqlite3_stmt **statement, thaw_fault *fault)
{
    char *sql = statement_of(store, sides, which);
    if (!sql)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the store %s", store->path);
    thaw_status status = statement ? prepare(store, sql, statement, fault) : run(store, sql, fault);
    free(sql);
    return status;
}

/* ---- a new store ---- */

static thaw_status write_facts(const thaw_store *store, const thaw_facts *facts, thaw_fault *fault)
{
    sqlite3_stmt *insert = NULL;
    thaw_status status = prepare(store, "INSERT INTO sweep VALUES (?, ?)", &insert, fault);
    for (size_t k = 0; k < facts->count && status == THAW_OK; k++) {
        sqlite3_bind_text(insert, 1, facts->items[k].key, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, facts->items[k].value, -1, SQLITE_STATIC);
        int code = sqlite3_step(insert);
        if (code != SQLITE_DONE)
            status = fail(store, code, fault);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    return status;
}

static thaw_status write_schema(thaw_store *store, const thaw_facts *facts,
                                const char *const sides[2], thaw_fault *fault)
{
    char header[96];
    snprintf(header, sizeof header, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION, LAYOUT);
    thaw_status status = run(store, header, fault);
    if (status == THAW_OK)
        status = run(store,
                     "CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                     "CREATE TABLE batches (batch INTEGER PRIMARY KEY, host TEXT, process INTEGER,"
                     " finished TEXT, seconds REAL, rows INTEGER)",
                     fault);
    if (status == THAW_OK)
        status = prepare_rows(store, sides, 'c', NULL, fault);
    return status == THAW_OK ? write_facts(store, facts, fault) : status;
}

static void roll_back(const thaw_store *store)
{
    sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

/* All of it in one transaction; another process may have been faster. */
static thaw_status create(thaw_store *store, const thaw_facts *facts, const char *const sides[2],
                          thaw_fault *fault)
{
    sqlite3_int64 tables = 0;
    thaw_status status = run(store, "BEGIN IMMEDIATE", fault);
    if (status != THAW_OK)
        return status;
    status = ask(store, "SELECT count(*) FROM sqlite_master", &tables, fault);
    if (status == THAW_OK && tables == 0)
        status = write_schema(store, facts, sides, fault);
    if (status == THAW_OK)
        status = run(store, "COMMIT", fault);
    if (status != THAW_OK)
        roll_back(store);
    return status;
}

/* ---- whose store it is ---- */

static thaw_status check_header(const thaw_store *store, thaw_fault *fault)
{
    sqlite3_int64 application = 0, layout = 0;
    thaw_status status = ask(store, "PRAGMA application_id", &application, fault);
    if (status == THAW_OK)
        status = ask(store, "PRAGMA user_version", &layout, fault);
    if (status != THAW_OK)
        return status;
    if (application != APPLICATION)
        return thaw_fail(fault, THAW_EARG, "%s is a database, but no store of a sweep",
                         store->path);
    if (layout != LAYOUT)
        return thaw_fail(fault, THAW_EARG, "%s is laid out as version %d has it, not as %d",
                         store->path, (int)layout, LAYOUT);
    return THAW_OK;
}

/* Differences found, in words. */
typedef struct difference {
    char text[THAW_MESSAGE_MAX / 2];
    size_t count;
} difference;

enum { WORDS = 60 }; /* shown of a value */

/* How much of two values may be left out, where one is long and what is shown would be the same:
 * the items of a list before the first that differs. */
static size_t in_common(const char *a, const char *b)
{
    size_t same = 0;
    while (a[same] && a[same] == b[same])
        same++;
    while (same > 0 && a[same - 1] != ',')
        same--;
    return strlen(a) > WORDS || strlen(b) > WORDS ? same : 0;
}

static void differ(difference *found, const char *key, const char *there, const char *here)
{
    enum { SHOWN = 3 };
    size_t used = strlen(found->text);
    there = there ? there : "not set";
    here = here ? here : "not set";
    size_t left_out = in_common(there, here);
    const char *dots = left_out > 0 ? "...," : "";
    there += left_out;
    here += left_out;
    if (found->count++ < SHOWN)
        snprintf(found->text + used, sizeof found->text - used,
                 "%s%s is %s%.*s%s there, %s%.*s%s here", used ? "; " : "", key, dots, WORDS, there,
                 strlen(there) > WORDS ? "..." : "", dots, WORDS, here,
                 strlen(here) > WORDS ? "..." : "");
}

static const char *value_of(const thaw_facts *facts, const char *key)
{
    for (size_t k = 0; k < facts->count; k++)
        if (strcmp(facts->items[k].key, key) == 0)
            return facts->items[k].value;
    return NULL;
}

/* Facts of the store that are other here, then those that only are here. */
static thaw_status compare(const thaw_store *store, const thaw_facts *facts, difference *found,
                           thaw_fault *fault)
{
    sqlite3_stmt *query = NULL;
    size_t common = 0;
    int code = SQLITE_DONE;
    thaw_status status =
        prepare(store, "SELECT key, value FROM sweep ORDER BY key = 'hash', key", &query, fault);
    while (status == THAW_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
        const char *key = (const char *)sqlite3_column_text(query, 0);
        const char *there = (const char *)sqlite3_column_text(query, 1);
        const char *here = key ? value_of(facts, key) : NULL;
        common += here != NULL;
        bool summary = key && strcmp(key, "hash") == 0; /* of the inputs, which say more */
        if (key && there && (!here || strcmp(here, there) != 0) && !(summary && found->count > 0))
            differ(found, key, there, here);
    }
    if (status == THAW_OK && code != SQLITE_DONE)
        status = fail(store, code, fault);
    sqlite3_finalize(query);
    if (status == THAW_OK && common < facts->count && found->count == 0)
        differ(found, "what is asked", "less", "more");
    return status;
}

static thaw_status check_facts(const thaw_store *store, const thaw_facts *facts, thaw_fault *fault)
{
    difference found = {.count = 0};
    thaw_status status = compare(store, facts, &found, fault);
    if (status != THAW_OK || found.count == 0)
        return status;
    thaw_fail(fault, THAW_EARG, "%s holds another sweep: %s%s", store->path, found.text,
              found.count > 3 ? "; and more" : "");
    thaw_fault_help(fault, "name another --store, or give the command that this one was made by");
    return THAW_EARG;
}

/* SQLite's own check of the file's structure. */
static thaw_status check_structure(const thaw_store *store, thaw_fault *fault)
{
    sqlite3_stmt *query = NULL;
    thaw_status status = prepare(store, "PRAGMA quick_check(1)", &query, fault);
    if (status == THAW_OK) {
        int code = sqlite3_step(query);
        const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(query, 0) : NULL;
        if (code != SQLITE_ROW)
            status = fail(store, code == SQLITE_DONE ? SQLITE_CORRUPT : code, fault);
        else if (!text || strcmp(text, "ok") != 0)
            status = fail(store, SQLITE_CORRUPT, fault);
    }
    sqlite3_finalize(query);
    return status;
}

/* ---- opening and closing ---- */

static thaw_status use(thaw_store *store, const thaw_facts *facts, const char *const sides[2],
                       thaw_fault *fault)
{
    sqlite3_int64 tables = 0;
    thaw_status status = count_tables(store, &tables, fault);
    if (status == THAW_OK && tables > 0)
        status = check_header(store, fault);
    if (status == THAW_OK && !store->read_only)
        status = set_journal(store, fault);
    if (status == THAW_OK && tables == 0)
        status = store->read_only ? fail(store, SQLITE_READONLY, fault)
                                  : create(store, facts, sides, fault);
    if (status == THAW_OK)
        status = check_facts(store, facts, fault);
    if (status == THAW_OK)
        status = check_structure(store, fault);
    if (status == THAW_OK)
        status = prepare_rows(store, sides, 's', &store->select, fault);
    if (status == THAW_OK && !store->read_only)
        status = prepare_rows(store, sides, 'i', &store->insert, fault);
    if (status == THAW_OK && !store->read_only)
        status = prepare(store,
                         "INSERT INTO batches (host, process, finished, seconds, rows)"
                         " VALUES (?, ?, ?, ?, ?)",
                         &store->batch, fault);
    return status;
}

thaw_status thaw_store_open(const char *path, const thaw_facts *facts,
                            const thaw_result_column *columns, size_t column_count,
                            const char *const sides[2], thaw_store **out, thaw_fault *fault)
{
    if (2 * column_count > COLUMNS_MAX)
        return thaw_fail(fault, THAW_ERANGE, "a store of %zu columns would be too wide",
                         column_count);
    thaw_store *store = calloc(1, sizeof *store);
    if (!store || !(store->path = strdup(path))) {
        free(store);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the store %s", path);
    }
    store->columns = columns;
    store->column_count = column_count;
    char *name = file_name(path);
    thaw_status status =
        name ? open_as(store, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, fault)
             : thaw_fail(fault, THAW_ENOMEM, "no memory for the store %s", path);
    free(name);
    if (status == THAW_OK)
        status = use(store, facts, sides, fault);
    if (status != THAW_OK) {
        thaw_store_close(store);
        return status;
    }
    *out = store;
    return THAW_OK;
}

void thaw_store_close(thaw_store *store)
{
    if (!store)
        return;
    sqlite3_finalize(store->insert);
    sqlite3_finalize(store->select);
    sqlite3_finalize(store->batch);
    close_database(store);
    free(store->path);
    free(store);
}

/* ---- rows ---- */

/* FNV-1a, 64 bits: a row that was changed by mistake is found out. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *byte = bytes;
    for (size_t k = 0; k < count; k++)
        hash = (hash ^ byte[k]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return text ? mix(hash, text, strlen(text) + 1) : mix(hash, "\xff", 1);
}

static uint64_t mix_number(uint64_t hash, double number)
{
    if (isnan(number))
        return mix_text(hash, NULL);
    number += 0.0; /* SQLite keeps no sign of zero */
    return mix(hash, &number, sizeof number);
}

static sqlite3_int64 checksum_of(const thaw_store *store, size_t number, const thaw_result_row *row)
{
    uint64_t hash = UINT64_C(14695981039346656037), k = number;
    sqlite3_int64 sum = 0;
    hash = mix_text(mix(hash, &k, sizeof k), row->reason);
    for (size_t c = 0; c < store->column_count; c++) {
        const thaw_result *cell = &row->cells[c];
        if (store->columns[c].kind == THAW_COLUMN_TEXT)
            hash = mix_text(hash, cell->text);
        for (size_t part = 0;
             store->columns[c].kind != THAW_COLUMN_TEXT && part < parts(&store->columns[c]); part++)
            hash = mix_number(hash, cell->number[part]);
    }
    memcpy(&sum, &hash, sizeof sum);
    return sum;
}

static thaw_status copy_text(const thaw_store *store, int at, char **text, thaw_fault *fault)
{
    const char *stored = (const char *)sqlite3_column_text(store->select, at);
    if (!stored)
        return THAW_OK;
    free(*text);
    *text = strdup(stored);
    return *text ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a text");
}

static thaw_status read_row(const thaw_store *store, size_t number, thaw_result_row *row,
                            thaw_fault *fault)
{
    int at = 1;
    thaw_status status = THAW_OK;
    thaw_result_row_empty(row, store->column_count);
    for (size_t c = 0; c < store->column_count && status == THAW_OK; c++) {
        if (store->columns[c].kind == THAW_COLUMN_TEXT) {
            status = copy_text(store, at++, &row->cells[c].text, fault);
            continue;
        }
        for (size_t part = 0; part < parts(&store->columns[c]); part++, at++)
            if (sqlite3_column_type(store->select, at) != SQLITE_NULL)
                row->cells[c].number[part] = sqlite3_column_double(store->select, at);
    }
    if (status == THAW_OK)
        status = copy_text(store, at++, &row->reason, fault);
    if (status != THAW_OK)
        return status;
    if (sqlite3_column_int64(store->select, at) != checksum_of(store, number, row)) {
        thaw_fail(fault, THAW_ESTORE, "%s is damaged: row %zu is not as it was written",
                  store->path, number + 1);
        thaw_fault_help(fault, "\"DELETE FROM rows WHERE row = %zu\" has it worked out again",
                        number + 1);
        return THAW_ESTORE;
    }
    row->done = true;
    return THAW_OK;
}

thaw_status thaw_store_count(thaw_store *store, size_t *rows, thaw_fault *fault)
{
    sqlite3_int64 count = 0;
    thaw_status status = ask(store, "SELECT count(*) FROM rows", &count, fault);
    *rows = (size_t)count;
    return status;
}

thaw_status thaw_store_read(thaw_store *store, size_t first, size_t count, thaw_result_row *rows,
                            thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    int code = SQLITE_DONE;
    size_t end = first + count;
    sqlite3_int64 last = (sqlite3_int64)end;
    sqlite3_bind_int64(store->select, 1, (sqlite3_int64)first);
    sqlite3_bind_int64(store->select, 2, last);
    while (status == THAW_OK && (code = sqlite3_step(store->select)) == SQLITE_ROW) {
        size_t number = (size_t)sqlite3_column_int64(store->select, 0) - 1;
        status = read_row(store, number, &rows[number - first], fault);
    }
    if (status == THAW_OK && code != SQLITE_DONE)
        status = fail(store, code, fault);
    sqlite3_reset(store->select);
    return status;
}

static int bind_number(sqlite3_stmt *statement, int at, double number)
{
    return isnan(number) ? sqlite3_bind_null(statement, at)
                         : sqlite3_bind_double(statement, at, number);
}

static int bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    return text ? sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC)
                : sqlite3_bind_null(statement, at);
}

static int insert_row(const thaw_store *store, size_t number, const thaw_result_row *row,
                      sqlite3_int64 batch)
{
    sqlite3_stmt *insert = store->insert;
    sqlite3_int64 row_number = (sqlite3_int64)number;
    int at = 1;
    row_number++; /* from 1, as people count */
    int code = sqlite3_bind_int64(insert, at++, row_number);
    for (size_t c = 0; c < store->column_count && code == SQLITE_OK; c++) {
        const thaw_result *cell = &row->cells[c];
        if (store->columns[c].kind == THAW_COLUMN_TEXT)
            code = bind_text(insert, at++, cell->text);
        for (size_t part = 0;
             store->columns[c].kind != THAW_COLUMN_TEXT && part < parts(&store->columns[c]); part++)
            code = bind_number(insert, at++, cell->number[part]);
    }
    if (code == SQLITE_OK)
        code = bind_text(insert, at++, row->reason);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(insert, at++, batch);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(insert, at, checksum_of(store, number, row));
    if (code == SQLITE_OK)
        code = sqlite3_step(insert);
    sqlite3_reset(insert);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int insert_batch(const thaw_store *store, size_t rows, double seconds)
{
    char host[256] = "", finished[32] = "";
    time_t now = time(NULL);
    struct tm utc;
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    if (gmtime_r(&now, &utc))
        strftime(finished, sizeof finished, "%Y-%m-%dT%H:%M:%SZ", &utc);
    sqlite3_bind_text(store->batch, 1, host, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(store->batch, 2, (sqlite3_int64)getpid());
    sqlite3_bind_text(store->batch, 3, finished, -1, SQLITE_TRANSIENT);
    sqlite3_bind_double(store->batch, 4, seconds);
    sqlite3_bind_int64(store->batch, 5, (sqlite3_int64)rows);
    int code = sqlite3_step(store->batch);
    sqlite3_reset(store->batch);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

thaw_status thaw_store_write(thaw_store *store, size_t first, const thaw_result_row *rows,
                             const size_t *which, size_t count, double seconds, thaw_fault *fault)
{
    if (count == 0)
        return THAW_OK;
    if (store->read_only)
        return fail(store, SQLITE_READONLY, fault);
    thaw_status status = run(store, "BEGIN IMMEDIATE", fault);
    if (status != THAW_OK)
        return status;
    int code = insert_batch(store, count, seconds);
    sqlite3_int64 batch = sqlite3_last_insert_rowid(store->database);
    for (size_t k = 0; k < count && code == SQLITE_OK; k++)
        code = insert_row(store, first + which[k], &rows[which[k]], batch);
    status = code == SQLITE_OK ? run(store, "COMMIT", fault) : fail(store, code, fault);
    if (status != THAW_OK)
        roll_back(store);
    return status;
}
