# Sourced by the tests of what the machine can do to the grader. Beside the words of tests/cli/lib.sh there is
# `fault REGEX COMMAND...`: status 3, a message that says so, and no score where a report could be written.

unset TMPDIR # what the caller's is like is not what is tested

# Where the repository lies below a folder that is closed to others, the test runs with it seen at /srv: users who are
# nobody in particular must reach it there.
if [ "$(id -u)" -eq 0 ] && [ "$PWD" != /srv ] && command -v setpriv >/dev/null &&
    ! setpriv --reuid=65531 --regid=65531 --clear-groups -- test -x "$MPIGRADE"; then
    export MPIGRADE=${MPIGRADE/#"$PWD"//srv} INJECT=${INJECT/#"$PWD"//srv} MPIGRADE_DATA=/srv
    # shellcheck disable=SC2016 # for the shell inside
    exec unshare --mount bash -c 'mount --bind "$PWD" /srv && cd /srv && exec bash "$0"' "$0"
fi
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
