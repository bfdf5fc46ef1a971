# SPDX-License-Identifier: GPL-3.0-or-later
# bash typed.bash SCRIPT: for each line "thaw ..." of standard input the line as it is behind a TAB, typed in
# a terminal.
seen=$(mktemp) start=$(mktemp)
trap 'rm -f "$seen" "$start"' EXIT
cat >"$start" <<END
source ${1@Q}
PS1= PS2=
tell() { printf '%s\n' "\$READLINE_LINE" >>$seen; READLINE_LINE= READLINE_POINT=0; }
bind -x '"\C-t": tell'
bind 'set bell-style none'
END
{ sed 's/$/\t\x14/' | tr -d '\n'; printf 'exit\n'; } |
    script -qec "bash --rcfile ${start@Q} -i" /dev/null >/dev/null 2>&1
cat "$seen"
