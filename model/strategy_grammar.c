/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a strategy: taken apart, and asked. */
#include "model/strategy_grammar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/number.h"

static const char *const words[WORDS] = {"calm",   "tense",  "crisis",   "listed", "unlisted",
                                         "open",   "frozen", "pressure", "steady", "delist",
                                         "relief", "good",   "mixed",    "bad",    "freeze",
                                         "stay",   "resume", "lapse",    "coin"};

/* ---- reading ---- */

enum { TOKENS_MAX = 256 };

typedef char token[THAW_STRATEGY_WORD_MAX];

typedef struct parse {
    bool play;
    int count, at;
    token tokens[TOKENS_MAX]; /* words, "," and "<" */
    int from[TOKENS_MAX];     /* where each begins in the line */
    bool whole;               /* what is wrong is the clause, not the word at `at` */
    thaw_fault *fault;
} parse;

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static thaw_status cut_tokens(parse *p, const char *text)
{
    const char *line = text;
    while (*line) {
        size_t length = strcspn(line, " \t,<");
        if (length == 0 && !is_space(*line))
            length = 1;
        if (length == 0) {
            line++;
            continue;
        }
        char word[2 * THAW_STRATEGY_WORD_MAX];
        snprintf(word, sizeof word, "%.*s", (int)length, line);
        if (length >= THAW_STRATEGY_WORD_MAX)
            return thaw_fail(p->fault, THAW_EPARSE, "no word is as long as '%.40s...'", word);
        if (p->count == TOKENS_MAX)
            return thaw_fail(p->fault, THAW_ERANGE, "a line has more than %d words", TOKENS_MAX);
        p->from[p->count] = (int)(line - text);
        thaw_copy_text(p->tokens[p->count++], THAW_STRATEGY_WORD_MAX, word);
        line += length;
    }
    return THAW_OK;
}

static const char *peek(const parse *p)
{
    return p->at < p->count ? p->tokens[p->at] : "";
}

static bool take(parse *p, const char *word)
{
    bool found = p->at < p->count && strcmp(p->tokens[p->at], word) == 0;
    p->at += found;
    return found;
}

static bool is_keyword(const char *word)
{
    static const char *const keywords[] = {"", ",", "<", "when", "and", "or", "not"};
    for (size_t k = 0; k < sizeof keywords / sizeof *keywords; k++)
        if (strcmp(word, keywords[k]) == 0)
            return true;
    return false;
}

/* "0.25" or "1/3", a chance. */
static bool read_chance(const char *text, double *chance)
{
    const char *end = text;
    double top = 0, bottom = 1;
    if (!thaw_number_read(text, &end, &top))
        return false;
    if (*end == '/' && (!thaw_number_read(end + 1, &end, &bottom) || !(bottom > 0)))
        return false;
    *chance = top / bottom;
    return *end == '\0';
}

static thaw_status fail_word(const parse *p, const char *word)
{
    size_t count = p->play ? WORDS_OF_MONTH : WORDS;
    const char *near = thaw_nearest(word, words, count);
    thaw_fail(p->fault, THAW_EPARSE, "'%s' is nothing that a strategy can see", word);
    if (strcmp(word, "full") == 0 || strcmp(word, "partial") == 0 || strcmp(word, "none") == 0)
        thaw_fault_help(p->fault, "effort shows as good, mixed or bad only");
    else if (near)
        thaw_fault_help(p->fault, "did you mean %s?", near);
    else if (p->play)
        thaw_fault_help(p->fault, "play can ask for calm, tense, crisis, listed, unlisted, open, "
                                  "frozen");
    else
        thaw_fault_help(p->fault, "next can ask for a month's state, the stance, good, mixed, bad, "
                                  "freeze, stay, resume, lapse, coin < P");
    return THAW_EPARSE;
}

static thaw_status fail_early(const parse *p, thaw_word word)
{
    thaw_fail(p->fault, THAW_EPARSE,
              "'%s' is known after the month only: a line of next may ask it", words[word]);
    if (word == WORD_COIN)
        thaw_fault_help(p->fault, "write a mix: relief 0.3 or steady");
    else
        thaw_fault_help(p->fault, "play can ask for calm, tense, crisis, listed, unlisted, open, "
                                  "frozen");
    return THAW_EPARSE;
}

static thaw_status read_coin(parse *p, thaw_condition *condition)
{
    if (!take(p, "<") || !read_chance(peek(p), &condition->coin)) {
        thaw_fail(p->fault, THAW_EPARSE, "coin is compared with a chance");
        thaw_fault_help(p->fault, "write coin < 0.25, or coin < 1/3");
        return THAW_EPARSE;
    }
    if (!(condition->coin > 0 && condition->coin < 1))
        return thaw_fail(p->fault, THAW_ERANGE,
                         "coin < %s is always or never so: it lies in [0, 1)", peek(p));
    p->at++;
    return THAW_OK;
}

