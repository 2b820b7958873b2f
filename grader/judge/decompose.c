/* SPDX-License-Identifier: MIT */
#include "judge/decompose.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

static struct assignment *assignment_new(struct arena *arena, int np, int64_t most) {
    struct assignment *assignment = arena_alloc(arena, sizeof *assignment);
    assignment->np = np;
    assignment->counts = arena_array(arena, (size_t)np, sizeof *assignment->counts);
    assignment->iterations = arena_array(arena, (size_t)np, sizeof *assignment->iterations);
    for (int r = 0; r < np; r++)
        assignment->iterations[r] = arena_array(arena, (size_t)most + 1, sizeof(int64_t));
    return assignment;
}

static void range(struct assignment *assignment, int rank, int64_t from, int64_t to, int64_t step) {
    for (int64_t i = from; i < to; i += step)
        assignment->iterations[rank][assignment->counts[rank]++] = i;
}

struct assignment *decompose(struct arena *arena, enum decomposition decomposition,
                             int64_t iterations, int np) {
    struct assignment *made = assignment_new(arena, np, iterations);
    for (int r = 0; r < np; r++) {
        int64_t each = iterations / np, more = iterations % np;
        switch (decomposition) {
        case DECOMPOSITION_BLOCK:
            range(made, r, r * iterations / np, (r + 1) * iterations / np, 1);
            break;
        case DECOMPOSITION_BLOCK_REMAINDER_FIRST: {
            int64_t first = r * each + (r < more ? r : more);
            range(made, r, first, first + each + (r < more), 1);
            break;
        }
        case DECOMPOSITION_CYCLIC:
            range(made, r, r, iterations, np);
            break;
        case DECOMPOSITION_EVERYONE:
            range(made, r, 0, iterations, 1);
            break;
        case DECOMPOSITION_ROOT_ONLY:
            range(made, r, 0, r == 0 ? iterations : 0, 1);
            break;
        case DECOMPOSITION_DYNAMIC:
        case DECOMPOSITION_COUNT:
            return NULL;
        }
    }
    return made;
}

