/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakdown thresholds of any deal in small games: every crossing that is reported is looked at
 * again from both sides. */
#include <math.h>
#include <stdlib.h>

#include "solvers/clock.h"
#include "solvers/threshold.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"

static const double seconds = 5;

static void require_probe(const thaw_game *game, const thaw_probe *p)
{
    if (!p->solved)
        return;
    require(isnan(p->slack) ? p->player == -1 : isfinite(p->slack), "a slack of %g of player %d",
            p->slack, p->player);
    require(p->player >= -1 && p->player < game->players, "player %d binds", p->player);
    require(isfinite(p->error) && p->error >= 0, "an error of %g", p->error);
    require(p->verdict != THAW_HOLDS || isnan(p->slack) || p->slack >= 0,
            "holds with a slack of %g", p->slack);
    require(p->verdict != THAW_BREAKS || p->slack < 0, "breaks with a slack of %g", p->slack);
}

static void require_crossing(const thaw_game *game, const thaw_dial *dial, const thaw_crossing *c)
{
    require_probe(game, &c->below);
    require_probe(game, &c->above);
    require(c->value >= dial->low && c->value <= dial->high, "a crossing at %.17g outside [%g, %g]",
            c->value, dial->low, dial->high);
    require(c->width >= 0 && isfinite(c->width), "a bracket of %g", c->width);
    require(c->below.solved && c->above.solved, "a crossing has two sides");
    require(c->kind == THAW_JUMP || c->cause == THAW_JUMP_NONE, "a root has no cause");
    const thaw_probe *holds = c->holds_below ? &c->below : &c->above;
    const thaw_probe *breaks = c->holds_below ? &c->above : &c->below;
    require(!(holds->slack < 0), "on the side that holds the slack is %g", holds->slack);
    require(!(breaks->slack > 0), "on the side that breaks the slack is %g", breaks->slack);
}

static void require_threshold(const thaw_game *game, const thaw_threshold *t)
{
    require_probe(game, &t->baseline);
    require(t->unsolved <= t->points, "%zu of %zu points not solved", t->unsolved, t->points);
    require(!(t->nearest < 0), "the nearest crossing is %g away", t->nearest);
    for (size_t k = 0; k < t->crossing_count; k++) {
        require_crossing(game, &t->dial, &t->crossings[k]);
        double before = k > 0 ? t->crossings[k - 1].value : -INFINITY;
        require(before <= t->crossings[k].value, "crossings ascend: %.17g, %.17g", before,
                t->crossings[k].value);
    }
    for (int end = 0; end < 2; end++)
        require_probe(game, &t->end[end]);
    require(t->matters || t->crossing_count == 0, "what does not matter changes no verdict");
}

/* The baseline is what the deal's own solver says. */
static void require_baseline(const thaw_setting *setting, const thaw_deal *deal,
                             const thaw_markov_settings *limits, const thaw_threshold *t)
{
    thaw_deal_answer a;
    if (!t->baseline.solved ||
        thaw_trigger_solve(setting, deal, NULL, NULL, limits, &a, NULL) != THAW_OK)
        return;
    require(a.verdict == t->baseline.verdict || a.punishment.outcome == THAW_OUTCOME_TIME_LIMIT,
            "the deal %s, the scan's baseline %s", thaw_verdict_text(a.verdict),
            thaw_verdict_text(t->baseline.verdict));
    thaw_deal_answer_clear(&a);
}

static void scan(const thaw_setting *setting, const thaw_deal *deal, const char *key)
{
    thaw_dial dial;
    thaw_threshold threshold;
    thaw_fault fault = {0};
    thaw_markov_settings limits = {.step_limit = 500, .deadline = thaw_clock() + seconds};
    if (thaw_dial_find(setting, deal, key, &dial, &fault) != THAW_OK) {
        require_fault(&fault);
        return;
    }
    dial.points = 7;
    thaw_status status =
        thaw_threshold_scan(setting, deal, &dial, 1, &limits, 1, &threshold, &fault);
    require(status == THAW_OK || status == THAW_ENUMERIC || status == THAW_ETIME, "%s", fault.text);
    if (status != THAW_OK)
        return;
    require_threshold(setting->game, &threshold);
    require_baseline(setting, deal, &limits, &threshold);
    thaw_threshold_clear(&threshold);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keys[] = {"discount.1", "discount", "patience", "trigger.months"};
    bytes b = {data, size, 0};
    const char *key = keys[take_choice(&b, 4)];
    byte_deal promise = take_deal(&b);
    thaw_game *game = byte_game(&b, (byte_shape){2, 2, 3, 2, 1});
    thaw_setting setting = setting_on(game, promise.initial % game->states);
    thaw_deals deals = {0};
    add_deal(&setting, &promise, &deals);
    scan(&setting, &deals.items[0], key);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
