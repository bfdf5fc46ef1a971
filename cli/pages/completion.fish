# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of thaw for fish. What it knows of commands is written by the build (cli/pages).

# The command's name, and behind it the arguments before the cursor.
function __thaw_arguments
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word $__thaw_valued
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __thaw_begins
    test (count (__thaw_arguments)) = 0
end

# Whether the command is $argv[1], with $argv[2] arguments so far; or, with $argv[3], more.
function __thaw_does
    set -l arguments (__thaw_arguments)
    test "$arguments[1]" = $argv[1]; or return 1
    set -q argv[2]; or return 0
    set -l count (math (count $arguments) - 1)
    test $count -eq $argv[2]; or begin
        set -q argv[3]; and test $count -gt $argv[2]
    end
end

# What the own plans and strategies of the scenario on the line, if it can be read, add to a list.
function __thaw_own
    set -l words (commandline -opc)
    set -l arguments (__thaw_arguments)
    set -l file $arguments[2]
    contains -- "$arguments[1]" $__thaw_scenario_second; and set file $arguments[3]
    set file (string replace -r '^~/' ~/ -- $file)
    test -n "$file"; and test -f "$file" -o ! -e "$file"; or return
    set -l show $words[1] show $file --format csv --table
    switch $argv[1]
        case us china
            $show strategies 2>/dev/null </dev/null | string replace -rf ",$argv[1]\$" ''
        case deals plays expectations
            for plan in ($show plans 2>/dev/null </dev/null | string replace -r ',.*' '')[2..-1]
                printf '%s\n' $plan(__thaw_list endings-$argv[1])
            end
    end
    if test $argv[1] = plays; and $show strategies >/dev/null 2>&1 </dev/null
        for us in (__thaw_list us; __thaw_own us)
            printf '%s\n' $us/(__thaw_list china; __thaw_own china)
        end
    end
end

# The words of a list, one step at a time: up to the next '=', '@' or '/'.
function __thaw_words
    set -l typed (string replace -r -- '^--[a-z-]*=' '' (commandline -ct) | string trim -l -c '\'"')
    set -l lead (string match -r -- '^.*,' $typed)
    set -l current (string replace -r -- '^.*,' '' $typed)
    set -l list $argv[1]
    switch $list
        case none
            return
        case scenarios
            set -l program (commandline -opc)[1]
            type -q $program; and $program scenarios --all --format csv 2>/dev/null | sed '1d; s/,.*//'
            complete -C "__fish_command_without_completions "(commandline -ct) |
                string match -r '^[^\t]*(?:/|\.ini|\.json|\.csv|\.nfg)(?:\t.*)?$'
            return
        case tables
            set list tables-(__thaw_arguments)[1]
    end
    for word in (__thaw_list $list; __thaw_own $list)
        set -l rest (string replace -- "$current" "" $word)
        test "$current$rest" = $word; or continue
        echo "$lead$current"(string replace -r -- '([=@/]).*' '$1' $rest)
    end | sort -u
end

complete -c thaw -f
# @tables@
