/* SPDX-License-Identifier: MIT */
#include "report/escape.h"

#include "base/error.h"

#include <nettle/base64.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* U+FFFE and U+FFFF are UTF-8 and no XML. */
static int is_noncharacter(const char *text) {
    return text[0] == '\xef' && text[1] == '\xbf' && (text[2] == '\xbe' || text[2] == '\xbf');
}

void put_xml(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            (void)fputs("&amp;", out);
            break;
        case '<':
            (void)fputs("&lt;", out);
            break;
        case '>': /* or "]]>" would be an error */
            (void)fputs("&gt;", out);
            break;
        case '"':
            (void)fputs("&quot;", out);
            break;
        default:
            if (is_noncharacter(text)) {
                (void)fputs("\xef\xbf\xbd", out);
                text += 2;
            } else
                (void)fputc(*text, out);
        }
    }
}

void put_gfm(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            (void)fputc(' ', out);
        else if (strchr("<>&`*_~[]|\\!$:\"#@", *text) == NULL)
            (void)fputc(*text, out);
        else
            (void)fprintf(out, "&#%d;%s", *text, *text == '@' || *text == '#' ? "&#8203;" : "");
    }
}

void put_gfm_block(FILE *out, const char *text) {
    size_t fence = 3;
    for (const char *at = text; *at != '\0'; at++) {
        size_t run = strspn(at, "`");
        fence = run >= fence ? run + 1 : fence;
        at += run > 0 ? run - 1 : 0;
    }
    size_t length = strlen(text);
    for (size_t i = 0; i < fence; i++)
        (void)fputc('`', out);
    (void)fprintf(out, "text\n%s%s", text, length > 0 && text[length - 1] == '\n' ? "" : "\n");
    for (size_t i = 0; i < fence; i++)
        (void)fputc('`', out);
    (void)fputc('\n', out);
}

static void put_percent(FILE *out, const char *text, const char *special) {
    for (; *text != '\0'; text++) {
        if (strchr(special, *text) != NULL)
            (void)fprintf(out, "%%%02X", (unsigned)*text);
        else
            (void)fputc(*text, out);
    }
}

void put_command_data(FILE *out, const char *text) {
    put_percent(out, text, "%\r\n");
}

void put_command_property(FILE *out, const char *text) {
    put_percent(out, text, "%\r\n:,");
}

void put_base64(FILE *out, const char *bytes, size_t length) {
    size_t size = BASE64_ENCODE_RAW_LENGTH(length);
    char *text = malloc(size + 1);
    if (text == NULL)
        die("out of memory");
    base64_encode_raw(text, length, (const uint8_t *)bytes);
    (void)fwrite(text, 1, size, out);
    free(text);
}

void put_json(FILE *out, json_t *value, size_t indent) {
    size_t layout = indent > 0 ? JSON_INDENT(indent) : JSON_COMPACT;
    if (json_dumpf(value, out, layout | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15)) != 0)
        die("out of memory");
    (void)fputc('\n', out);
    json_decref(value);
}
