/* SPDX-License-Identifier: MIT */
/* Markdown for a comment on a pull request; GitHub takes 65,536 characters. */
#include "report/gfm.h"

#include "base/messages.h"
#include "report/escape.h"
#include "report/formats.h"

#include <stdlib.h>
#include <string.h>

enum { COMMENT_MOST = 65536, RESERVE = 400 };

typedef void piece_writer(FILE *out, const struct entries *entries, size_t index);

/* Writes a piece if it fits into *left. */
static bool put_piece(FILE *out, piece_writer *write, const struct entries *entries, size_t index,
                      size_t *left) {
    char *text = NULL;
    size_t length;
    FILE *piece = open_memstream(&text, &length);
    if (piece == NULL)
        die("out of memory");
    write(piece, entries, index);
    if (fclose(piece) != 0)
        die("out of memory");
    bool fits = length <= *left;
    if (fits) {
        (void)fwrite(text, 1, length, out);
        *left -= length;
    }
    free(text);
    return fits;
}

static void write_head(FILE *out, const struct entries *entries, size_t index) {
    (void)index;
    (void)fputs("### mpigrade ", out);
    put_gfm(out, entries->exercise);
    (void)fputs(" · ", out);
    put_gfm(out, entries->title);
    (void)fprintf(out, "\n\n**%s** · ", entries->score);
    put_gfm(out, entries->submission);
    (void)fputs("\n\n", out);
    if (entries->note != NULL)
        (void)fprintf(out, "%s\n\n", entries->note);
    (void)fprintf(out, "| | %s | %s |\n|---|---|---:|\n", _("Check"), _("Points"));
}

static const char *emoji(enum entry_status status) {
    static const char *const signs[] = {
        [ENTRY_PASSED] = "✅",     [ENTRY_FAILED] = "❌",  [ENTRY_DEADLOCK] = "🔒",
        [ENTRY_ERROR] = "⚠️", [ENTRY_SKIPPED] = "➖",
    };
    return signs[status];
}

static void write_row(FILE *out, const struct entries *entries, size_t index) {
    const struct entry *entry = &entries->items[index];
    (void)fprintf(out, "| %s | ", emoji(entry->status));
    put_gfm(out, entry->name);
    (void)fprintf(out, " | %s |\n", entry->status == ENTRY_ERROR ? "" : entry->score);
}

static void write_details(FILE *out, const struct entries *entries, size_t index) {
    const struct entry *entry = &entries->items[index];
    (void)fprintf(out, "\n<details><summary>%s ", emoji(entry->status));
    put_gfm(out, entry->name);
    (void)fputs("</summary>\n\n", out);
    put_gfm_block(out, entry->text);
    (void)fputs("\n</details>\n", out);
}

void gfm_put(FILE *out, const struct entries *entries, size_t most) {
    size_t left = most > RESERVE ? most - RESERVE : 0, rows = 0, details = 0;
    (void)put_piece(out, write_head, entries, 0, &left);
    for (size_t i = 0; i < entries->count; i++)
        rows += !put_piece(out, write_row, entries, i, &left);
    for (size_t i = 0; i < entries->count; i++) {
        if (*entries->items[i].text != '\0')
            details += !put_piece(out, write_details, entries, i, &left);
    }
    if (rows + details > 0 && most > RESERVE)
        (void)fprintf(out,
                      _("\nTo stay within what GitHub shows, %zu checks and the details of "
                        "%zu were left out.\n"),
                      rows, details);
}

void report_markdown(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    gfm_put(out, entries, COMMENT_MOST);
}
