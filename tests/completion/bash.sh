# SPDX-License-Identifier: GPL-3.0-or-later
# bash bash.sh SCRIPT: for each line "thaw ..." of standard input the words that bash would offer, and an
# empty line. bash replaces only what stands behind its last word break; without '=', ':' and '@' among
# these the words are whole.
source "$1"
COMP_WORDBREAKS=$' \t\n'
while IFS= read -r COMP_LINE; do
    COMP_POINT=${#COMP_LINE}
    COMPREPLY=()
    _thaw
    [ ${#COMPREPLY[@]} = 0 ] || printf '%s\n' "${COMPREPLY[@]}"
    echo
done
