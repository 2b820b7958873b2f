# Sourced by the lints.

# A tool that is missing or too new skips a lint on a developer's machine; automated runs may not skip.
skip() {
    echo "SKIPPED: $*" >&2
    [ -z "${CI-}" ] || exit 1
    exit 77
}

# All C files but those that stand for students' work, NUL-ended.
our_c_files() {
    git ls-files -z '*.c' '*.h' ':!exercises' ':!tests/cases' ':!tests/golden' ':!tests/watch/programs' ':!tests/hostile'
}
