/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loop on several threads that shares nothing, and with RACE one that shares a sum: what
 * tools/analyse tries ThreadSanitizer on. */
int main(void)
{
    enum { COUNT = 100000 };
    static long each[COUNT], sum;
#pragma omp parallel for
    for (int k = 0; k < COUNT; k++) {
        each[k] = k;
        if (RACE)
            sum += k;
    }
    for (int k = 0; k < COUNT && !RACE; k++)
        sum += each[k];
    return sum == 0;
}
