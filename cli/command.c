/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#include "cli/command.h"

#include <string.h>

enum { MANY = 1000000 }; /* arguments: no limit */

/* What a command that solves takes. */
#define SOLVES                                                                                     \
    (THAW_OPT_ANSWER | THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_THREADS | THAW_OPT_TIME_LIMIT)

static const thaw_command commands[] = {
    {"solve", "solve FILE [DEAL...]", "the main job: what holds, what breaks, in words and tables",
     "Says what happens with no deal, which deals hold, who would break the others, where and "
     "how, and which deal is best. Without DEAL: every built-in plan and every plan of the "
     "scenario, without and with +delist, under trigger:3, :6, :12, :36 and grim.\n"
     "A DEAL is PLAN@PUNISHMENT, as in full_calm+delist@grim; without a punishment the five are "
     "meant. PLAN may be four pairs, of calm, tense, crisis and frozen months: "
     "relief/full,steady/partial,steady/none,relief/resume. Of a game file it is one pair a "
     "state, or one for all: L/L@grim. PLAN@harshest supposes that effort is seen, each departure "
     "answered by what is worst for who departed; what verification and harsher punishment buy "
     "stands beside it, of all plans with --all.\n"
     "--all shows every action of the first state's month, and no deal in every state; the months "
     "of other states are in 'thaw show FILE --all'. --expect DEAL=holds|breaks (repeatable) "
     "makes the exit code 3 when it is not so.\n"
     "Tables, for --table: `month` (`month_open` where talks must reopen first), `no_deal`, "
     "`grid`, `deals` (one a row), `best`, `thresholds`, `seen`. For programs the first three are "
     "complete.",
     thaw_cmd_solve, SOLVES | THAW_OPT_ALL | THAW_OPT_EXPECT, 1, MANY},
    {"why", "why FILE [DEAL or PAIR]", "the departure that binds a deal, item by item",
     "What the most tempting departure brings today, term by term, and what it costs tomorrow: "
     "how likely it is taken for a lapse (under harshest it is seen), against how likely when "
     "faithful, and what being punished costs. Without DEAL: the Nash-best one.\n"
     "A PAIR of strategies, as in snapback-6/opportunist: the best departure of any kind.\n"
     "Tables, for --table: `items`.",
     thaw_cmd_why, SOLVES, 1, 2},
    {"threshold", "threshold FILE [DEAL...]",
     "every value of an input at which a deal's verdict changes",
     "Scans each input across its plausible range and on to its bounds and reports every "
     "crossing, nearest first: where the deal begins or ceases to hold, who departs there, in "
     "which state, to which action. A root: the slack passes through zero. A jump: it does not, "
     "because another punishment is played, an indifference flips, or a state becomes reachable. "
     "Without DEAL: the Nash-best one. For a deal that breaks the same table says what would mend "
     "it.\n"
     "--vary K looks at one input only (repeatable): any numeric parameter, any of a shock's "
     "three numbers, discount (both sides'), patience (a factor on both 1 - d), trigger.months; "
     "of a game file discount, discount.1 and so on. --vary A --against B traces the frontier "
     "between two.\n"
     "--margin: the smallest share of every plausible range by which all inputs, or those of "
     "--vary, may move together in the worst direction before the verdict changes.\n"
     "--all lists the inputs that never change the verdict too. --expect as for solve. A "
     "scenario's deal under harshest takes some ten seconds for each input.\n"
     "Tables, for --table: each `DEAL`'s, by its name; with --against `frontier`, with --margin "
     "`margin`; of several deals, all in one, which is what CSV has: `deals`.",
     thaw_cmd_threshold,
     SOLVES | THAW_OPT_ALL | THAW_OPT_EXPECT | THAW_OPT_VARY | THAW_OPT_AGAINST | THAW_OPT_MARGIN |
         THAW_OPT_QUIET,
     1, MANY},
    {"compare", "compare FILE [FILE...]", "what-ifs side by side: what differs, and what follows",
     "A column for each FILE and one more for each --with, which is the first FILE with those "
     "inputs changed (on top of --set, which changes every column). Says what the change does, "
     "then shows the inputs that differ, no deal, the mildest punishment under which each plan "
     "holds, the best deals, what the Nash-best brings and what is nearest to breaking it.\n"
     "--with economy.weakness=1.4,listing.rule=fixed changes two inputs at once. --deal DEAL adds "
     "a deal's verdict and cost of departing. --difference shows later columns as differences "
     "from the first. Of game files: discount factors, payoffs, no deal and the deals of --deal.\n"
     "Tables, for --table: `inputs`, `no_deal`, `plans`, `best`, `forecast`, `thresholds`; with "
     "--deal `deals` and `costs`.",
     thaw_cmd_compare,
     SOLVES | THAW_OPT_WITH | THAW_OPT_DEAL | THAW_OPT_DIFFERENCE | THAW_OPT_QUIET, 1, MANY},
    {"deal", "deal FILE [DEAL...]", "the bargain: who needs what, splits, the zone of agreement",
     "What each side must get, which of the deals that hold they can choose from (between two a "
     "public coin may decide), and where the solutions of bargaining theory lie on that frontier: "
     "Nash, Kalai-Smorodinsky, egalitarian, utilitarian and Rubinstein's alternating offers with "
     "each side's own patience, without and with a payment at signing. Without DEAL: the deals of "
     "thaw solve; of a game file name them. --round MONTHS is the time between two offers. "
     "--search bargains over all plans of thaw plans too, which takes half a minute.\n"
     "Then the zone of agreement of full_calm@grim, or of each --deal: how much relief (0 to 2 "
     "times what it is) for how often full effort is asked (a public coin each month, else "
     "partial): where it holds, and who breaks it elsewhere. Last the waiting game of a frozen "
     "channel with no deal: who gives way, how fast, at what cost. docs/bargain.md says how.\n"
     "Tables, for --table: `frontier`, `splits`, `payments`, `zone`, `zone_edges`, `zone_points`, "
     "`waiting`.",
     thaw_cmd_deal, SOLVES | THAW_OPT_DEAL | THAW_OPT_ROUND | THAW_OPT_SEARCH | THAW_OPT_QUIET, 1,
     MANY},
    {"equilibria", "equilibria FILE", "every payoff that play in pure actions could sustain",
     "The payoffs of all subgame-perfect equilibria in pure actions, each side with its own "
     "discount factor, all actions seen (of a scenario: monitoring.kind = perfect) and a public "
     "coin before each month's: what any self-enforcing arrangement could bring, its worst points "
     "the harshest credible punishments; and which pairs of actions begin one. An outer set that "
     "contains all and an inner set of which every point is an equilibrium's stand around the "
     "truth. Of two players; play that mixes is left out.\n"
     "--tolerance SHARE is how near they must come: 1e-3 takes a scenario half a second, the "
     "usual 1e-6 ten or so. --state S shows one state. --all shows the corners of the sets. "
     "Stopped by Ctrl-C or --time-limit the sets are right but farther apart; the exit code is "
     "then 130 or 1.\n"
     "--pick best-us, best-china, worst-us, worst-china or nash shows one of the equilibria that "
     "begin in the state S (or the first): what is played over time, what answers a departure, "
     "and what the judge finds. nash is the one with the largest product of gains over no deal. "
     "In a game file the players' names stand for us and china.\n"
     "Tables, for --table: `states`, `playable`, `pairs` (one a row), `corners`; with --pick "
     "`path` and `punishments`. docs/equilibria.md says how to read them.",
     thaw_cmd_equilibria,
     THAW_OPT_ANSWER | THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_TIME_LIMIT | THAW_OPT_STATE |
         THAW_OPT_TOLERANCE | THAW_OPT_PICK | THAW_OPT_ALL,
     1, 1},
    {"plans", "plans FILE [PUNISHMENT...]",
     "the search over all plans of stance and effort by tension",
     "Searches 9 x 9 x 9 plans with relief/resume and with steady/resume while frozen, without "
     "and with +delist, under trigger:3, :6, :12, :36 and grim: which hold, and which are best. "
     "Takes half a minute or so; Ctrl-C or --time-limit ends it with what was found.\n"
     "Each PUNISHMENT is one to search under in their place: trigger:T, grim, or harshest, which "
     "supposes that effort is seen as it is.\n"
     "--all lists every deal that holds. Tables, for --table: `best`, `counts`, `deals`.",
     thaw_cmd_plans, SOLVES | THAW_OPT_ALL | THAW_OPT_QUIET, 1, 1 + 32},
    {"sensitivity", "sensitivity FILE [DEAL]",
     "how sure we may be, which inputs matter, what to find out next",
     "Varies every input over its plausible range at once: how often each plan holds and is best, "
     "quantiles of values. Then for one deal: each input at both ends of its range, where the "
     "verdict changes within it, Sobol' indices, rank correlations, and how much knowing an input "
     "exactly would tell about the verdict. DEAL is a deal, or a plan, which then is as good as "
     "the easiest of its punishments; without one, the Nash-best deal.\n"
     "--runs N draws (256; 1000 of a named deal, 500 of a plan) and --points N rows of the design "
     "(128; 32 of a plan) from --seed S (1). --ranges FILE has ranges of your own, in the manner "
     "of scenarios/ranges.ini: LOW .. HIGH, and uniform, triangular or pert with the likeliest "
     "value. --distribution SHAPE is for ranges that name none. --vary KEY varies only that "
     "input; may be repeated.\n"
     "--search asks of every plan of thaw plans under grim, not of one: how often some plan holds "
     "that has full, or partial, effort in calm, tense, crisis months, and which inputs decide "
     "it.\n"
     "--all lists every input. Tables, for --table: `plans`, `deals`, `values`, `tornado`, "
     "`indices`, `knowledge`; with --search `aims`, then `full-calm` and so on. "
     "docs/sensitivity.md is a study of the baseline.",
     thaw_cmd_sensitivity,
     SOLVES | THAW_OPT_ALL | THAW_OPT_VARY | THAW_OPT_SEED | THAW_OPT_RUNS | THAW_OPT_POINTS |
         THAW_OPT_RANGES | THAW_OPT_SHAPE | THAW_OPT_SEARCH | THAW_OPT_QUIET,
     1, 2},
    {"simulate", "simulate FILE [DEAL or PAIR]",
     "seeded futures: how long cooperation lasts, what ends it",
     "Plays a deal, or a pair of strategies, month by month, many times over, shocks and all: how "
     "long the plan's phase and China's effort last and what ended them, how long freezes last, "
     "what each side gets. Beside each mean stands its standard error and the exact expectation. "
     "DEAL as for solve, or no-deal for play without one; PAIR as us-strategy/china-strategy. "
     "Without either: the Nash-best deal.\n"
     "--runs N futures (10000) of --months M (120), from --seed S (1): the same seed gives the "
     "same futures, on any number of threads. --path shows the first of them month by month. "
     "--all shows every month's row. Ctrl-C or --time-limit ends it with the futures done so "
     "far.\n"
     "Tables, for --table: `survival`, `ends`, `freezes`, `means`, `conduct`; with --path `path`.",
     thaw_cmd_simulate,
     SOLVES | THAW_OPT_ALL | THAW_OPT_SEED | THAW_OPT_RUNS | THAW_OPT_MONTHS | THAW_OPT_PATH |
         THAW_OPT_QUIET,
     1, 2},
    {"replay", "replay FILE [DEAL...]", "the model beside the record of 2018-2025",
     "Holds the scenario against the months that were: what its best deal, no deal and the plans "
     "would have had each side do in each month's state, and what is recorded. Says how often "
     "they agree, which months surprise, which plan describes which years best, how long the "
     "recorded freeze should have lasted, and what chances of tension the record itself speaks "
     "for.\n"
     "--history FILE reads another record; docs/replay.md and scenarios/history/README.md say how "
     "one is coded. --from and --to choose a window. --coding-noise E (0.1) is the chance that "
     "something else was coded than was done: E at medium confidence, twice that at low, half at "
     "high. DEAL as for solve: with a punishment, or a PLAN as if it were always kept. --all "
     "shows every month and every surprise.\n"
     "Tables, for --table: `months`, `stretches`, `agreement`, `surprises`, `fits_china`, "
     "`fits_both`, `fits_us`, `freezes`, `tension`.",
     thaw_cmd_replay,
     SOLVES | THAW_OPT_ALL | THAW_OPT_HISTORY | THAW_OPT_FROM | THAW_OPT_TO | THAW_OPT_NOISE, 1,
     MANY},
    {"strategies", "strategies FILE", "every US strategy against every Chinese one",
     "Strategies are automata that read what both sides see. Shows what Beijing does best against "
     "each US strategy and the other way round, with values and what follows in the first 48 "
     "months, then the equilibria of the pool, pure and mixed, each with the exact gain from the "
     "best departure of any kind: would it last?\n"
     "US: always-relief, always-steady, always-pressure, tit-for-tat, generous-tft, grim, "
     "snapback-6, engage-in-calm, relief-if-frozen, election-cycle. China: always-none, "
     "always-partial, always-full, tit-for-tat, linkage, opportunist, freezer, "
     "win-stay-lose-shift. A scenario adds its own in [strategy.NAME]; docs/strategies.md says "
     "how.\n"
     "--us and --china restrict the pool. --matrix shows every pair, --robust what each strategy "
     "brings at worst and its regret, --replicator which strategies spread. thaw why FILE "
     "US/CHINA explains the best departure from a pair.\n"
     "Tables, for --table: `best_china`, `best_us`, `equilibria`; with --matrix `matrix_us` and "
     "`matrix_china`, with --robust `robust_us` and `robust_china`, with --replicator "
     "`replicator` and `replicator_path`.",
     thaw_cmd_strategies,
     SOLVES | THAW_OPT_ALL | THAW_OPT_US | THAW_OPT_CHINA | THAW_OPT_MATRIX | THAW_OPT_ROBUST |
         THAW_OPT_REPLICATOR,
     1, 1},
    {"sweep", "sweep FILE [DEAL...]", "the answers at many settings of some inputs",
     "Turns inputs over a grid, a list or a sample of settings and asks each point the same. "
     "--vary K=LO:HI:N takes N values of an input, in equal steps or, with :log behind it, equal "
     "ratios; K=V,V,V takes those, and of an input that is a word those words; K alone its "
     "plausible range at 11 points. Several --vary make a grid, the last one running fastest. "
     "--design lhs, sobol or random with --points N (and --seed) draws points in the ranges; "
     "without --vary, of every input that has one.\n"
     "--measure names what is asked, of each DEAL (without one, of the Nash-best): verdict, "
     "slack, slack_more, price, price_more, binds, value, punishment_value, forecast, threshold; "
     "of the world: no_deal, no_deal_forecast, freeze, best, best_value, holding, set_least, "
     "set_most. Else verdict and slack.\n"
     "--format csv or jsonl writes a row a point, in order, as they come; text says what they "
     "amount to. --store FILE.db keeps every row in an SQLite file: stopped by whatever, the same "
     "command goes on from there to the same bytes, on any number of threads.\n"
     "--map A,B draws where the deal holds, A across and B up; with --measure best, which deal is "
     "best where. Tables, for --table: `rows`, `map`, `counts`, `summary`.",
     thaw_cmd_sweep,
     SOLVES | THAW_OPT_ALL | THAW_OPT_VARY | THAW_OPT_STORE | THAW_OPT_MEASURE | THAW_OPT_DESIGN |
         THAW_OPT_POINTS | THAW_OPT_MAP | THAW_OPT_SEED | THAW_OPT_QUIET,
     1, MANY},
    {"plot", "plot KIND FILE [DEAL...]", "figures: SVG, PDF or PNG, to project or to print",
     "Draws what another command answers, and takes that command's options. KIND is\n"
     "sets: what each side can get, from the first state or --state S: all that self-enforcing "
     "play could bring, no deal, deals, the harshest credible punishments.\n"
     "threshold: what departing once costs along the input of --vary K[=LO:HI[:N]], with every "
     "value at which the verdict changes. Several DEALs are several lines.\n"
     "frontier: the curve between --vary A and --against B on which the verdict changes.\n"
     "map: over --map A,B, where the deal holds and who departs elsewhere; with --measure best, "
     "which deal is best where.\n"
     "path: one future of --seed N, --months M long. survival: the share of --runs N futures in "
     "which the deal still stands, with its 95% interval; several DEALs are several curves.\n"
     "tornado: the inputs that move the cost of departing once most, each at the ends of its "
     "plausible range.\n"
     "replay: the record of 2018-2025 beside the model; --from, --to, --history.\n"
     "Without DEAL the Nash-best one is shown and named. -o FILE.svg, .pdf or .png says the "
     "format; without -o an SVG goes to standard output, but never to a terminal. --data writes "
     "every number that is drawn, as CSV. The same question gives the same bytes. docs/plot.md "
     "says how to read each.",
     thaw_cmd_plot,
     SOLVES | THAW_OPT_DATA | THAW_OPT_STATE | THAW_OPT_TOLERANCE | THAW_OPT_VARY |
         THAW_OPT_AGAINST | THAW_OPT_MAP | THAW_OPT_MEASURE | THAW_OPT_SEED | THAW_OPT_MONTHS |
         THAW_OPT_RUNS | THAW_OPT_RANGES | THAW_OPT_ALL | THAW_OPT_HISTORY | THAW_OPT_FROM |
         THAW_OPT_TO | THAW_OPT_NOISE | THAW_OPT_QUIET,
     2, MANY},
    {"page", "page FILE... -o PAGE.html", "one HTML file for a seminar: predict, see, move, argue",
     "Writes a page that needs no network and no server: the question of each FILE, a prediction "
     "before any verdict, the month's payoffs, which deals hold, why, the payoffs that could be "
     "sustained, sliders over the inputs nearest to changing the verdict, a map of two inputs, a "
     "future to step through, and what to take home. Everything that a slider can show is solved "
     "beforehand, which takes half a minute a FILE.\n"
     "--deal DEAL (repeatable) names the deals that it explains, the first of which chooses the "
     "sliders; without it the best ones, full_calm@grim and partial@grim. Of a game file name "
     "them. --vary K chooses the sliders, --map A,B the map, --points N (11) how many stops each "
     "has, --months M (60) and --seed S (1) the future. docs/page.md says how to teach with it.",
     thaw_cmd_page,
     THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_OUT | THAW_OPT_DIGITS | THAW_OPT_DEAL |
         THAW_OPT_VARY | THAW_OPT_MAP | THAW_OPT_POINTS | THAW_OPT_MONTHS | THAW_OPT_SEED |
         THAW_OPT_THREADS | THAW_OPT_TIME_LIMIT | THAW_OPT_QUIET,
     1, MANY},
    {"check", "check FILE...", "report every fault of scenarios and games",
     "Each file is read with all that it extends. A file without fault gets a line \"FILE: ok\"; "
     "faults go to standard error, each with its place, the line and what would be right, and the "
     "exit code is then 2.\n"
     "A game file (.json, .csv, .nfg) is checked as such. --quiet leaves out the lines that say "
     "ok.",
     thaw_cmd_check, THAW_OPT_ANSWER | THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_QUIET, 1, MANY},
    {"show", "show FILE", "the resolved inputs, with their reasons, and a month's payoffs",
     "Inputs that differ from the baseline are marked * and shown with their meaning and the "
     "comment beside them; --all shows these for every input, and the payoffs of all states.\n"
     "--state S shows another state's month. --pair US/CHINA shows the terms that make up the "
     "payoffs of one pair of actions, such as --state calm+listed --pair relief/full.\n"
     "Tables, for --table: `inputs`, `plans`, `strategies` (where it has its own), `payoffs`, "
     "with --all `payoffs:calm` and so on; with --pair `terms`.",
     thaw_cmd_show,
     THAW_OPT_ANSWER | THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_STATE | THAW_OPT_PAIR |
         THAW_OPT_ALL,
     1, 1},
    {"export", "export FILE --to FORMAT", "the game for other programs, or a scenario to fill in",
     "csv is the table that sgamesolver reads, json the same game with everything (thaw reads "
     "both; the state it starts in comes first), nfg one state's month (--state) for Gambit. ini "
     "is a new scenario that extends FILE and makes the --set changes, each with a place for its "
     "source.",
     thaw_cmd_export,
     THAW_OPT_SET | THAW_OPT_DISCOUNT | THAW_OPT_STATE | THAW_OPT_TO | THAW_OPT_OUT, 1, 1},
    {"scenarios", "scenarios [WORD]", "the scenarios there are, and what each asks",
     "With a WORD only those in whose name, title, question or comments it stands, or in what "
     "analysts said. Runs of one scenario with other numbers are listed beneath it; --all gives "
     "each a row of its own.\n"
     "--verdicts solves each, in seconds: the best deal that holds, China's effort under it, and "
     "how often the answer agrees with what analysts expected. With --all: every expectation "
     "beside what was found, what was said, and why the model differs. docs/face-validity.md is "
     "that page.\n"
     "Tables, for --table: `scenarios`; with --verdicts `verdicts`, and with --all one a "
     "scenario, by its name.",
     thaw_cmd_scenarios,
     THAW_OPT_ANSWER | THAW_OPT_ALL | THAW_OPT_VERDICTS | THAW_OPT_THREADS | THAW_OPT_TIME_LIMIT |
         THAW_OPT_QUIET,
     0, 1},
    {"parameters", "parameters [WORD]",
     "every input: baseline, plausible range, bounds, unit, meaning",
     "With a WORD only those in whose key, unit or meaning it stands.", thaw_cmd_parameters,
     THAW_OPT_ANSWER, 0, 1},
    {"help", "help [COMMAND or WORD]", "explain a command, or a word that answers use", "",
     thaw_cmd_help, THAW_OPT_OUT, 0, MANY},
};

const thaw_command *thaw_commands(size_t *count)
{
    *count = sizeof commands / sizeof *commands;
    return commands;
}

const thaw_command *thaw_command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

thaw_status thaw_command_unknown(const char *name, thaw_fault *fault)
{
    const char *names[sizeof commands / sizeof *commands];
    size_t count = sizeof commands / sizeof *commands;
    for (size_t i = 0; i < count; i++)
        names[i] = commands[i].name;
    const char *near = thaw_nearest(name, names, count);
    thaw_fail(fault, THAW_EARG, "there is no command '%s'", name);
    if (strcmp(name, "version") == 0)
        thaw_fault_help(fault, "'thaw --version' says the version");
    else if (near)
        thaw_fault_help(fault, "did you mean 'thaw %s'?", near);
    else
        thaw_fault_help(fault, "'thaw help' lists the commands");
    return THAW_EARG;
}
