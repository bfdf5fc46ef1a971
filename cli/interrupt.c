/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flag that SIGINT, SIGTERM and SIGHUP set. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static volatile sig_atomic_t interrupted;

static void note(int number)
{
    (void)number;
    interrupted = 1;
}

/* What was ignored when the process began stays so: by nohup, or by a shell that began it in the
 * background. */
static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction before, action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

/* A terminal that closes may send SIGHUP twice, by itself and by the shell: that is no hurry. */
void thaw_interrupt_install(void)
{
    for (int k = 0; k < NUMBERS; k++)
        handle(numbers[k], note, numbers[k] == SIGHUP ? 0 : (int)SA_RESETHAND);
    signal(SIGPIPE, SIG_DFL); /* whoever started us may ignore it */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails */
}

void thaw_interrupt_uninstall(void)
{
    for (int k = 0; k < NUMBERS; k++)
        handle(numbers[k], SIG_DFL, 0);
}

bool thaw_interrupt_is(int number)
{
    for (int k = 0; k < NUMBERS; k++)
        if (numbers[k] == number)
            return true;
    return false;
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
