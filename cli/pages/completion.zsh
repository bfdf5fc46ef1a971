#compdef thaw
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of thaw for zsh. What it knows of commands is written by the build (cli/pages).

# @tables@
# Completes from a list, one step at a time: up to the next '=', '@' or '/'.
_thaw_words()
{
    local list word rest file
    list=$argv[-1] # _arguments may put options of compadd before it
    case $list in
    none) _message value; return ;;
    files) _files; return ;;
    scenarios)
        compadd -- ${(f)"$($program scenarios --all --format csv 2>/dev/null | sed '1d; s/,.*//')"}
        _files -g '*.(ini|json|csv|nfg)'
        return
        ;;
    tables) list=tables-$subcommand ;;
    esac
    # The scenario on the line: "line" has the arguments so far, by _arguments.
    file=${(Q)line[${kinds[(i)scenarios]}]}
    [[ $file != '~'/* ]] || file=$HOME/${file#*/}
    compset -P '*,'
    local -aU whole partial
    for word in ${=$(_thaw_list $list)} $(_thaw_own $list); do
        [[ $word == ${PREFIX}* ]] || continue
        rest=${word#$PREFIX}
        case $rest in
        *[=@/]?*) partial+=(${word%${rest#*[=@/]}}) ;;
        *[=@/]) partial+=($word) ;;
        *) whole+=($word) ;;
        esac
    done
    compadd -S '' -- $partial
    compadd -- $whole
}

_thaw()
{
    local program=$words[1] subcommand
    local -a specs kinds
    local -i i
    if [[ $CURRENT = 2 && $PREFIX = -* ]]; then
        _thaw_specs ''
        _arguments -s : $specs
        return
    elif (( CURRENT == 2 )); then
        _describe command _thaw_summaries
        return
    fi
    shift words
    (( CURRENT-- ))
    subcommand=$words[1]
    kinds=(${=$(_thaw_arguments $subcommand)}) || return
    _thaw_specs $subcommand
    for (( i = 1; i < $#kinds; i++ )); do
        specs+=("${i}:argument:_thaw_words $kinds[i]")
    done
    _arguments -s -S : $specs "*:argument:_thaw_words $kinds[-1]"
}

[[ $funcstack[1] == _thaw ]] && _thaw "$@" || compdef _thaw thaw
