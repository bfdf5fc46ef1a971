/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables as functions of a shell: which words a list has, which options a command takes, which
 * list a value or an argument is from. Words have no blanks and nothing that a shell would read. */
#include "cli/pages/completion.h"

#include <string.h>

#include "cli/pages/lists.h"

static void copy_script(const char *script, void (*tables)(FILE *out), FILE *out)
{
    static const char mark[] = "# @tables@\n";
    const char *at = strstr(script, mark);
    size_t before = at ? (size_t)(at - script) : strlen(script);
    fwrite(script, 1, before, out);
    if (at) {
        tables(out);
        fputs(at + strlen(mark), out);
    }
}

static void put_word(const char *word, void *context)
{
    fprintf(context, " %s", word);
}

static void each_command_do(void (*call)(const thaw_command *command, FILE *out), FILE *out)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    for (size_t i = 0; i < count; i++)
        call(&commands[i], out);
}

/* ---- bash and zsh ---- */

static void sh_begin(const char *function, FILE *out)
{
    fprintf(out, "%s()\n{\n    case $1 in\n", function);
}

static void sh_end(FILE *out)
{
    fputs("    *) return 1 ;;\n    esac\n}\n\n", out);
}

static void sh_tables_of(const thaw_command *command, FILE *out)
{
    fprintf(out, "    tables-%s) echo", command->name);
    thaw_tables_each(command, put_word, out);
    fputs(" ;;\n", out);
}

static void sh_lists(FILE *out)
{
    size_t count;
    const thaw_word_list *lists = thaw_word_lists(&count);
    fputs("# The words of a list.\n", out);
    sh_begin("_thaw_list", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    %s) echo", lists[i].name);
        lists[i].each(put_word, out);
        fputs(" ;;\n", out);
    }
    each_command_do(sh_tables_of, out);
    sh_end(out);
}

static void sh_value(const thaw_option *option, void *context)
{
    const char *list = option->argument ? thaw_list_of_option(option) : NULL;
    if (!option->argument)
        return;
    fputs("    ", context);
    if (option->letter)
        fprintf(context, "-%c | ", option->letter);
    fprintf(context, "--%s) echo %s ;;\n", option->name, list ? list : "none");
}

static void sh_arguments(const thaw_command *command, FILE *out)
{
    const char *lists[THAW_ARGUMENT_LISTS];
    size_t count = thaw_lists_of_arguments(command, lists);
    fprintf(out, "    %s) echo", command->name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, " %s", lists[i] ? lists[i] : "none");
    fputs(" ;;\n", out);
}

static void bash_option(const thaw_option *option, void *context)
{
    fprintf(context, " --%s", option->name);
    if (option->letter)
        fprintf(context, " -%c", option->letter);
}

static void bash_options_of(const thaw_command *command, FILE *out)
{
    fprintf(out, "    %s) echo", command->name);
    thaw_options_each(command->accepts | THAW_OPT_HELP, bash_option, out);
    fputs(" ;;\n", out);
}

/* Function of a shell: what the scenario on the line, if it can be read, adds to a list. */
static void sh_own(FILE *out)
{
    fputs(
        "# Rows of a table of the scenario in $file; none where it cannot be read, or is a pipe.\n"
        "_thaw_show()\n{\n"
        "    [[ -n $file && ( -f $file || ! -e $file ) ]] &&\n"
        "        \"$program\" show \"$file\" --table $1 --format csv 2>/dev/null </dev/null\n}\n\n"
        "# What that scenario's own plans and strategies add to a list.\n"
        "_thaw_own()\n{\n"
        "    local plan ending us china\n"
        "    case $1 in\n"
        "    us | china) _thaw_show strategies | sed -n \"s/,$1\\$//p\" ;;\n"
        "    deals | plays | expectations)\n"
        "        for plan in $(_thaw_show plans | sed '1d; s/,.*//'); do\n"
        "            for ending in $(_thaw_list endings-$1); do echo $plan$ending; done\n"
        "        done\n"
        "        ;;\n"
        "    esac\n"
        "    [[ $1 == plays && -n $(_thaw_show strategies) ]] || return 0\n"
        "    for us in $(_thaw_list us) $(_thaw_own us); do\n"
        "        for china in $(_thaw_list china) $(_thaw_own china); do echo $us/$china; done\n"
        "    done\n}\n\n",
        out);
}

/* What may stand before any command. */
static const uint64_t of_none = THAW_OPT_HELP | THAW_OPT_VERSION;

static void sh_tables(FILE *out)
{
    sh_lists(out);
    fputs("# The list of an option's value; fails where the option takes none.\n", out);
    sh_begin("_thaw_value", out);
    thaw_options_each(~UINT64_C(0), sh_value, out);
    sh_end(out);
    sh_own(out);
    fputs("# The lists of a command's arguments; the last is that of all further ones.\n", out);
    sh_begin("_thaw_arguments", out);
    each_command_do(sh_arguments, out);
    sh_end(out);
}

static void bash_tables(FILE *out)
{
    sh_tables(out);
    fputs("# The options of a command.\n", out);
    sh_begin("_thaw_options", out);
    fputs("    '') echo", out);
    thaw_options_each(of_none, bash_option, out);
    fputs(" ;;\n", out);
    each_command_do(bash_options_of, out);
    sh_end(out);
}

/* Text within '...', in which each of `marks` has a backslash before it. */
static void quoted(const char *text, const char *marks, FILE *out)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\'", out);
        else if (strchr(marks, *text))
            fputc('\\', out);
        fputc(*text, out);
    }
}

