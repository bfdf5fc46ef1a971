/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store of a sweep: its rows in an SQLite file, which survives whatever ends the process.
 *
 * Tables: "sweep" (key, value), what the rows belong to; "rows", one a point, each with a checksum;
 * "batches", one a transaction, with host and time. A write-ahead log, synchronised at every
 * commit: what was committed stays, what was not is gone as a whole (docs/sweeps.md). */
#ifndef THAW_CLI_STORE_H
#define THAW_CLI_STORE_H

#include "cli/results.h"

typedef struct thaw_store thaw_store;

/* What the rows of a store belong to: two stores with the same facts have the same rows. */
typedef struct thaw_fact {
    char key[THAW_KEY_MAX];
    char *value; /* owned */
} thaw_fact;

typedef struct thaw_facts {
    thaw_fact *items; /* owned */
    size_t count;
} thaw_facts;

/* Appends a fact; the text is copied. Fails with THAW_ENOMEM. */
thaw_status thaw_facts_add(thaw_facts *facts, const char *key, const char *value,
                           thaw_fault *fault);
void thaw_facts_clear(thaw_facts *facts);

/* Opens the store at `path`, made where there is none, for rows of these columns (the two sides of
 * a pair are called `sides`). One of other facts is refused, with the differences: THAW_EARG, as is
 * a database that is no store. What SQLite cannot do, a damaged file among it, is THAW_ESTORE.
 * Where the file may not be written it is opened for reading. columns and sides stay the caller's
 * and must outlive it. */
thaw_status thaw_store_open(const char *path, const thaw_facts *facts,
                            const thaw_result_column *columns, size_t column_count,
                            const char *const sides[2], thaw_store **store, thaw_fault *fault);

/* NULL is fine. */
void thaw_store_close(thaw_store *store);

/* How many rows it has. */
thaw_status thaw_store_count(thaw_store *store, size_t *rows, thaw_fault *fault);

/* Fills those of rows first .. first + count - 1 that are there (rows[k - first]), and leaves the
 * others. A row that is not as it was written fails with THAW_ESTORE. */
thaw_status thaw_store_read(thaw_store *store, size_t first, size_t count, thaw_result_row *rows,
                            thaw_fault *fault);

/* Adds rows first + which[i], i < count, in one transaction: all are there when it returns, or
 * none. Rows that another process has added meanwhile stay as they are. seconds: how long they
 * took. */
thaw_status thaw_store_write(thaw_store *store, size_t first, const thaw_result_row *rows,
                             const size_t *which, size_t count, double seconds, thaw_fault *fault);

#endif
