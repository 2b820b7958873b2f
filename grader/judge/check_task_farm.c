/* SPDX-License-Identifier: MIT */
/* task-farm: dynamic load balance. Which worker does which task is not determined, so the
 * invariants are judged: each task is done once; the master hears of it from who did it; each
 * worker is stopped once; the first tasks go to workers 1, 2, ...; after that a worker gets a task
 * only when it has answered. Each invariant that the output shows is an equal part of a case. The
 * facts are found by their ids: created {n, tasks}, assigned {t, w}, received {t, w}, end {t, w},
 * got {w, t}, dying {w}. What the master says it sent is not compared: only who it went to. */
#include "judge/check.h"

#include <string.h>

enum { STOP = -1, TASK_MAX = 64 };

struct farm {
    struct judging *judging;
    const struct case_reading *of_case;
    int np;
    const struct value *tasks; /* the created list, or NULL */
};

/* ---- facts by name ---- */

static const struct value *field_of(const struct farm *farm, const struct fact *fact,
                                    const char *name) {
    const struct fact_kind *kind = &farm->judging->rubric->facts[fact->kind];
    for (size_t i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return &fact->values[i];
    return NULL;
}

static int64_t number_of(const struct farm *farm, const struct fact *fact, const char *name) {
    const struct value *value = field_of(farm, fact, name);
    return value != NULL && value->type == VALUE_INT ? value->integer : INT64_MIN;
}

static bool is_a(const struct farm *farm, const struct fact *fact, const char *id) {
    return strcmp(farm->judging->rubric->facts[fact->kind].id, id) == 0;
}

static bool is_answer(const struct farm *farm, const struct fact *fact) {
    return is_a(farm, fact, "received") || is_a(farm, fact, "end");
}

static bool is_shown(const struct farm *farm, const char *id) {
    size_t kind = rubric_fact(farm->judging->rubric, id);
    return kind != SIZE_MAX && farm->judging->reading->how[kind] != NOT_SHOWN;
}

/* ---- counting tasks by their size ---- */

struct tally {
    int count[TASK_MAX + 1]; /* sizes over TASK_MAX share the last place */
};

static void tally_add(struct tally *tally, int64_t size) {
    if (size >= 0)
        tally->count[size < TASK_MAX ? size : TASK_MAX]++;
}

static void tally_got(const struct farm *farm, int worker, struct tally *tally) {
    const struct fact_list *facts = &farm->of_case->got[worker].facts;
    for (size_t i = 0; i < facts->count; i++)
        if (is_a(farm, &facts->items[i], "got"))
            tally_add(tally, number_of(farm, &facts->items[i], "t"));
}

static void tell(const struct farm *farm, int rank, const char *what, const char *hint) {
    judging_tell(farm->judging, (struct finding){.rank = rank, .what = what, .hint = hint});
}

/* ---- the invariants: each true when it holds ---- */

static bool each_task_once(const struct farm *farm) {
    struct tally created = {0}, done = {0};
    bool holds = farm->tasks != NULL; /* its absence is told already */
    for (size_t i = 0; farm->tasks != NULL && i < farm->tasks->count; i++)
        if (farm->tasks->items[i].type == VALUE_INT)
            tally_add(&created, farm->tasks->items[i].integer);
    for (int w = 1; w < farm->np; w++)
        tally_got(farm, w, &done);
    for (int size = 0; farm->tasks != NULL && size <= TASK_MAX; size++) {
        int more = done.count[size] - created.count[size];
        if (more == 0)
            continue;
        holds = false;
        tell(farm, -1,
             arena_printf(farm->judging->arena,
                          more < 0
                              ? _("A task of %d units is done by nobody (%d of %d are done).")
                              : _("A task of %d units is done too often (%d times, created %d)."),
                          size, done.count[size], created.count[size]),
             _("Follow your index into the list of tasks: does it move on by one each time a task "
               "is sent?"));
    }
    return holds;
}

static bool answered_by_doer(const struct farm *farm) {
    bool holds = true;
    for (int w = 1; w < farm->np; w++) {
        struct tally got = {0}, answered = {0};
        tally_got(farm, w, &got);
        const struct fact_list *master = &farm->of_case->got[0].facts;
        for (size_t i = 0; i < master->count; i++)
            if (is_answer(farm, &master->items[i]) && number_of(farm, &master->items[i], "w") == w)
                tally_add(&answered, number_of(farm, &master->items[i], "t"));
        if (memcmp(&got, &answered, sizeof got) == 0)
            continue;
        holds = false;
        tell(farm, w,
             arena_printf(farm->judging->arena,
                          _("What the master received from worker %d is not what this worker did."),
                          w),
             _("Every task is answered once, with its own time, by the worker that got it; the "
               "status of the receive tells who that was."));
    }
    return holds;
}

static bool everyone_stopped_once(const struct farm *farm) {
    bool holds = true, dying_shown = is_shown(farm, "dying");
    for (int w = 1; w < farm->np; w++) {
        const struct fact_list *facts = &farm->of_case->got[w].facts;
        int stops = 0;
        for (size_t i = 0; i < facts->count; i++)
            stops += dying_shown ? is_a(farm, &facts->items[i], "dying")
                                 : is_a(farm, &facts->items[i], "got") &&
                                       number_of(farm, &facts->items[i], "t") == STOP;
        if (stops == 1)
            continue;
        holds = false;
        tell(farm, w,
             arena_printf(farm->judging->arena,
                          stops == 0 ? _("Worker %d is never told to stop.")
                                     : _("Worker %d stops more than once."),
                          w),
             _("When no task is left, answer each worker's last result with one stop message."));
    }
    return holds;
}

static bool first_tasks_in_order(const struct farm *farm) {
    bool holds = true;
    for (int w = 1; w < farm->np; w++) {
        const struct fact_list *facts = &farm->of_case->got[w].facts;
        int64_t first = INT64_MIN;
        for (size_t i = 0; first == INT64_MIN && i < facts->count; i++)
            if (is_a(farm, &facts->items[i], "got"))
                first = number_of(farm, &facts->items[i], "t");
        if (farm->tasks == NULL || (size_t)w > farm->tasks->count ||
            value_equal(&farm->tasks->items[w - 1],
                        &(struct value){.type = VALUE_INT, .integer = first}))
            continue;
        holds = false;
        tell(farm, w,
             arena_printf(farm->judging->arena,
                          _("The first task of worker %d is not task %d of the list."), w, w),
             _("Before anyone answers, worker 1 gets the first task, worker 2 the second, ..."));
    }
    return holds;
}

static bool handed_out_on_demand(const struct farm *farm) {
    const struct fact_list *facts = &farm->of_case->got[0].facts;
    int *open = arena_array(farm->judging->arena, (size_t)farm->np, sizeof *open);
    for (size_t i = 0; i < facts->count; i++) {
        int64_t w = number_of(farm, &facts->items[i], "w");
        if (w < 1 || w >= farm->np)
            continue;
        if (is_answer(farm, &facts->items[i]))
            open[w]--;
        if (is_a(farm, &facts->items[i], "assigned") && open[w]++ > 0) {
            tell(
                farm, 0,
                arena_printf(farm->judging->arena,
                             _("The master sends worker %lld another task before it has answered."),
                             (long long)w),
                _("Receive from any worker first (MPI_ANY_SOURCE), then send the next task to the "
                  "one that answered."));
            return false;
        }
    }
    return true;
}

/* The worker that alone ever gets a second task, of three or more; 0 when there is none. */
static int only_worker(const struct farm *farm) {
    int done = 0, busy = 0, last = 0;
    for (int w = 1; w < farm->np; w++) {
        const struct fact_list *facts = &farm->of_case->got[w].facts;
        int tasks = 0;
        for (size_t i = 0; i < facts->count; i++)
            tasks +=
                is_a(farm, &facts->items[i], "got") && number_of(farm, &facts->items[i], "t") >= 0;
        done += tasks;
        busy += tasks > 1;
        last = tasks > 1 ? w : last;
    }
    return farm->np >= 4 && busy == 1 && done >= 3 * (farm->np - 1) ? last : 0;
}

/* Which worker gets how many is not determined. On a busy machine even all may go to one, but when
 * they do in every case that has several workers, and to the same one, the master listens to no
 * other. */
static bool shared_out(const struct farm *farm) {
    int worker = only_worker(farm);
    if (worker == 0)
        return true;
    for (size_t i = 0; i < farm->judging->check->case_count; i++) {
        struct farm other = *farm;
        other.of_case = &farm->judging->reading->cases[farm->judging->check->cases[i]];
        other.np = other.of_case->run->np;
        if (other.np >= 4 && only_worker(&other) != worker)
            return true;
    }
    tell(
        farm, 0,
        arena_printf(farm->judging->arena,
                     _("After the first round only worker %d gets tasks; the others wait."),
                     worker),
        _("Receive from any worker first (MPI_ANY_SOURCE), then send the next task to the one that "
          "answered."));
    return false;
}

static const struct value *created_tasks(const struct farm *farm) {
    const struct fact_list *facts = &farm->of_case->got[0].facts;
    for (size_t i = 0; i < facts->count; i++) {
        const struct value *tasks = is_a(farm, &facts->items[i], "created")
                                        ? field_of(farm, &facts->items[i], "tasks")
                                        : NULL;
        if (tasks == NULL || tasks->type == VALUE_ABSENT)
            continue;
        if (tasks->type == VALUE_LIST)
            return tasks;
        struct value *list = arena_alloc(farm->judging->arena, sizeof *list);
        *list = (struct value){.type = VALUE_LIST, .count = 1};
        list->items = arena_alloc(farm->judging->arena, sizeof *list->items);
        list->items[0] = *tasks;
        return list;
    }
    return NULL;
}

static bool right_number_of_tasks(const struct farm *farm) {
    size_t expected = 4 * ((size_t)farm->np - 1);
    if (farm->tasks != NULL && farm->tasks->count == expected)
        return true;
    tell(farm, 0,
         farm->tasks == NULL ? _("The master does not show the list of tasks.")
                             : arena_printf(farm->judging->arena,
                                            _("The master creates %zu tasks; %zu are asked for."),
                                            farm->tasks->count, expected),
         _("There are four tasks for each worker: 4 * (P - 1)."));
    return false;
}

int64_t check_task_farm(struct judging *judging) {
    struct farm farm = {.judging = judging, .of_case = judging_case(judging)};
    farm.np = farm.of_case->run->np;
    if (farm.np < 2)
        return SHARE_NOTHING_TO_JUDGE;
    if (judging_nothing_shown(judging)) {
        judging_tell(judging, (struct finding){.rank = -1,
                                               .what = _("No line shows a task."),
                                               .misconception = MISCONCEPTION_NOTHING_PRINTED});
        return SHARE_NONE;
    }
    farm.tasks = created_tasks(&farm);
    size_t right = 0, total = 0;
    if (is_shown(&farm, "created")) {
        total += 2;
        right += right_number_of_tasks(&farm);
        right += each_task_once(&farm);
        total++;
        right += first_tasks_in_order(&farm);
    }
    total++;
    right += answered_by_doer(&farm);
    total++;
    right += everyone_stopped_once(&farm);
    total++;
    right += shared_out(&farm);
    if (is_shown(&farm, "assigned")) {
        total++;
        right += handed_out_on_demand(&farm);
    }
    return share_of(right, total);
}
