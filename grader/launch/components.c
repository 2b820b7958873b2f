/* SPDX-License-Identifier: MIT */
/* Open MPI opens all components that it finds, a shared object each, unless an include list says
 * which; what each saves stands in docs/performance.md. Better than lists, which are the same for
 * mpirun and for its ranks, are two folders of links to the components that each of them needs:
 * what is not there is not even looked at. They are made once for all cases, where we know the
 * folder of this mpirun's components; else the lists go into the environment. */
#include "base/files.h"
#include "launch/internal.h"

#include <dirent.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DEBIAN "openmpi/lib/openmpi3"

static const struct {
    const char *framework, *mpirun, *rank;
    bool of_4;
} needed[] = {
#define COMPONENTS(name, mpirun, rank) {#name, (mpirun), (rank), false},
#define COMPONENTS_4(name, mpirun, rank) {#name, (mpirun), (rank), true},
#include "launch/components.def"
};

static bool is_version_4(const struct launcher *launcher) {
    return strncmp(launcher->mpi_text, "Open MPI 4.", strlen("Open MPI 4.")) == 0;
}

static bool names_some(const char *list) {
    return list != NULL && *list != '\0';
}

void components_settings(const struct launcher *launcher, struct words *words) {
    if (launcher->components != NULL)
        return;
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        const bool of_mpirun = names_some(needed[i].mpirun), of_rank = names_some(needed[i].rank);
        if ((!of_mpirun && !of_rank) || (needed[i].of_4 && !is_version_4(launcher)))
            continue;
        const bool both = of_mpirun && of_rank && strcmp(needed[i].mpirun, needed[i].rank) != 0;
        words_add(words, arena_printf(words->arena, "OMPI_MCA_%s=%s%s%s", needed[i].framework,
                                      of_mpirun ? needed[i].mpirun : needed[i].rank,
                                      both ? "," : "", both ? needed[i].rank : ""));
    }
}

/* ---- the folders ---- */

/* Is `name` of a list? */
static bool lists(const char *list, const char *name) {
    const bool out = *list == '^';
    const size_t length = strlen(name);
    for (const char *word = list + out; *word != '\0';) {
        const size_t span = strcspn(word, ",");
        if (span == length && strncmp(word, name, span) == 0)
            return !out;
        word += span + (word[span] == ',');
    }
    return out;
}

/* `file` is mca_FRAMEWORK_NAME.so. */
static bool needs(const char *file, bool of_rank) {
    char framework[32], name[64];
    if (sscanf(file, "mca_%31[^_]_%63[^.].so", framework, name) != 2)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        const char *list = of_rank ? needed[i].rank : needed[i].mpirun;
        if (strcmp(needed[i].framework, framework) == 0 && list != NULL)
            return lists(list, name);
    }
    return true;
}

static int link_needed(struct arena *arena, const char *from, const char *to, bool of_rank) {
    DIR *files = opendir(from);
    int status = files == NULL || folder_make(to, NULL) != 0 ? -1 : 0;
    for (struct dirent *file; status == 0 && (file = readdir(files)) != NULL;)
        if (needs(file->d_name, of_rank))
            status =
                symlink(path_join(arena, from, file->d_name), path_join(arena, to, file->d_name));
    if (files != NULL)
        (void)closedir(files);
    return status;
}

/* Where the components of this mpirun lie: below its own prefix, as Open MPI installs itself or as
 * Debian does. NULL when that is not clear. */
static const char *find_components(const struct launcher *launcher) {
    static const char *const usual[] = {"lib/openmpi", "lib64/openmpi", ("lib/*/" DEBIAN)};
    struct arena *arena = launcher->arena;
    const char *prefix = path_folder(arena, path_folder(arena, launcher->mpirun));
    const char *found = NULL;
    for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
        glob_t paths = {0};
        const char *pattern = arena_printf(arena, "%s/%s/mca_ess_hnp.so", prefix, usual[i]);
        if (glob(pattern, 0, NULL, &paths) == 0) {
            const bool clear = found == NULL && paths.gl_pathc == 1;
            found = clear ? path_folder(arena, paths.gl_pathv[0]) : "";
        }
        globfree(&paths);
    }
    return found != NULL && *found != '\0' ? found : NULL;
}

/* On Debian mpirun, the libraries themselves and the linker's own rules name folders in which they
 * are not: a rank looks for each of them at 3 to 25 places. NULL when that is not so. */
static const char *find_libraries(struct arena *arena, const char *components) {
    const size_t length = strlen(components), end = strlen("/" DEBIAN);
    return length > end && strcmp(components + length - end, "/" DEBIAN) == 0
               ? arena_strndup(arena, components, length - end)
               : NULL;
}

void components_open(struct launcher *launcher) {
    struct arena *arena = launcher->arena;
    const char *from = is_version_4(launcher) ? find_components(launcher) : NULL;
    char *folder =
        from == NULL ? NULL : tree_make_in(arena, launcher->memory, "mpigrade-components", NULL);
    if (folder == NULL)
        return;
    if (link_needed(arena, from, path_join(arena, folder, "mpirun"), false) == 0 &&
        link_needed(arena, from, path_join(arena, folder, "rank"), true) == 0) {
        launcher->components = folder;
        launcher->libraries = find_libraries(arena, from);
    } else {
        (void)tree_remove(folder, NULL);
    }
}

void components_close(struct launcher *launcher) {
    if (launcher->components != NULL)
        (void)tree_remove(launcher->components, NULL);
    launcher->components = NULL;
}
