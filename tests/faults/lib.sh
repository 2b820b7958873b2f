# Sourced by the tests of what the machine can do to the grader. Beside the words of tests/cli/lib.sh there is
# `fault REGEX COMMAND...`: status 3, a message that says so, and no score where a report could be written.
. tests/cli/lib.sh
rubric=tests/faults/rubric.json
program=patterns/00-spmd.c
# shellcheck disable=SC2034 # used by those who source this
grade=("$MPIGRADE" grade "$rubric" "$program" --no-cache --format json)

fault() {
    local pattern=$1
    shift
    run 3 "$@"
    tr -s ' \n' '  ' <"$folder/err" >"$folder/words"
    grep -qE -- "$pattern" "$folder/words" || fail "expected in stderr: $pattern"
    [ ! -s "$folder/out" ] || report 'r["outcome"] == "grader_fault" and not r["score"] and r["reason"]'
}

# script NAME LINES...: a program of that name, first on the PATH in $folder/bin.
script() {
    mkdir -p "$folder/bin"
    printf '%s\n' '#!/bin/sh' "${@:2}" >"$folder/bin/$1"
    chmod 755 "$folder/bin/$1"
}

# as_nobody COMMAND...: with the rights of nobody in particular; 77 where we cannot become that.
# shellcheck disable=SC2034
as_nobody=()
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || exit 77
    # shellcheck disable=SC2034
    as_nobody=(setpriv --reuid=65531 --regid=65531 --clear-groups --)
    chmod 755 "$folder"
fi
