/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/phrases: what is said of states, play and departures. Chances with no deal are those
 * of docs/model.md at baseline. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "cli/phrases.h"
#include "model/fentanyl.h"
#include "tests/support/sample_games.h"
#include "tests/support/studies.h"

static char buffer[THAW_PHRASE_MAX];

static void expect(const char *found, const char *expected)
{
    cr_expect(eq(str, (char *)found, (char *)expected));
}

static int state_named(const thaw_study *study, const char *name)
{
    for (int s = 0; s < study->setting.game->states; s++)
        if (strcmp(study->setting.game->state_name[s], name) == 0)
            return s;
    cr_assert(false, "no state %s", name);
    return -1;
}

Test(phrases, sides_are_capitals_when_they_act_and_countries_when_they_gain)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect(thaw_phrase_capital(&study, THAW_US), "Washington");
    expect(thaw_phrase_country(&study, THAW_CHINA), "China");
    thaw_study_clear(&study);
    study_of("scenarios/games/pd.json", &study);
    expect(thaw_phrase_capital(&study, 0), "one");
    expect(thaw_phrase_country(&study, 1), "two");
    thaw_study_clear(&study);
}

Test(phrases, the_list_is_named_only_where_it_can_change)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect(thaw_phrase_state(&study, state_named(&study, "calm+listed"), buffer),
           "a calm month on the list");
    expect(thaw_phrase_state(&study, state_named(&study, "crisis+frozen"), buffer),
           "a frozen crisis month off the list");
    thaw_study_clear(&study);
    study_of("baseline partial@grim --set listing.rule=fixed", &study);
    expect(thaw_phrase_state(&study, state_named(&study, "tense+listed"), buffer), "a tense month");
    thaw_study_clear(&study);
    study_of("scenarios/games/two-state-pd.json", &study);
    expect(thaw_phrase_state(&study, 0, buffer), "poor");
    thaw_study_clear(&study);
}

Test(phrases, play_has_chances_where_it_is_mixed)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    int frozen = state_named(&study, "calm+listed+frozen"),
        calm = state_named(&study, "calm+listed");
    const double *play = study.no_deal.profile;
    expect(thaw_phrase_play(&study, play, calm, THAW_US, buffer), "pressure");
    expect(thaw_phrase_play(&study, play, frozen, THAW_US, buffer), "relief 0.171, pressure 0.829");
    expect(thaw_phrase_play_short(&study, play, frozen, THAW_US, buffer), "relief 0.171, pressure");
    expect(thaw_phrase_play_short(&study, play, frozen, THAW_CHINA, buffer), "stay 0.452, resume");
    expect(thaw_phrase_both(&study, play, calm, buffer),
           "Washington presses and Beijing makes no effort");
    expect(
        thaw_phrase_both(&study, play, frozen, buffer),
        "Washington mixes relief 0.171, pressure 0.829 and Beijing mixes stay 0.452, resume 0.548");
    thaw_study_clear(&study);
    study_of("scenarios/games/pd.json", &study);
    expect(thaw_phrase_both(&study, study.no_deal.profile, 0, buffer),
           "one plays defect and two plays defect");
    thaw_study_clear(&study);
}

/* Every action of the states below promised, and every other one done. */
struct departure_case {
    const char *state;
    int player;
    const char *promised, *action, *words;
};

