# SPDX-License-Identifier: GPL-3.0-or-later
# fish fish.fish SCRIPT: the same of fish.
source $argv[1]
while read -l line
    complete -C $line | string replace -r '\t.*' ''
    echo
end
