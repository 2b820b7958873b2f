/* SPDX-License-Identifier: MIT */
/* The fixed environment: the same on every machine, so that gradings are.
 *
 * Open MPI opens all components that it finds, a shared object each, unless a list says which. An
 * include list is faster than an exclude list, since an excluded component is still loaded. What
 * each of these settings saves stands in docs/performance.md; those for coll, osc and io keep the
 * choice of algorithms the same everywhere. */
#include "base/files.h"
#include "launch/internal.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *const fixed[] = {
    "LANG=C.UTF-8",
    "LC_ALL=C.UTF-8",
    "TZ=UTC",
    "PYTHONUNBUFFERED=1", /* what was printed must survive a hang; no two ranks share a stream */
    "PYTHONDONTWRITEBYTECODE=1", /* no byte-code folders */
    "PYTHONHASHSEED=0",          /* the order of a set is the same in every run */
    "PYTHONNOUSERSITE=1",
    "OPENBLAS_NUM_THREADS=1", /* numpy would start a thread a core in every rank */
    "MKL_NUM_THREADS=1",
    "HWLOC_HIDE_ERRORS=2",      /* without /sys it complains on every rank's stderr */
    "HWLOC_PLUGINS_PATH=/none", /* X11, OpenCL, libxml2 and all they need, for nothing */
    "HWLOC_COMPONENTS=-x86",    /* asks every core by CPUID, which a virtual machine makes slow */
    "PMIX_MCA_gds=hash",        /* no shared files, with locks, for a handful of ranks */
    NULL,
};

static const char *const open_mpi[] = {
    "OMPI_ALLOW_RUN_AS_ROOT=1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
    "OMPI_MCA_opal_signal=", /* no stack trace on a rank's stderr: its addresses differ each run */
    "OMPI_MCA_hwloc_base_binding_policy=none",
    "OMPI_MCA_mpi_yield_when_idle=1", /* more ranks than cores is the normal case */
    /* Its clean-up after a failed rank is ours; it only has to keep out of the way. */
    "OMPI_MCA_odls_base_sigkill_timeout=5",
    "OMPI_MCA_orte_allowed_exit_without_sync=1",
    NULL,
};

/* Some containers forbid to read another process's memory, by a filter that forbids even one's own.
 */
static bool may_read_memory(void) {
    char from = 1, to = 0;
    struct iovec remote = {&from, 1}, local = {&to, 1};
    return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == 1;
}

const char *const *launch_environment(const struct launcher *launcher, struct arena *arena,
                                      const char *home, const char *const *more) {
    struct words words = {.arena = arena};
    const char *folder = path_folder(arena, launcher->mpirun);
    words_add(&words, is_system_path(launcher->mpirun)
                          ? "PATH=/usr/bin:/bin"
                          : arena_printf(arena, "PATH=%s:/usr/bin:/bin", folder));
    words_add(&words, arena_printf(arena, "HOME=%s", home));
    words_add(&words, arena_printf(arena, "TMPDIR=%s", home));
    words_add_all(&words, fixed);
    if (launcher->mpi == MPI_OPEN_MPI) {
        words_add_all(&words, open_mpi);
        components_settings(launcher, &words);
    }
    if (!may_read_memory()) /* vader would print errors and hang */
        words_add(&words, "OMPI_MCA_btl_vader_single_copy_mechanism=none");
    if (launcher->bwrap == NULL) /* nothing may stay behind in the machine's /dev/shm */
        words_add(&words, arena_printf(arena, "OMPI_MCA_btl_vader_backing_directory=%s", home));
    words_add_all(&words, more);
    return words.items;
}
