/* SPDX-License-Identifier: MIT */
#include "report/html.h"

#include "base/error.h"
#include "base/messages.h"
#include "base/utf8.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern const char html_page_style[]; /* page.css */

/* ---- texts ---- */

static void put_character(FILE *out, uint32_t character, const char *bytes, size_t length) {
    static const char markup[] = "&<>\"'";
    if (character < 0x80 && character != 0 && strchr(markup, (int)character) != NULL)
        (void)fprintf(out, "&#%u;", character);
    else if (character == '\n' || character == '\t')
        (void)fputc((int)character, out);
    else if (character < 0x20 || (character >= 0x7f && character < 0xa0))
        (void)fprintf(out, "\\x%02x", character);
    else if (utf8_is_control(character))
        (void)fprintf(out, "[U+%04X]", character);
    else if (character == UTF8_REPLACEMENT || (character & 0xfffe) == 0xfffe)
        (void)fputs("\xef\xbf\xbd", out);
    else
        (void)fwrite(bytes, 1, length, out);
}

void html_bytes(FILE *out, const char *text, size_t length) {
    for (size_t at = 0, step; at < length; at += step) {
        uint32_t character;
        step = utf8_decode(text + at, length - at, &character);
        bool line_end = character == '\r' && at + 1 < length && text[at + 1] == '\n';
        if (!line_end)
            put_character(out, character, text + at, step);
    }
}

void html_text(FILE *out, const char *text) {
    if (text != NULL)
        html_bytes(out, text, strlen(text));
}

void html_address(FILE *out, const char *path) {
    static const char plain[] = "-._~/0123456789"
                                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            (void)fputc(*path, out);
        else
            (void)fprintf(out, "%%%02X", (unsigned char)*path);
    }
}

/* ---- data ---- */

void html_data(FILE *out, json_t *value) {
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
    if (text == NULL)
        die("out of memory");
    (void)fputs("<script type=\"application/json\" id=\"data\">", out);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '<' || *at == '>' || *at == '&') /* only in strings */
            (void)fprintf(out, "\\u%04x", (unsigned)*at);
        else
            (void)fputc(*at, out);
    }
    (void)fputs("</script>\n", out);
    free(text);
    json_decref(value);
}

/* ---- head and end ---- */

/* 'sha256-...' of what will stand between the tags. */
static void put_hash(FILE *out, const char *const *texts, size_t count) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1];
    sha256_init(&context);
    for (size_t i = 0; i < count; i++) {
        if (texts[i] != NULL)
            sha256_update(&context, strlen(texts[i]), (const uint8_t *)texts[i]);
    }
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(text, sizeof digest, digest);
    text[sizeof text - 1] = '\0';
    (void)fprintf(out, "'sha256-%s'", text);
}

static void put_policy(FILE *out, const struct html_kind *kind) {
    (void)fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src ",
                out);
    put_hash(out, (const char *const[]){html_page_style, kind->style}, 2);
    (void)fputs("; script-src ", out);
    if (kind->script == NULL)
        (void)fputs("'none'", out);
    else
        put_hash(out, &kind->script, 1);
    (void)fputs("; base-uri 'none'; form-action 'none'\">\n", out);
}

void html_begin(FILE *out, const char *title, const struct html_kind *kind) {
    (void)fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                  _("en")); /* translators: this language, e.g. "es" */
    put_policy(out, kind);
    (void)fputs("<meta " HTML_MARK " " MPIGRADE_VERSION "\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"robots\" content=\"noindex\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
                out);
    html_text(out, title);
    (void)fprintf(out, "</title>\n<style>%s%s</style>\n</head>\n<body>\n", html_page_style,
                  kind->style == NULL ? "" : kind->style);
    (void)fprintf(out, "<a class=\"skip\" href=\"#main\">%s</a>\n", _("To the content"));
}

void html_end(FILE *out, const struct html_kind *kind) {
    if (kind->script != NULL)
        (void)fprintf(out, "<script>%s</script>\n", kind->script);
    (void)fputs("</body>\n</html>\n", out);
}
