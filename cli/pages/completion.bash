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

_thaw()
{
    local -a words found
    local current command count list lead= typed candidate rest whole
    _thaw_words_before
    _thaw_look "${words[@]:1}"
    local previous=${words[-1]}
    whole=$current
    case $current in
    --*=*)
        list=$(_thaw_value "${current%%=*}") || return
        lead=${current%%=*}=
        current=${current#*=}
        ;;
    esac
    if [ -z "$list" ] && [ ${#words[@]} -gt 1 ]; then
        list=$(_thaw_value "$previous") || list=
    fi
    if [ -z "$list" ] && [ -z "$command" ]; then
        list=commands
    elif [ -z "$list" ] && [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$(_thaw_options "$command")" -- "$current"))
        return
    elif [ -z "$list" ]; then
        local -a kinds
        kinds=($(_thaw_arguments "$command"))
        list=${kinds[count < ${#kinds[@]} ? count : ${#kinds[@]} - 1]:-none}
    fi
    case $list in
    files | scenarios) compopt -o filenames 2>/dev/null ;;
    *)
        case $current in
        *,*)
            lead=$lead${current%,*},
            current=${current##*,}
            ;;
        esac
        ;;
    esac
    # One step at a time: up to the next '=', '@' or '/'.
    while IFS= read -r candidate; do
        rest=${candidate#"$current"}
        case $list,$rest in
        files,* | scenarios,*) [ -d "$candidate" ] && candidate=${candidate%/}/ ;;
        *,*[=@/]?*) candidate=${candidate%"${rest#*[=@/]}"} ;;
        esac
        found+=("$lead$candidate")
    done < <(_thaw_candidates "$list" "$current" "$command" "${words[0]}" | sort -u)
    # What stands before the last character at which bash breaks words is not replaced; an '@' is.
    rest=${whole##*["${COMP_WORDBREAKS//[^=:@]/}"]}
    lead=${whole%"$rest"}
    lead=${lead%@}
    COMPREPLY=()
    while IFS= read -r candidate; do
        [ -n "$candidate" ] && COMPREPLY+=("${candidate#"$lead"}")
    done < <(printf '%s\n' "${found[@]}" | sort -u)
    if [ ${#COMPREPLY[@]} -eq 1 ]; then
        case ${COMPREPLY[0]} in
        *[=@/]) compopt -o nospace 2>/dev/null ;;
        esac
    fi
}
complete -F _thaw thaw
