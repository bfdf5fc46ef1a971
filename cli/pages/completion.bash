# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of thaw for bash. What it knows of commands is written by the build (cli/pages).

# @tables@
# The words of a list that go on from $2; of those that are not there yet, the tables of command $3.
_thaw_candidates()
{
    local name
    case $1 in
    none) ;;
    files) compgen -f -- "$2" ;;
    scenarios)
        "$program" scenarios --all --format csv 2>/dev/null | sed '1d; s/,.*//' |
            while IFS= read -r name; do [[ $name != "$2"* ]] || printf '%s\n' "$name"; done
        compgen -f -- "$2" | grep -E '\.(ini|json|csv|nfg)$'
        compgen -d -S / -- "$2"
        ;;
    tables) compgen -W "$(_thaw_list "tables-$3")" -- "$2" ;;
    options) compgen -W "$(_thaw_options "$3")" -- "$2" ;;
    *) compgen -W "$(_thaw_list "$1") $(_thaw_own "$1")" -- "$2" ;;
    esac
}

# The command, its arguments before the cursor, and the scenario among them: into command, arguments and
# file. Options and their values are none; behind "--", which sets ended, there are no options.
_thaw_look()
{
    local word
    local -i i
    command= arguments=() file= ended=
    while [ $# -gt 0 ]; do
        word=$1
        shift
        case $ended$word in
        --) ended=1 ;;
        --*=*) ;;
        -*) _thaw_value "$word" >/dev/null && [ $# -gt 0 ] && shift ;;
        *)
            [ -z "$command" ] && command=$word || arguments+=("$word")
            ;;
        esac
    done
    read -r -a kinds < <(_thaw_arguments "$command" || echo none)
    for ((i = ${#arguments[@]} - 1; i >= 0; i--)); do
        [[ ${kinds[i]} != scenarios ]] || file=${arguments[i]/#~\//$HOME/}
    done
}

# The words before the cursor as the program will get them, into words and current: bash takes "a=b" and
# "a:b" apart. Into kept what of current is not replaced: all before a quote that is open, else all up to
# the last character at which bash breaks words; an '@' is replaced.
_thaw_words_before()
{
    local line=${COMP_LINE:0:COMP_POINT} breaks=${COMP_WORDBREAKS//[^=:@]/} quote= char before begun= i
    words=() current= kept=
    for ((i = 0; i < ${#line}; i++)); do
        char=${line:i:1}
        if [[ -z $quote && $char == [[:blank:]] ]]; then
            [ -z "$begun" ] || words+=("$current")
            current= kept= begun=
            continue
        fi
        begun=1
        case $quote$char in
        [\"\']) quote=$char before=$current ;;
        \"\" | \'\') quote= ;;
        \\ | \"\\)
            [[ $quote && ${line:i+1:1} != [\$\`\"\\] ]] || char=${line:$((++i)):1}
            current+=$char
            ;;
        @) [[ $breaks != *@* ]] || kept=$current; current+=@ ;;
        ?) current+=$char; [[ $breaks != *"$char"* ]] || kept=$current ;;
        *) current+=$char ;;
        esac
    done
    [ -z "$quote" ] || kept=$before
}

# The list that the current word is from: into list. Of --option=VALUE and of A,B only what is being typed
# stays in current, the rest goes into lead.
_thaw_which_list()
{
    local -i count=${#arguments[@]}
    case $ended$current in
    --*=*)
        list=$(_thaw_value "${current%%=*}") || list=none
        lead=${current%%=*}=
        current=${current#*=}
        ;;
    *)
        if [ -z "$ended" ] && list=$(_thaw_value "${words[-1]}"); then
            :
        elif [[ $ended$current == -* ]]; then
            list=options
        elif [ -z "$command" ]; then
            list=commands
        else
            list=${kinds[count < ${#kinds[@]} ? count : ${#kinds[@]} - 1]}
        fi
        ;;
    esac
    case $list,$current in
    files,* | scenarios,*) ;;
    *,*,*)
        lead=$lead${current%,*},
        current=${current##*,}
        ;;
    esac
}

# What is offered for it, one step at a time: up to the next '=', '@' or '/'.
_thaw_steps()
{
    local candidate rest
    while IFS= read -r candidate; do
        rest=${candidate#"$current"}
        case $list,$rest in
        files,* | scenarios,*) [ -d "$candidate" ] && candidate=${candidate%/}/ ;;
        *,*[=@/]?*) candidate=${candidate%"${rest#*[=@/]}"} ;;
        esac
        printf '%s\n' "$lead$candidate"
    done < <(_thaw_candidates "$list" "$current" "$command") | sort -u
}

_thaw()
{
    local -a words arguments kinds
    local current command file ended list lead= kept candidate program
    _thaw_words_before
    program=${words[0]}
    _thaw_look "${words[@]:1}"
    _thaw_which_list
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("${candidate#"$kept"}")
    done < <(_thaw_steps)
    case $list in
    files | scenarios) compopt -o filenames 2>/dev/null ;;
    *) [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[=@/] ]] || compopt -o nospace 2>/dev/null ;;
    esac
}
complete -F _thaw thaw
