# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/run_case and tests/run_docs: the surroundings in which expected output is compared.
# Sets `root`, `program` and `scratch`, and stands in the root of the source tree.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath "$program")
[ -x "$program" ] || { echo "there is no $program"; exit 2; }
cd "$root" || exit 2
scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
mkdir "$scratch/tmp"

PATH=$(dirname "$program"):$PATH
unset NO_COLOR CLICOLOR CLICOLOR_FORCE THAW_SCENARIOS
export PATH LC_ALL=C.UTF-8 TERM=dumb COLUMNS=80

# same EXPECTED ACTUAL: whether they agree; where not, what differs. Two files without "..." agree to
# the last byte.
same()
{
    if grep -qx '\.\.\.' "$1"; then
        awk -f "$root/tests/support/lines_match.awk" "$1" "$2" && return 0
    else
        cmp -s "$1" "$2" && return 0
    fi
    diff -u --label expected --label found "$1" "$2"
    return 1
}