static thaw_status read_condition(parse *p, thaw_condition *condition)
{
    *condition = (thaw_condition){.negated = take(p, "not")};
    const char *word = peek(p);
    if (is_keyword(word)) {
        thaw_fail(p->fault, THAW_EPARSE, "a condition is missing%s%s", *word ? " before " : "",
                  word);
        thaw_fault_help(p->fault, "as in: hard when lapse and not crisis");
        return THAW_EPARSE;
    }
    int found = 0;
    while (found < WORDS && strcmp(words[found], word) != 0)
        found++;
    if (found == WORDS)
        return fail_word(p, word);
    if (p->play && found >= WORDS_OF_MONTH)
        return fail_early(p, (thaw_word)found);
    p->at++;
    condition->word = (thaw_word)found;
    return found == WORD_COIN ? read_coin(p, condition) : THAW_OK;
}

static thaw_status read_conditions(parse *p, thaw_clause *clause)
{
    do {
        if (clause->conditions == CONDITIONS_MAX)
            return thaw_fail(p->fault, THAW_ERANGE, "a clause has more than %d conditions",
                             CONDITIONS_MAX);
        thaw_status status = read_condition(p, &clause->condition[clause->conditions++]);
        if (status != THAW_OK)
            return status;
    } while (take(p, "and"));
    return THAW_OK;
}

static thaw_status fail_action(const parse *p, const char *word)
{
    const char *names[THAW_STANCES + THAW_MOVES];
    size_t count = 0;
    for (int k = 0; k < THAW_STANCES; k++)
        names[count++] = thaw_stance_name((thaw_stance)k);
    for (int k = 0; k < THAW_MOVES; k++)
        names[count++] = thaw_move_name((thaw_move)k);
    thaw_fail(p->fault, THAW_EPARSE, "'%s' is not an action", word);
    const char *near = thaw_nearest(word, names, count);
    if (near)
        thaw_fault_help(p->fault, "did you mean %s?", near);
    else
        thaw_fault_help(p->fault,
                        "the US has pressure, steady, delist, relief, relief+delist; China "
                        "none, partial, full, freeze; frozen: stay, resume");
    return THAW_EPARSE;
}

static int stance_of(const char *word)
{
    for (int k = 0; k < THAW_STANCES; k++)
        if (strcmp(word, thaw_stance_name((thaw_stance)k)) == 0)
            return k;
    return -1;
}

static int move_of(const char *word)
{
    for (int k = 0; k < THAW_MOVES; k++)
        if (strcmp(word, thaw_move_name((thaw_move)k)) == 0)
            return k;
    return -1;
}

/* One option of a mix: its chance is NaN where it takes what is left. */
static thaw_status read_option(parse *p, thaw_clause *clause)
{
    const char *word = peek(p);
    if (clause->options == OPTIONS_MAX)
        return thaw_fail(p->fault, THAW_ERANGE, "a mix has more than %d actions", OPTIONS_MAX);
    if (is_keyword(word))
        return thaw_fail(p->fault, THAW_EPARSE, "an action is missing%s%s", *word ? " before " : "",
                         word);
    if (stance_of(word) < 0 && move_of(word) < 0)
        return fail_action(p, word);
    p->at++;
    int k = clause->options++;
    thaw_copy_text(clause->action[k], sizeof clause->action[k], word);
    clause->chance[k] = (double)NAN;
    if (is_keyword(peek(p)))
        return THAW_OK;
    if (!read_chance(peek(p), &clause->chance[k])) {
        thaw_fail(p->fault, THAW_EPARSE, "'%s' after %s is neither a chance nor 'when'", peek(p),
                  word);
        thaw_fault_help(p->fault, "as in: relief 0.25 or steady when calm");
        return THAW_EPARSE;
    }
    if (!(clause->chance[k] >= 0 && clause->chance[k] <= 1))
        return thaw_fail(p->fault, THAW_ERANGE, "%s: the chance %s is not between 0 and 1", word,
                         peek(p));
    p->at++;
    return THAW_OK;
}

/* The one option without a chance takes what is left of 1. */
static thaw_status complete_mix(parse *p, thaw_clause *clause)
{
    static const double TOLERANCE = 1e-12; /* of sums such as 0.1 + 0.9 */
    double sum = 0;
    int open = -1;
    p->whole = true;
    for (int k = 0; k < clause->options; k++) {
        if (!isnan(clause->chance[k])) {
            sum += clause->chance[k];
            continue;
        }
        if (open >= 0) {
            thaw_fail(p->fault, THAW_EPARSE, "of %s and %s one needs a chance",
                      clause->action[open], clause->action[k]);
            thaw_fault_help(p->fault, "write %s 0.5 or %s", clause->action[open],
                            clause->action[k]);
            return THAW_EPARSE;
        }
        open = k;
    }
    if (sum > 1 + TOLERANCE || (open < 0 && sum < 1 - TOLERANCE))
        return thaw_fail(p->fault, THAW_ERANGE, "the chances of a mix sum to %.6g, not 1", sum);
    if (open >= 0)
        clause->chance[open] = fmax(0, 1 - sum);
    p->whole = false;
    return THAW_OK;
}

