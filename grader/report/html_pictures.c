/* SPDX-License-Identifier: MIT */
/* What report.js draws from: assignments, calls, who waits for whom, and the words for it. */
#include "report/html_report.h"

#include "base/messages.h"
#include "report/text.h"
#include "report/value.h"

/* X(key in report.js, words) */
#define PICTURE_WORDS(X)                                                                           \
    X("all", N_("all"))                                                                            \
    X("none", N_("none"))                                                                          \
    X("rank", N_("rank"))                                                                          \
    X("showRanks", N_("Show ranks"))                                                               \
    X("expected", N_("expected: a row for each rank, a column for each iteration"))                \
    X("found", N_("found"))                                                                        \
    X("missing", N_("missing"))                                                                    \
    X("extra", N_("not this rank's"))                                                              \
    X("twice", N_("more than once"))                                                               \
    X("right", N_("as expected"))                                                                  \
    X("mapOf", N_("Map of iterations and ranks"))                                                  \
    X("timeOf", N_("Diagram of the messages in time"))                                             \
    X("tableSays", N_("The table below says the same."))                                           \
    X("time", N_("a line for each rank; time goes to the right, not to scale"))                    \
    X("message", N_("message"))                                                                    \
    X("collective", N_("collective"))                                                              \
    X("inCall", N_("in a call"))                                                                   \
    X("waiting", N_("in it, waiting for others"))                                                  \
    X("open", N_("begun, and when it was complete"))                                               \
    X("stuck", N_("never returned"))                                                               \
    X("waits", N_("waits for"))                                                                    \
    X("expandAll", N_("Open all"))                                                                 \
    X("collapseAll", N_("Close all"))

static json_t *words_value(void) {
    json_t *words = value_object();
#define X(key, text) value_set(words, key, value_text(_(text)));
    PICTURE_WORDS(X)
#undef X
    return words;
}

static json_t *waits_value(const json_t *run) {
    json_t *waits = value_array(), *rank;
    size_t i;
    json_array_foreach(json_object_get(json_object_get(run, "deadlock"), "ranks"), i, rank) {
        json_t *value = value_object();
        value_set(value, "rank", value_share(json_object_get(rank, "rank")));
        value_set(value, "needs", value_share(json_object_get(rank, "needs")));
        value_append(waits, value);
    }
    return waits;
}

json_t *html_pictures(const struct html_report *page) {
    json_t *value = value_object(), *cases = value_array(), *run;
    size_t i;
    json_array_foreach(json_object_get(page->report, "cases"), i, run) {
        json_t *picture = value_object();
        const json_t *times = case_times(page->report, member_text(run, "id"));
        value_set(picture, "np", value_share(json_object_get(run, "np")));
        value_set(picture, "assignment", value_share(json_object_get(run, "assignment")));
        value_set(picture, "events", value_share(json_object_get(times, "events")));
        value_set(picture, "whole", json_boolean(member_integer(times, "events_left_out", 0) == 0));
        value_set(picture, "waits", waits_value(run));
        value_append(cases, picture);
    }
    value_set(value, "words", words_value());
    value_set(value, "cases", cases);
    return value;
}
