/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a record: faults with a text and a place, or months that follow one another, each
 * with a state, a move and a band of efforts around the coded one. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/history.h"
#include "model/fentanyl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_month(const thaw_record *record, size_t k)
{
    const thaw_recorded *month = &record->months[k];
    thaw_move least, most, move = thaw_record_move(record, k);
    int state = thaw_record_state(record, k);
    require(k == 0 || month->month == record->months[k - 1].month + 1);
    require(state >= 0 && state < THAW_FENTANYL_STATES);
    require(thaw_fentanyl_china_index(state, move) >= 0);
    require(month->stance == THAW_PRESSURE || month->stance == THAW_STEADY ||
            month->stance == THAW_RELIEF);
    thaw_recorded_band(month, &least, &most);
    require(THAW_NONE <= least && least <= month->effort && month->effort <= most &&
            most <= THAW_FULL);
    require(month->era != NULL && month->events != NULL);
    require(thaw_record_find(record, month->month) == k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    thaw_record record;
    thaw_faults faults = {0};
    thaw_status status = thaw_history_read_text((const char *)data, size, "fuzz", &record, &faults);
    require((status == THAW_OK) == (faults.count == 0));
    require((status == THAW_OK) == (record.count > 0));
    for (size_t k = 0; k < faults.count; k++)
        require(faults.items[k].status != THAW_OK && faults.items[k].text[0] != '\0' &&
                strcmp(faults.items[k].file, "fuzz") == 0);
    for (size_t k = 0; k < record.count; k++)
        check_month(&record, k);
    thaw_faults_clear(&faults);
    thaw_record_clear(&record);
    return 0;
}
