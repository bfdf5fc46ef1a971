/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See criterion/criterion.h beside this folder. */