static const struct departure_case departures[] = {
    {"calm", THAW_US, "relief", "steady", "giving no relief"},
    {"calm", THAW_US, "relief", "pressure", "turning to pressure"},
    {"calm", THAW_US, "steady", "relief", "giving relief"},
    {"calm", THAW_US, "steady", "pressure", "turning to pressure"},
    {"calm", THAW_US, "pressure", "relief", "giving relief"},
    {"calm", THAW_US, "pressure", "steady", "not pressing"},
    {"crisis+listed", THAW_US, "relief", "steady", "giving no relief"},
    {"crisis+listed", THAW_US, "relief", "pressure", "turning to pressure"},
    {"crisis+listed", THAW_US, "relief", "delist", "announcing delisting in place of relief"},
    {"crisis+listed", THAW_US, "relief", "relief+delist", "announcing delisting beside relief"},
    {"crisis+listed", THAW_US, "steady", "relief", "giving relief"},
    {"crisis+listed", THAW_US, "steady", "pressure", "turning to pressure"},
    {"crisis+listed", THAW_US, "steady", "delist", "announcing delisting"},
    {"crisis+listed", THAW_US, "steady", "relief+delist", "giving relief and announcing delisting"},
    {"crisis+listed", THAW_US, "pressure", "relief", "giving relief"},
    {"crisis+listed", THAW_US, "pressure", "steady", "not pressing"},
    {"crisis+listed", THAW_US, "pressure", "delist", "announcing delisting"},
    {"crisis+listed", THAW_US, "pressure", "relief+delist",
     "giving relief and announcing delisting"},
    {"crisis+listed", THAW_US, "delist", "relief", "giving relief in place of delisting"},
    {"crisis+listed", THAW_US, "delist", "steady", "keeping China on the list"},
    {"crisis+listed", THAW_US, "delist", "pressure", "turning to pressure"},
    {"crisis+listed", THAW_US, "delist", "relief+delist", "giving relief beside delisting"},
    {"crisis+listed", THAW_US, "relief+delist", "relief", "keeping China on the list"},
    {"crisis+listed", THAW_US, "relief+delist", "steady",
     "giving no relief and keeping China on the list"},
    {"crisis+listed", THAW_US, "relief+delist", "pressure", "turning to pressure"},
    {"crisis+listed", THAW_US, "relief+delist", "delist", "giving no relief"},
    {"calm", THAW_CHINA, "none", "partial", "making a partial effort"},
    {"calm", THAW_CHINA, "none", "full", "making a full effort"},
    {"calm", THAW_CHINA, "none", "freeze", "freezing the channel"},
    {"calm", THAW_CHINA, "partial", "none", "making no effort"},
    {"calm", THAW_CHINA, "partial", "full", "making a full effort"},
    {"calm", THAW_CHINA, "partial", "freeze", "freezing the channel"},
    {"calm", THAW_CHINA, "full", "none", "making no effort"},
    {"calm", THAW_CHINA, "full", "partial", "slipping to partial effort"},
    {"calm", THAW_CHINA, "full", "freeze", "freezing the channel"},
    {"calm", THAW_CHINA, "freeze", "none", "leaving the channel open"},
    {"calm", THAW_CHINA, "freeze", "partial", "making a partial effort"},
    {"calm", THAW_CHINA, "freeze", "full", "making a full effort"},
    {"calm+frozen", THAW_CHINA, "stay", "resume", "resuming"},
    {"calm+frozen", THAW_CHINA, "resume", "stay", "keeping the channel frozen"},
};

static const char *words_of(const char *state, int player, const char *promised, const char *action)
{
    for (size_t i = 0; i < sizeof departures / sizeof *departures; i++) {
        const struct departure_case *c = &departures[i];
        if (strcmp(c->state, state) == 0 && c->player == player &&
            strcmp(c->promised, promised) == 0 && strcmp(c->action, action) == 0)
            return c->words;
    }
    cr_assert(false, "no words for %s in place of %s in %s", action, promised, state);
    return "";
}

static size_t check_departures(const thaw_study *study, const char *state, int player)
{
    const thaw_game *game = study->setting.game;
    int s = state_named(study, state), count = thaw_game_action_count(game, s, player);
    for (int p = 0; p < count; p++)
        for (int a = 0; a < count; a++)
            if (a != p)
                expect(thaw_phrase_departure(study, s, player, p, a, buffer),
                       words_of(state, player, thaw_game_action_name(game, s, player, p),
                                thaw_game_action_name(game, s, player, a)));
    return (size_t)(count * (count - 1));
}

Test(phrases, departures_read_as_what_they_are)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    size_t checked = check_departures(&study, "calm", THAW_US) +
                     check_departures(&study, "crisis+listed", THAW_US) +
                     check_departures(&study, "calm", THAW_CHINA) +
                     check_departures(&study, "calm+frozen", THAW_CHINA);
    cr_expect(eq(sz, checked, sizeof departures / sizeof *departures));
    thaw_study_clear(&study);
    study_of("scenarios/games/pd.json", &study);
    expect(thaw_phrase_departure(&study, 0, 0, 0, 1, buffer),
           "playing defect in place of cooperate");
    thaw_study_clear(&study);
}

Test(phrases, money_is_dollars_only_in_scenarios)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect(thaw_phrase_money(&study, 2.559, buffer), "US$ 2.56 bn");
    thaw_study_clear(&study);
    study_of("scenarios/games/pd.json", &study);
    expect(thaw_phrase_money(&study, 2.559, buffer), "2.56 points");
    thaw_study_clear(&study);
}

