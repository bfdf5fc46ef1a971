/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as plausible ranges: faults, or ranges within their parameters' bounds that come back
 * the same when they are written and read again. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario.h"
#include "model/number.h"
#include "tests/fuzz/support/fuzz.h"

static void check_range(const thaw_ranges *ranges, size_t k)
{
    const thaw_range *range = &ranges->items[k];
    thaw_scenario scenario;
    thaw_place place;
    char shock[THAW_NAME_MAX];
    thaw_scenario_init(&scenario);
    if (sscanf(range->key, "shock.%47[^.]", shock) == 1)
        require(thaw_scenario_add_shock(&scenario, shock, NULL) != NULL, "%s is a shock", shock);
    require(thaw_scenario_find(&scenario, range->key, &place, NULL) == THAW_OK, "%s is a parameter",
            range->key);
    require(place.row->low <= range->low && range->low <= range->high &&
                range->high <= place.row->high,
            "%s: %g .. %g is within its bounds", range->key, range->low, range->high);
    require(!range->shaped || isnan(range->mode) ||
                (range->low <= range->mode && range->mode <= range->high),
            "%s: the likeliest value %g is within the range", range->key, range->mode);
    require(range->source != NULL, "a source");
    require(thaw_ranges_find(ranges, range->key) == range, "%s is there once", range->key);
    thaw_scenario_clear(&scenario);
}

/* ---- written and read again ---- */

static void write_range(FILE *out, const thaw_range *range)
{
    static const char *const shapes[] = {[THAW_PRIOR_UNIFORM] = "uniform",
                                         [THAW_PRIOR_TRIANGULAR] = "triangular",
                                         [THAW_PRIOR_PERT] = "pert"};
    char low[THAW_NUMBER_MAX], high[THAW_NUMBER_MAX], mode[THAW_NUMBER_MAX] = "";
    const char *key = strrchr(range->key, '.') + 1;
    thaw_number_format(range->low, low, sizeof low);
    thaw_number_format(range->high, high, sizeof high);
    if (range->shaped && !isnan(range->mode))
        thaw_number_format(range->mode, mode, sizeof mode);
    fprintf(out, "[%.*s]\n%s = %s .. %s %s %s%s%s\n", (int)(key - 1 - range->key), range->key, key,
            low, high, range->shaped ? shapes[range->kind] : "", mode,
            range->source[0] ? " ; " : "", range->source);
}

static bool same_range(const thaw_range *one, const thaw_range *other)
{
    return strcmp(one->key, other->key) == 0 && one->low == other->low &&
           one->high == other->high && one->shaped == other->shaped && one->kind == other->kind &&
           (one->mode == other->mode || (isnan(one->mode) && isnan(other->mode))) &&
           strcmp(one->source, other->source) == 0;
}

static void check_round_trip(const thaw_ranges *ranges)
{
    char *text = NULL;
    size_t length = 0;
    thaw_ranges again;
    thaw_faults faults = {0};
    FILE *out = open_memstream(&text, &length);
    require(out != NULL, "memory");
    fprintf(out, "schema = 1\n");
    for (size_t k = 0; k < ranges->count; k++)
        write_range(out, &ranges->items[k]);
    fclose(out);
    thaw_status status = thaw_ranges_read_text(text, length, "again", &again, &faults);
    require(status == THAW_OK, "what was read is written and read again: %s",
            faults.count > 0 ? faults.items[0].text : "");
    require(again.count == ranges->count, "as many ranges");
    for (size_t k = 0; k < ranges->count; k++)
        require(same_range(&ranges->items[k], &again.items[k]), "the range of %s is the same",
                ranges->items[k].key);
    thaw_ranges_clear(&again);
    thaw_faults_clear(&faults);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    thaw_ranges ranges;
    thaw_faults faults = {0};
    thaw_status status = thaw_ranges_read_text((const char *)data, size, "fuzz", &ranges, &faults);
    require_faults(status, &faults);
    require(status == THAW_OK || ranges.count == 0, "nothing is left");
    for (size_t k = 0; k < ranges.count; k++)
        check_range(&ranges, k);
    if (status == THAW_OK)
        check_round_trip(&ranges);
    thaw_ranges_clear(&ranges);
    thaw_faults_clear(&faults);
    return 0;
}
