# SPDX-License-Identifier: GPL-3.0-or-later
# zsh -f zsh.zsh SCRIPT: the same of zsh, of which a second one runs in a terminal of its own: completion
# works nowhere else. There compadd writes down what it would offer. zsh -f zsh.zsh SCRIPT typed: each line as
# it is behind a TAB.
zmodload zsh/zpty || exit 1
offered=$(mktemp)
trap 'rm -f $offered' EXIT

# say COMMAND: has the other zsh do it, and waits until it did.
say()
{
    local seen
    zpty -w shell "$1; print -r -- do''ne"
    zpty -r shell seen '*done*' >/dev/null
}

zpty shell zsh -f -i
zpty -w shell 'PS1= PS2= RPS1=; unsetopt zle_bracketed_paste 2>/dev/null'
say 'autoload -U compinit && compinit -D -u'
say "source ${(q)1}"
say "offered=${(q)offered}"
[[ $2 = typed ]] || say 'compadd() {
    local -a hits; local -i at=${argv[(i)-[OAD]]}
    if (( at <= $# && at < ${argv[(i)--]} )) { builtin compadd "$@"; return }
    builtin compadd -A hits "$@"; print -rl -- $IPREFIX$^hits >>$offered
    builtin compadd "$@"
}'
say 'bindkey "^I" complete-word; zstyle ":completion:*" menu no; unsetopt beep auto_menu; LISTMAX=-1'
say "typed=$2"
say 'tell() {
    [[ -z $typed ]] || print -r -- $BUFFER >$offered
    print -r -- do"ne"; BUFFER=; zle redisplay
}; zle -N tell; bindkey "^T" tell'
while IFS= read -r line; do
    : >$offered
    zpty -w -n shell "$line"$'\t\x14'
    zpty -r shell seen '*done*' >/dev/null
    sed '/^$/d' $offered
    [[ $2 = typed ]] || print
done
