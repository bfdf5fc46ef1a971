# SPDX-License-Identifier: GPL-3.0-or-later
# awk -f lines_match.awk EXPECTED ACTUAL: exits 0 if ACTUAL is EXPECTED line by line, where a line
# "..." of EXPECTED stands for any lines, also none. Taking the earliest place for each run of lines
# between two "..." is enough: an earlier place never leaves less to match the rest with.
FNR == NR && FILENAME == ARGV[1] { expected[++want] = $0; next }
{ actual[++have] = $0 }

# Whether lines first..last of EXPECTED stand at line `at` of ACTUAL.
function stands(first, last, at,    i)
{
    if (at < 1 || at + last - first > have)
        return 0
    for (i = first; i <= last; i++)
        if (expected[i] != actual[at + i - first])
            return 0
    return 1
}

END {
    at = 1
    anywhere = 0
    for (first = 1; first <= want; first = last + 2) {
        for (last = first; last <= want && expected[last] != "..."; last++)
            ;
        last--
        if (last == want && anywhere) {
            if (have - (last - first) < at)
                exit 1
            at = have - (last - first)
        }
        while (!stands(first, last, at))
            if (!anywhere || ++at > have + 1)
                exit 1
        at += last - first + 1
        anywhere = last < want
    }
    exit !(anywhere || at == have + 1)
}
