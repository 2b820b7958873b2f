#!/usr/bin/env bash
# Gradescope runs this once, when it makes the autograder's image. The zip holds this file, run_autograder and
# mpigrade's sources in the folder mpigrade.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}

cd "$root/source/mpigrade"
script/bootstrap
script/build
build/release/mpigrade doctor || true # into the build's log: what of the sandbox works here

# Students' programs are graded by a user who owns nothing.
if [ "$(id -u)" -eq 0 ] && ! id grader >/dev/null 2>&1; then
    useradd --create-home grader
fi