static thaw_status read_play(parse *p, thaw_clause *clause)
{
    do {
        thaw_status status = read_option(p, clause);
        if (status != THAW_OK)
            return status;
    } while (take(p, "or"));
    return complete_mix(p, clause);
}

static thaw_status read_target(parse *p, thaw_clause *clause)
{
    if (is_keyword(peek(p)))
        return thaw_fail(p->fault, THAW_EPARSE, "a memory state is missing%s%s",
                         *peek(p) ? " before " : "", peek(p));
    thaw_copy_text(clause->to, sizeof clause->to, p->tokens[p->at++]);
    return THAW_OK;
}

static thaw_status read_clause(parse *p, thaw_clauses *clauses)
{
    if (clauses->count == CLAUSES_MAX)
        return thaw_fail(p->fault, THAW_ERANGE, "a line has more than %d clauses", CLAUSES_MAX);
    thaw_clause *clause = &clauses->clause[clauses->count++];
    *clause = (thaw_clause){0};
    thaw_status status = p->play ? read_play(p, clause) : read_target(p, clause);
    if (status == THAW_OK && take(p, "when"))
        status = read_conditions(p, clause);
    if (status != THAW_OK || p->at == p->count || strcmp(peek(p), ",") == 0)
        return status;
    thaw_fail(p->fault, THAW_EPARSE, "'%s' cannot stand there", peek(p));
    thaw_fault_help(p->fault, "%s",
                    p->play ? "clauses are separated by commas: freeze when crisis, partial"
                            : "clauses are separated by commas: hard when lapse, mild");
    return THAW_EPARSE;
}

thaw_status thaw_clauses_read(const char *line, bool play, thaw_clauses *clauses, thaw_fault *fault)
{
    parse p = {.play = play, .fault = fault};
    clauses->count = 0;
    thaw_status status = cut_tokens(&p, line);
    do
        status = status == THAW_OK ? read_clause(&p, clauses) : status;
    while (status == THAW_OK && take(&p, ","));
    if (status != THAW_OK && fault && !p.whole && p.at < p.count) {
        fault->column = p.from[p.at] + 1;
        fault->length = (int)strlen(p.tokens[p.at]);
    }
    return status;
}

/* ---- asking ---- */

/* What counts as a lapse of the other side: of China bad, freeze or stay; of the US pressure. */
static bool is_lapse(const thaw_occasion *o)
{
    if (o->player == THAW_CHINA)
        return o->stance == THAW_PRESSURE;
    return o->seen == THAW_SEEN_BAD || o->seen == THAW_SEEN_FREEZE || o->seen == THAW_SEEN_STAY;
}

static bool is_so(const thaw_condition *c, const thaw_occasion *o)
{
    switch (c->word) {
    case WORD_CALM:
    case WORD_TENSE:
    case WORD_CRISIS:
        return (int)thaw_fentanyl_tension(o->state) == (int)c->word;
    case WORD_LISTED:
    case WORD_UNLISTED:
        return thaw_fentanyl_listed(o->state) == (c->word == WORD_LISTED);
    case WORD_OPEN:
    case WORD_FROZEN:
        return thaw_fentanyl_frozen(o->state) == (c->word == WORD_FROZEN);
    case WORD_PRESSURE:
        return o->stance == THAW_PRESSURE;
    case WORD_STEADY:
        return o->stance == THAW_STEADY;
    case WORD_DELIST:
        return o->stance == THAW_DELIST || o->stance == THAW_RELIEF_DELIST;
    case WORD_RELIEF:
        return o->stance == THAW_RELIEF || o->stance == THAW_RELIEF_DELIST;
    case WORD_LAPSE:
        return is_lapse(o);
    case WORD_COIN:
        return o->coin < c->coin;
    default:
        return (int)o->seen == (int)c->word - (int)WORD_GOOD;
    }
}

bool thaw_clause_applies(const thaw_clause *clause, const thaw_occasion *occasion)
{
    for (int k = 0; k < clause->conditions; k++)
        if (is_so(&clause->condition[k], occasion) == clause->condition[k].negated)
            return false;
    return true;
}

int thaw_clause_action(const thaw_clause *clause, int option, int player, int state)
{
    if (player == THAW_US)
        return stance_of(clause->action[option]);
    int move = move_of(clause->action[option]);
    return move >= 0 && thaw_fentanyl_china_index(state, (thaw_move)move) >= 0 ? move : -1;
}

const thaw_clause *thaw_clauses_play(const thaw_clauses *clauses, int player, int state)
{
    thaw_occasion now = {.player = player, .state = state};
    for (int k = 0; k < clauses->count; k++) {
        const thaw_clause *clause = &clauses->clause[k];
        bool there = thaw_clause_applies(clause, &now);
        for (int a = 0; there && a < clause->options; a++)
            there = thaw_clause_action(clause, a, player, state) >= 0;
        if (there)
            return clause;
    }
    return NULL;
}