/* Every built-in plan is described, and nothing else is. */
Test(phrases, built_in_plans_have_a_description)
{
    size_t count;
    const thaw_plan *plans = thaw_builtin_plans(&count);
    for (size_t k = 0; k < count; k++)
        cr_expect(ne(ptr, (void *)thaw_phrase_plan(plans[k].name), NULL), "%s", plans[k].name);
    cr_expect(eq(ptr, (void *)thaw_phrase_plan("full+delist"), NULL));
}

#define ALL(pair)                                                                                  \
    {                                                                                              \
        pair, pair, pair                                                                           \
    }

Test(phrases, pairs_of_a_plan_are_said_as_shortly_as_they_can)
{
    static const thaw_pair open = {THAW_RELIEF, THAW_FULL}, less = {THAW_STEADY, THAW_PARTIAL},
                           least = {THAW_STEADY, THAW_NONE}, usual = {THAW_RELIEF, THAW_RESUME},
                           cheap = {THAW_STEADY, THAW_RESUME}, stay = {THAW_STEADY, THAW_STAY};
    const struct {
        thaw_plan plan;
        const char *text;
    } cases[] = {
        {{.open = ALL(open), .frozen = ALL(usual)}, "relief/full whatever the tension"},
        {{.open = {open, open, least}, .frozen = ALL(usual)},
         "relief/full in calm and tense months, steady/none in crises"},
        {{.open = {open, less, less}, .frozen = ALL(cheap)},
         "relief/full in calm months, steady/partial in tense ones and crises; while frozen "
         "steady/resume"},
        {{.open = {open, less, open}, .frozen = {usual, cheap, stay}},
         "relief/full in calm months, steady/partial in tense ones, relief/full in crises; while "
         "frozen relief/resume in calm months, steady/resume in tense ones, steady/stay in crises"},
    };
    char text[THAW_PHRASE_MAX];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        cr_expect(eq(str, (char *)thaw_phrase_pairs(&cases[k].plan, text), (char *)cases[k].text));
}

/* Names long enough that not all players' play fits into a phrase: those that do are whole, and the
 * rest is counted. */
Test(phrases, what_does_not_fit_is_counted)
{
    enum { PLAYERS = 8 };
    static const int counts[PLAYERS] = {3, 3, 3, 3, 3, 3, 3, 3};
    thaw_game *game = blank_game(PLAYERS, 1, counts, 0.5);
    thaw_study study = {.setting.game = game};
    double profile[3 * PLAYERS];
    for (int i = 0; i < PLAYERS; i++) {
        char name[64];
        snprintf(name, sizeof name, "European Union member %d", i);
        thaw_game_name(&game->player_name[i], name, NULL);
        thaw_game_name(&game->action_name[i][0], "keep the tariffs", NULL);
        thaw_game_name(&game->action_name[i][1], "raise the tariffs", NULL);
        for (int a = 0; a < 3; a++)
            profile[3 * i + a] = a == 0 ? 0.25 : a == 1 ? 0.75 : 0;
    }
    expect(
        thaw_phrase_both(&study, profile, 0, buffer),
        "European Union member 0 mixes keep the tariffs 0.250, raise the tariffs 0.750, European "
        "Union member 1 mixes keep the tariffs 0.250, raise the tariffs 0.750, European Union "
        "member 2 mixes keep the tariffs 0.250, raise the tariffs 0.750, European Union member "
        "3 mixes keep the tariffs 0.250, raise the tariffs 0.750, European Union member 4 mixes "
        "keep the tariffs 0.250, raise the tariffs 0.750 and 3 more play too");
    thaw_game_free(game);
}

Test(phrases, a_long_mix_says_how_many_it_leaves_out)
{
    enum { ACTIONS = 60 };
    thaw_game *game = blank_game(1, 1, (int[]){ACTIONS}, 0.5);
    thaw_study study = {.setting.game = game};
    double chance[ACTIONS];
    for (int a = 0; a < ACTIONS; a++)
        chance[a] = 1.0 / ACTIONS;
    thaw_phrase_mix(&study, chance, 0, 0, buffer);
    const char *end = " 0.017, and 17 more";
    cr_expect(eq(str, buffer + strlen(buffer) - strlen(end), (char *)end), "%s", buffer);
    thaw_game_free(game);
}