/* '*--set[another value...]:KEY=VALUE:_thaw_words settings', as zsh's _arguments wants it. */
static void zsh_option(const thaw_option *option, void *context)
{
    FILE *out = context;
    const char *list = option->argument ? thaw_list_of_option(option) : NULL;
    char names[2][THAW_OPTION_USAGE] = {"", ""};
    snprintf(names[0], sizeof names[0], "--%s%s", option->name, option->argument ? "=" : "");
    if (option->letter)
        snprintf(names[1], sizeof names[1], "-%c%s", option->letter, option->argument ? "+" : "");
    for (int i = 0; i < 2 && *names[i]; i++) {
        fprintf(out, "            '*%s[", names[i]);
        quoted(option->meaning, "[]:\\", out);
        fputs("]", out);
        if (option->argument) {
            fputs(":", out);
            quoted(option->argument, ":\\", out);
            fprintf(out, ":_thaw_words %s", list ? list : "none");
        }
        fputs("'\n", out);
    }
}

static void zsh_specs(const char *name, uint64_t options, FILE *out)
{
    fprintf(out, "    %s)\n        specs=(\n", name);
    thaw_options_each(options, zsh_option, out);
    fputs("        ) ;;\n", out);
}

static void zsh_specs_of(const thaw_command *command, FILE *out)
{
    zsh_specs(command->name, command->accepts | THAW_OPT_HELP, out);
}

static void zsh_summary(const thaw_command *command, FILE *out)
{
    fprintf(out, "    '%s:", command->name);
    quoted(command->summary, ":\\", out);
    fputs("'\n", out);
}

static void zsh_tables(FILE *out)
{
    sh_tables(out);
    fputs("# The options of a command, into specs.\n", out);
    sh_begin("_thaw_specs", out);
    zsh_specs("''", of_none, out);
    each_command_do(zsh_specs_of, out);
    sh_end(out);
    fputs("_thaw_summaries=(\n", out);
    each_command_do(zsh_summary, out);
    fputs(")\n", out);
}

void thaw_complete_bash(const char *script, FILE *out)
{
    copy_script(script, bash_tables, out);
}

void thaw_complete_zsh(const char *script, FILE *out)
{
    copy_script(script, zsh_tables, out);
}

/* ---- fish ---- */

typedef struct fish_options {
    const char *when; /* the condition */
    FILE *out;
} fish_options;

static void fish_option(const thaw_option *option, void *context)
{
    const fish_options *of = context;
    const char *list = option->argument ? thaw_list_of_option(option) : NULL;
    fprintf(of->out, "complete -c thaw -n '%s' -l %s", of->when, option->name);
    if (option->letter)
        fprintf(of->out, " -s %c", option->letter);
    if (option->argument && list && strcmp(list, "files") == 0)
        fputs(" -r -F", of->out);
    else if (option->argument)
        fprintf(of->out, " -x -a '(__thaw_words %s)'", list ? list : "none");
    fputs(" -d '", of->out);
    quoted(option->meaning, "\\", of->out);
    fputs("'\n", of->out);
}

static void fish_complete(const thaw_command *command, FILE *out)
{
    const char *lists[THAW_ARGUMENT_LISTS];
    size_t count = thaw_lists_of_arguments(command, lists);
    char when[64];
    fprintf(out, "complete -c thaw -n __thaw_begins -a %s -d '", command->name);
    quoted(command->summary, "\\", out);
    fputs("'\n", out);
    for (size_t i = 0; i < count; i++)
        if (lists[i])
            fprintf(out, "complete -c thaw -n '__thaw_does %s %zu%s' -a '(__thaw_words %s)'\n",
                    command->name, i, i + 1 < count ? "" : " more", lists[i]);
    snprintf(when, sizeof when, "__thaw_does %s", command->name);
    thaw_options_each(command->accepts | THAW_OPT_HELP, fish_option, &(fish_options){when, out});
}

/* `plot` and the like: the scenario is not the first argument. */
static void fish_scenario_second(const thaw_command *command, FILE *out)
{
    const char *lists[THAW_ARGUMENT_LISTS];
    size_t count = thaw_lists_of_arguments(command, lists);
    if (count > 1 && lists[1] && strcmp(lists[1], "scenarios") == 0 &&
        strcmp(lists[0], "scenarios") != 0)
        fprintf(out, " %s", command->name);
}

static void fish_tables_of(const thaw_command *command, FILE *out)
{
    fprintf(out, "    case tables-%s\n        string split ' ' (echo", command->name);
    thaw_tables_each(command, put_word, out);
    fputs(")\n", out);
}

/* The options that take a value, so that a value is not taken for an argument. */
static void fish_valued(const thaw_option *option, void *context)
{
    if (!option->argument)
        return;
    fprintf(context, " --%s", option->name);
    if (option->letter)
        fprintf(context, " -%c", option->letter);
}

static void fish_tables(FILE *out)
{
    size_t count;
    const thaw_word_list *lists = thaw_word_lists(&count);
    fputs("function __thaw_list\n    switch $argv[1]\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    case %s\n        string split ' ' (echo", lists[i].name);
        lists[i].each(put_word, out);
        fputs(")\n", out);
    }
    each_command_do(fish_tables_of, out);
    fputs("    end\nend\n\nset -g __thaw_valued", out);
    thaw_options_each(~UINT64_C(0), fish_valued, out);
    fputs("\nset -g __thaw_scenario_second", out);
    each_command_do(fish_scenario_second, out);
    fputs("\n\n", out);
    thaw_options_each(of_none, fish_option, &(fish_options){"__thaw_begins", out});
    each_command_do(fish_complete, out);
}

void thaw_complete_fish(const char *script, FILE *out)
{
    copy_script(script, fish_tables, out);
}
