/* SPDX-License-Identifier: MIT */
/* expect any run, too */
#include "forge.h"
static void name_file(uint32_t number, const char *name) {
    size_t length = strlen(name);
    for (size_t at = 0; at == 0 || at < length; at += 48) {
        struct watch_record record = {.kind = at == 0 ? RECORD_FILE : RECORD_TEXT, .comm = number};
        memcpy(record.text, name + at, length - at < 48 ? length - at : 48);
        forge(rank, record);
    }
}
int main(int argc, char **argv) {
    static const char *const names[] = {"../../../../etc/shadow",
                                        "/etc/passwd",
                                        "../secret.txt",
                                        "secret.txt",
                                        "..",
                                        "",
                                        "/",
                                        "\xff\xfe\x80 \x1b[31m\x07.py",
                                        "<script>alert(1)</script>.py",
                                        "program.c",
                                        "a\nb.py"};
    static char length[100000];
    begin(&argc, &argv);
    memset(length, 'x', sizeof length - 1);
    for (uint32_t f = 0; f < sizeof names / sizeof *names; f++)
        name_file(f, names[f]);
    name_file(40, length);
    for (uint64_t f = 0; f <= 40; f++) {
        uint64_t where = WHERE_PYTHON | f << 48 | (1 + f % 3) << 24 | 1 << 12 | 9;
        forge(rank, (struct watch_record){
                        .kind = RECORD_SITE, .call = CALL_Bcast, .event = {.where = where}});
        forge(rank, (struct watch_record){.kind = RECORD_MISUSE,
                                          .call = CALL_Send,
                                          .event = {.where = where, .detail = SEEN_SAME_BUFFER}});
    }
    return done_in_words();
}
