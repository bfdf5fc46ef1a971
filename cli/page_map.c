/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of a page: the verdicts of its deals at every pair of stops of two inputs. */
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "cli/phrases.h"
#include "cli/threshold_report.h"
#include "io/json_memory.h"
#include "solvers/parallel.h"

typedef struct work {
    const thaw_page_case *page_case;
    thaw_dial dials[2];
    thaw_probe *probes;  /* [(up * across + across) * shown + deal] */
    thaw_status *status; /* [the same] */
    size_t first;
} work;

/* One setting of both inputs, for one deal. */
static void probe_one(size_t k, void *context)
{
    work *w = context;
    const thaw_page_case *c = w->page_case;
    size_t at = w->first + k, cell = at / c->shown_count, across = c->map[0].count;
    const double values[2] = {c->map[0].stop[cell % across], c->map[1].stop[cell / across]};
    thaw_fault fault;
    w->status[at] = thaw_threshold_probe(
        &c->study.setting, &c->study.deals.items[c->shown[at % c->shown_count]], w->dials, values,
        2, &c->study.limits, &w->probes[at], &fault);
}

static thaw_status probe_all(work *w, size_t total, thaw_fault *fault)
{
    enum { BATCH = 64 };
    const thaw_page_case *c = w->page_case;
    thaw_progress_bar bar;
    thaw_status status = THAW_OK;
    thaw_progress_begin(&bar, "places on the map", c->options->quiet);
    for (size_t from = 0; from < total && status == THAW_OK; from += BATCH) {
        size_t size = total - from < BATCH ? total - from : BATCH;
        w->first = from;
        thaw_parallel_for(size, c->options->threads, probe_one, w);
        for (size_t k = from; k < from + size && status == THAW_OK; k++)
            if (w->status[k] != THAW_OK)
                status = thaw_fail(fault, w->status[k], "the map was not finished: %s",
                                   thaw_status_text(w->status[k]));
        if (status == THAW_OK)
            status = thaw_page_check_stopped(c, fault);
        thaw_progress_show(from + size, total, &bar);
    }
    thaw_progress_end(&bar);
    return status;
}

/* What is said of a place: "full_calm@grim breaks: China departs in calm, to partial." */
static json_t *words_json(const thaw_study *study, const char *deal, const thaw_probe *probe)
{
    char words[THAW_PHRASE_MAX], text[THAW_PHRASE_MAX + THAW_DEAL_NAME_MAX];
    if (!probe->solved)
        snprintf(text, sizeof text, "%s: not known.", deal);
    else
        snprintf(text, sizeof text, "%s %s.", deal, thaw_probe_words(study, probe, words));
    return thaw_json_text(text);
}

/* One deal's map: a sign for each place, row by row from the bottom, and what is said there. */
static json_t *deal_map(const work *w, size_t shown, size_t cells)
{
    const thaw_page_case *c = w->page_case;
    char deal[THAW_DEAL_NAME_MAX];
    thaw_page_deal_name(c, shown, deal);
    char *signs = calloc(cells + 1, 1);
    if (!signs)
        thaw_json_starve();
    json_t *say = json_array();
    for (size_t k = 0; signs && k < cells; k++) {
        const thaw_probe *probe = &w->probes[k * c->shown_count + shown];
        signs[k] = thaw_page_sign(&c->study, probe->solved ? probe->verdict : THAW_UNDECIDED,
                                  probe->player);
        json_array_append_new(say, words_json(&c->study, deal, probe));
    }
    json_t *json = json_pack("{s:o, s:o}", "signs", thaw_json_text(signs), "say", say);
    free(signs);
    return json;
}

static json_t *map_json(const work *w, size_t cells)
{
    const thaw_page_case *c = w->page_case;
    const thaw_page_slider *const axes[2] = {&c->map[0], &c->map[1]};
    json_t *list = json_array(), *deals = json_array();
    for (int k = 0; k < 2; k++)
        json_array_append_new(list, json_pack("{s:s, s:o, s:i, s:o}", "key", axes[k]->dial.key,
                                              "unit", thaw_json_text(axes[k]->dial.unit), "now",
                                              (int)axes[k]->now, "stops",
                                              thaw_page_stops_json(c, axes[k])));
    for (size_t k = 0; k < c->shown_count; k++)
        json_array_append_new(deals, deal_map(w, k, cells));
    return json_pack("{s:o, s:o, s:o}", "axes", list, "deals", deals, "ini",
                     thaw_page_ini(c, axes, 2));
}

thaw_status thaw_page_map(thaw_page_case *page_case, json_t **map, thaw_faults *faults)
{
    size_t cells = page_case->map[0].count * page_case->map[1].count;
    size_t total = cells * page_case->shown_count;
    thaw_fault fault;
    *map = NULL;
    if (cells == 0) {
        *map = json_null();
        return THAW_OK;
    }
    work w = {page_case, {page_case->map[0].dial, page_case->map[1].dial}, NULL, NULL, 0};
    w.probes = calloc(total, sizeof *w.probes);
    w.status = calloc(total, sizeof *w.status);
    thaw_status status = w.probes && w.status
                             ? probe_all(&w, total, &fault)
                             : thaw_fail(&fault, THAW_ENOMEM, "no memory for a map");
    if (status == THAW_OK)
        *map = map_json(&w, cells);
    page_case->solved += cells;
    free(w.probes);
    free(w.status);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}
