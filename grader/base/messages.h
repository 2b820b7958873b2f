/* SPDX-License-Identifier: MIT */
/* Texts for people. Sources are in English and marked with _(); po/<language>.po holds the
 * translations, compiled by msgfmt. The catalogue is read here and not by libintl, because libintl
 * only translates into a locale that is installed, and a small system has none but C.UTF-8 (in
 * which newer versions of it never translate).
 *
 * Which language the process speaks is decided once, by main, before any text is made. */
#ifndef MPIGRADE_BASE_MESSAGES_H
#define MPIGRADE_BASE_MESSAGES_H

#define _(text) message(text)
#define N_(text) text /* marks a text that is translated where it is used */

/* The translation (UTF-8, valid until the process ends), or `text` itself when there is none. */
const char *message(const char *text) __attribute__((format_arg(1)));

/* Speaks `language` ("es", also "es_PE.UTF-8") from now on, with the catalogue
 * <folder>/<language>/LC_MESSAGES/mpigrade.mo; English when there is no such catalogue. */
void messages_open(const char *folder, const char *language);

/* Two letters: the language that messages_open was asked for when it has a catalogue, else "en". */
const char *messages_language(void);

/* The language that the environment asks for, found as gettext does: LC_ALL, LC_MESSAGES or LANG,
 * and where one of these names a locale other than C, LANGUAGE before it. "en" when none does. */
const char *messages_wanted(void);

#endif
