/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw page`: one file of HTML that needs nothing else, for a seminar. */
#include "cli/page.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/sink.h"
#include "io/json_memory.h"
#include "model/version.h"

/* The name of a case must tell it from the others. */
static thaw_status check_names(const json_t *cases, const char *name, const char *file,
                               thaw_fault *fault)
{
    for (size_t k = 0; k < json_array_size(cases); k++) {
        const char *other = json_string_value(json_object_get(json_array_get(cases, k), "name"));
        if (strcmp(other, name) == 0)
            return thaw_fail(fault, THAW_EARG, "%.200s is given twice: the page knows it as %.80s",
                             file, name);
    }
    return THAW_OK;
}

static thaw_status add_case(const thaw_options *options, const char *file, json_t *cases,
                            thaw_faults *faults)
{
    thaw_page_case page_case;
    thaw_fault fault;
    json_t *json = NULL;
    thaw_status status = thaw_page_case_begin(options, file, &page_case, faults);
    if (status == THAW_OK &&
        (status = check_names(cases, page_case.study.subject.name, file, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK && (status = thaw_page_case_json(&page_case, &json, faults)) == THAW_OK)
        json_array_append_new(cases, json);
    thaw_page_case_clear(&page_case);
    return status;
}

/* What stands in the window's title. */
static const char *title_of(const json_t *cases)
{
    const json_t *first = json_array_get(cases, 0);
    return json_array_size(cases) > 1 ? "Thaw: a seminar"
                                      : json_string_value(json_object_get(first, "heading"));
}

static thaw_status too_large(const thaw_options *options, size_t size, thaw_fault *fault)
{
    size_t files = options->argument_count - 1;
    thaw_fail(fault, THAW_EARG, "the page would be %.1f MB, over the %.0f MB that phones bear",
              (double)size / 1e6, (double)THAW_PAGE_BYTES_MAX / 1e6);
    thaw_fault_help(fault, "give it fewer%s deals (--deal), inputs (--vary), --points or --months",
                    files > 1 ? " files," : "");
    return THAW_EARG;
}

static thaw_status write(const thaw_options *options, json_t *cases, thaw_answer *answer,
                         thaw_fault *fault)
{
    thaw_page_pool pool;
    thaw_page_pool_init(&pool);
    thaw_page_share(&pool, cases);
    json_t *data = json_pack("{s:s, s:s, s:O, s:O}", "schema", "thaw/page/1", "version",
                             thaw_version(), "pool", pool.items, "scenarios", cases);
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (sink.out && !thaw_json_starved()) /* else a title may be missing, too */
        thaw_page_put(title_of(cases), data, sink.out);
    answer->document = thaw_sink_close(&sink, &answer->document_size);
    bool whole = data && !pool.failed && answer->document && !thaw_json_starved();
    json_decref(data);
    thaw_page_pool_clear(&pool);
    if (!whole)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    return answer->document_size <= THAW_PAGE_BYTES_MAX
               ? THAW_OK
               : too_large(options, answer->document_size, fault);
}

static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    if (!options->out) {
        thaw_fail(fault, THAW_EARG, "'page' needs a file to write");
        thaw_fault_help(fault, "as in thaw page %.100s -o seminar.html", options->arguments[1]);
        return THAW_EARG;
    }
    if (options->points == 1 || options->points > THAW_PAGE_STOPS_MAX)
        return thaw_fail(fault, THAW_EARG, "a slider has 2 to %d --points, not %d",
                         THAW_PAGE_STOPS_MAX, options->points);
    return THAW_OK;
}

thaw_status thaw_cmd_page(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = check_use(options, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    json_t *cases = json_array();
    for (size_t k = 1; k < options->argument_count && status == THAW_OK; k++)
        status = add_case(options, options->arguments[k], cases, faults);
    if (status == THAW_OK && (status = write(options, cases, answer, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    json_decref(cases);
    return status;
}
