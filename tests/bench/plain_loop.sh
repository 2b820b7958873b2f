#!/bin/sh
# plain_loop.sh EXERCISE FILE...: what an assistant does without mpigrade. Compiles each submission, runs it with
# every number of processes under `timeout`, sorts what it printed, and compares that with what the reference
# printed. EXERCISE is a folder with `cases`, a line "NP [ARGUMENT...]" each, and with what the reference printed
# for each of them, sorted, in expected/1, expected/2 ... (`plain_loop.sh --expect EXERCISE REFERENCE` makes it).
# Prints "FILE RIGHT of CASES"; always ends with 0.
set -eu
# The loop is compared on machines where root runs it, too; mpirun only wants to be told.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

expect=false
if [ "$1" = --expect ]; then
    expect=true
    shift
fi
exercise=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Sets $program to the words that start $1; false when it does not compile.
build() {
    case $1 in
    *.py) program="python3 $1" ;;
    *)
        program=$work/program
        mpicc -O1 -g -Wall -o "$program" "$1" -lm 2>"$work/diagnostics"
        ;;
    esac
}

# The words of $program and $arguments are meant to be split.
# shellcheck disable=SC2086
run() {
    timeout 10 mpirun --oversubscribe -np "$np" $program $arguments </dev/null 2>/dev/null | LC_ALL=C sort
}

for file; do
    if ! build "$file"; then
        echo "$file does not compile"
        continue
    fi
    number=0 right=0
    while read -r np arguments; do
        number=$((number + 1))
        if $expect; then
            mkdir -p "$exercise/expected"
            run >"$exercise/expected/$number"
        elif run | diff -q - "$exercise/expected/$number" >/dev/null; then
            right=$((right + 1))
        fi
    done <"$exercise/cases"
    echo "$file $right of $number"
done
