/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flag that SIGINT and SIGTERM set. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t interrupted;

static void note(int number)
{
    (void)number;
    interrupted = 1;
}

void thaw_interrupt_install(void)
{
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_DFL); /* whoever started us may ignore it */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails */
}

bool thaw_interrupted(void)
{
    return interrupted != 0;
}

void thaw_interrupt_forget(void)
{
    interrupted = 0;
    thaw_interrupt_install();
}

const volatile int *thaw_interrupt_flag(void)
{
    _Static_assert(sizeof(sig_atomic_t) == sizeof(int), "sig_atomic_t is an int");
    return &interrupted;
}
