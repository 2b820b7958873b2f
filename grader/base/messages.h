/* SPDX-License-Identifier: MIT */
/* Texts for people go through gettext; docs/ and HACKING.md tell how a translation is added. */
#ifndef MPIGRADE_BASE_MESSAGES_H
#define MPIGRADE_BASE_MESSAGES_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marks a text that is translated where it is used */

#endif