static int ascending(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool same_set(const int64_t *a, const int64_t *b, size_t count) {
    if (count == 0)
        return true;
    int64_t *x = malloc(2 * count * sizeof *x);
    if (x == NULL)
        die("out of memory");
    int64_t *y = x + count;
    memcpy(x, a, count * sizeof *x);
    memcpy(y, b, count * sizeof *y);
    qsort(x, count, sizeof *x, ascending);
    qsort(y, count, sizeof *y, ascending);
    bool same = memcmp(x, y, count * sizeof *x) == 0;
    free(x);
    return same;
}

bool assignment_same(const struct assignment *a, const struct assignment *b) {
    for (int r = 0; r < a->np; r++)
        if (a->counts[r] != b->counts[r] ||
            !same_set(a->iterations[r], b->iterations[r], a->counts[r]))
            return false;
    return true;
}

/* ---- known mistakes: each makes the assignment that a student who makes it would get ---- */

struct mistake {
    enum misconception misconception;
    struct assignment *(*make)(struct arena *arena, enum decomposition asked, int64_t n, int np);
    const char *what, *hint; /* N_() */
};

/* r*(n/np) .. (r+1)*(n/np): the n mod np iterations at the end belong to nobody. */
static struct assignment *remainder_lost(struct arena *arena, enum decomposition asked, int64_t n,
                                         int np) {
    struct assignment *made = assignment_new(arena, np, n);
    for (int r = 0; r < np; r++) {
        if (asked == DECOMPOSITION_CYCLIC)
            range(made, r, r, n / np * np, np);
        else
            range(made, r, r * (n / np), (r + 1) * (n / np), 1);
    }
    return made;
}

/* The rounded-up chunk: the last ranks get fewer, or none, or run past the end. */
static struct assignment *ceiling_chunks(struct arena *arena, enum decomposition asked, int64_t n,
                                         int np) {
    (void)asked;
    struct assignment *made = assignment_new(arena, np, n);
    int64_t chunk = (n + np - 1) / np;
    for (int r = 0; r < np; r++)
        range(made, r, r * chunk < n ? r * chunk : n, (r + 1) * chunk < n ? (r + 1) * chunk : n, 1);
    return made;
}

/* Equal chunks of n / np, and the last rank takes all that is left. */
static struct assignment *remainder_last(struct arena *arena, enum decomposition asked, int64_t n,
                                         int np) {
    (void)asked;
    struct assignment *made = assignment_new(arena, np, n);
    for (int r = 0; r < np; r++)
        range(made, r, r * (n / np), r == np - 1 ? n : (r + 1) * (n / np), 1);
    return made;
}

/* The asked assignment with its ends moved: from + low .. to + high. */
static struct assignment *moved(struct arena *arena, enum decomposition asked, int64_t n, int np,
                                int64_t low, int64_t high) {
    struct assignment *right = decompose(arena, asked, n, np);
    if (right == NULL)
        return NULL;
    struct assignment *made = assignment_new(arena, np, 2 * n + 2);
    int64_t step = asked == DECOMPOSITION_CYCLIC ? np : 1;
    for (int r = 0; r < np; r++) {
        size_t count = right->counts[r];
        if (count > 0)
            range(made, r, right->iterations[r][0] + low * step,
                  right->iterations[r][count - 1] + 1 + high * step, step);
    }
    return made;
}

static struct assignment *end_included(struct arena *arena, enum decomposition asked, int64_t n,
                                       int np) {
    return moved(arena, asked, n, np, 0, 1);
}

static struct assignment *end_missing(struct arena *arena, enum decomposition asked, int64_t n,
                                      int np) {
    return moved(arena, asked, n, np, 0, -1);
}

static struct assignment *start_missing(struct arena *arena, enum decomposition asked, int64_t n,
                                        int np) {
    return moved(arena, asked, n, np, 1, 0);
}

static struct assignment *one_based(struct arena *arena, enum decomposition asked, int64_t n,
                                    int np) {
    struct assignment *made = decompose(arena, asked, n, np);
    for (int r = 0; made != NULL && r < np; r++)
        for (size_t i = 0; i < made->counts[r]; i++)
            made->iterations[r][i]++;
    return made;
}

/* for (i = rank; i <= n; i += np): only the rank that n falls on runs one too many. */
static struct assignment *bound_included(struct arena *arena, enum decomposition asked, int64_t n,
                                         int np) {
    struct assignment *made = assignment_new(arena, np, n + 1);
    for (int r = 0; r < np; r++) {
        if (asked == DECOMPOSITION_CYCLIC)
            range(made, r, r, n + 1, np);
        else
            range(made, r, r * n / np, (r + 1) * n / np + (r == np - 1), 1);
    }
    return made;
}

/* for (i = rank; i < n - 1; i += np) and its like: the very last iteration belongs to nobody. */
static struct assignment *last_missing(struct arena *arena, enum decomposition asked, int64_t n,
                                       int np) {
    struct assignment *made = decompose(arena, asked, n, np);
    for (int r = 0; made != NULL && r < np; r++)
        if (made->counts[r] > 0 && made->iterations[r][made->counts[r] - 1] == n - 1)
            made->counts[r]--;
    return made;
}

static const struct mistake mistakes[] = {
    {MISCONCEPTION_REMAINDER_LOST, remainder_lost,
     N_("The iterations left over by the division are run by nobody."),
     N_("REPS / P cuts off the remainder. Who runs the last REPS mod P iterations?")},
    {MISCONCEPTION_ONE_BASED, one_based,
     N_("The iterations are numbered from 1; they count from 0."),
     N_("Iterations and ranks both start at 0: the first is 0 and the last is REPS - 1.")},
    {MISCONCEPTION_OFF_BY_ONE, end_included,
     N_("Each process runs one iteration too many: the first one of its neighbour."),
     N_("Look at the end of your loop: `i < stop`, not `i <= stop`, when stop is where the next "
        "process starts.")},
    {MISCONCEPTION_OFF_BY_ONE, end_missing, N_("Each process leaves out its last iteration."),
     N_("Look at the end of your loop: it stops one iteration too early.")},
    {MISCONCEPTION_OFF_BY_ONE, start_missing, N_("Each process leaves out its first iteration."),
     N_("Look at the start of your loop: it begins one iteration too late.")},
    {MISCONCEPTION_OFF_BY_ONE, bound_included,
     N_("One iteration too many is run, behind the last one."),
     N_("The last iteration is REPS - 1: look at the bound of your loop (`<` or `<=`).")},
    {MISCONCEPTION_OFF_BY_ONE, last_missing, N_("The very last iteration is run by nobody."),
     N_("The last iteration is REPS - 1: look at the bound of your loop.")},
    {MISCONCEPTION_OTHER_DECOMPOSITION, remainder_last,
     N_("All the iterations left over by the division are run by the last process."),
     N_("The remainder is to be spread: no process should run two iterations more than another.")},
    {MISCONCEPTION_OTHER_DECOMPOSITION, ceiling_chunks,
     N_("The chunks are rounded up, so the last processes get fewer iterations, or none."),
     N_("The iterations are to be spread evenly: counts may differ by one at most.")},
};

static const char *decomposition_name(enum decomposition decomposition) {
    switch (decomposition) {
    case DECOMPOSITION_BLOCK:
    case DECOMPOSITION_BLOCK_REMAINDER_FIRST:
        return _("equal chunks (each process runs neighbouring iterations)");
    case DECOMPOSITION_CYCLIC:
        return _("chunks of 1 (rank, rank + P, rank + 2P, ...)");
    case DECOMPOSITION_DYNAMIC:
        return _("iterations handed out on demand");
    case DECOMPOSITION_EVERYONE:
        return _("all iterations on every process");
    case DECOMPOSITION_ROOT_ONLY:
        return _("all iterations on process 0");
    case DECOMPOSITION_COUNT:
        break;
    }
    return "";
}

static struct explanation other_decomposition(struct arena *arena, enum decomposition asked,
                                              int64_t iterations, const struct assignment *got) {
    for (enum decomposition d = 0; d < DECOMPOSITION_COUNT; d++) {
        struct assignment *made = d == asked ? NULL : decompose(arena, d, iterations, got->np);
        if (made == NULL || !assignment_same(made, got))
            continue;
        if (d == DECOMPOSITION_EVERYONE)
            return (struct explanation){
                MISCONCEPTION_ALL_ON_EVERY_RANK,
                _("Every process runs all the iterations: the loop is not divided."),
                _("Each process runs the same program; use its rank to choose its own "
                  "iterations.")};
        if (d == DECOMPOSITION_ROOT_ONLY)
            return (struct explanation){
                MISCONCEPTION_ALL_ON_ROOT,
                _("Process 0 runs all the iterations; the others run none."),
                _("Let each process run its own part: use its rank to choose the iterations.")};
        return (struct explanation){
            MISCONCEPTION_OTHER_DECOMPOSITION,
            arena_printf(arena, _("You hand out %s; asked for are %s."), decomposition_name(d),
                         decomposition_name(asked)),
            _("Look at where each process starts and at the step of its loop.")};
    }
    return (struct explanation){0};
}

/* The right assignment for another number of processes, cut to the ranks there are? */
static struct explanation fixed_process_count(struct arena *arena, enum decomposition asked,
                                              int64_t iterations, const struct assignment *got) {
    for (int other = 1; other <= 16; other++) {
        struct assignment *made =
            other == got->np ? NULL : decompose(arena, asked, iterations, other);
        if (made == NULL)
            continue;
        bool same = true;
        for (int r = 0; same && r < got->np; r++) {
            size_t count = r < other ? made->counts[r] : 0;
            same = got->counts[r] == count &&
                   (count == 0 || same_set(got->iterations[r], made->iterations[r], count));
        }
        if (same)
            return (struct explanation){
                MISCONCEPTION_FIXED_PROCESS_COUNT,
                arena_printf(
                    arena,
                    _("The iterations are divided as if there were %d processes; there are %d."),
                    other, got->np),
                _("Use the number of processes that MPI_Comm_size tells, not a number of your "
                  "own.")};
    }
    return (struct explanation){0};
}

struct explanation explain_assignment(struct arena *arena, enum decomposition asked,
                                      int64_t iterations, const struct assignment *got) {
    struct explanation found = other_decomposition(arena, asked, iterations, got);
    for (size_t i = 0; found.what == NULL && i < ARRAY_LEN(mistakes); i++) {
        struct assignment *made = mistakes[i].make(arena, asked, iterations, got->np);
        if (made != NULL && assignment_same(made, got))
            found = (struct explanation){mistakes[i].misconception, _(mistakes[i].what),
                                         _(mistakes[i].hint)};
    }
    if (found.what == NULL)
        found = fixed_process_count(arena, asked, iterations, got);
    return found;
}
