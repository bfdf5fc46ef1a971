# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of thaw for bash. What it knows of commands is written by the build (cli/pages).

# @tables@
# The words of a list that go on from $2; of those that are not there yet, the tables of command $3.
_thaw_candidates()
{
    case $1 in
    none) ;;
    files) compgen -f -- "$2" ;;
    scenarios)
        compgen -W "$("$4" scenarios --all --format csv 2>/dev/null | sed '1d; s/,.*//')" -- "$2"
        compgen -f -- "$2" | grep -E '\.(ini|json|csv|nfg)$'
        compgen -d -S / -- "$2"
        ;;
    tables) compgen -W "$(_thaw_list "tables-$3")" -- "$2" ;;
    options) compgen -W "$(_thaw_options "$3")" -- "$2" ;;
    *) compgen -W "$(_thaw_list "$1")" -- "$2" ;;
    esac
}

# The first word behind the command's name, and how many arguments stand before the cursor: into
# command and count. Options and their values are none.
_thaw_look()
{
    local word
    command= count=0
    while [ $# -gt 0 ]; do
        word=$1
        shift
        case $word in
        --*=*) ;;
        -*) _thaw_value "$word" >/dev/null && [ $# -gt 0 ] && shift ;;
        *)
            [ -z "$command" ] && command=$word || count=$((count + 1))
            ;;
        esac
    done
}

# Words as the program will get them: bash takes "a=b" and "a:b" apart.
_thaw_words_before()
{
    local line=${COMP_LINE:0:COMP_POINT}
    read -r -a words <<<"$line"
    current=
    case $line in
    *[[:blank:]]) ;;
    *)
        current=${words[-1]}
        unset 'words[-1]'
        ;;
    esac
}

# The list that the current word is from: into list. Of --option=VALUE and of A,B only what is being typed
# stays in current, the rest goes into lead.
_thaw_which_list()
{
    local -a kinds
    case $current in
    --*=*)
        list=$(_thaw_value "${current%%=*}") || list=none
        lead=${current%%=*}=
        current=${current#*=}
        ;;
    *)
        if [ -z "$command" ]; then
            list=commands
        elif list=$(_thaw_value "${words[-1]}"); then
            :
        elif [[ $current == -* ]]; then
            list=options
        else
            read -r -a kinds < <(_thaw_arguments "$command" || echo none)
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
    done < <(_thaw_candidates "$list" "$current" "$command" "${words[0]}") | sort -u
}

_thaw()
{
    local -a words
    local current whole command count list lead= kept candidate
    _thaw_words_before
    _thaw_look "${words[@]:1}"
    whole=$current
    _thaw_which_list
    # What stands before the last character at which bash breaks words is not replaced; an '@' is.
    kept=${whole##*["${COMP_WORDBREAKS//[^=:@]/}"]}
    kept=${whole%"$kept"}
    kept=${kept%@}
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
