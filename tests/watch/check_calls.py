#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every call that the MPI library exports must stand in grader/watch/mpi_calls.def, or in the list
of exceptions below. Usage: check_calls.py WATCH_LIBRARY"""
import re
import subprocess
import sys

# Conversions of handles to and from Fortran, the tools interface, what MPI-3 removed, and:
EXCEPTIONS = re.compile(
    r"_(c2f|f2c|f082c|c2f08|f2f08|f082f)$|^T_|^(Address|Errhandler_(create|get|set)|"
    r"Type_(extent|hindexed|hvector|lb|struct|ub))$|"
    r"^Pcontrol$|"              # has any number of arguments, and no meaning
    r"^Type_create_f90_"        # makes types that must not be freed
    r"|^(Aint_add|Aint_diff)$"  # arithmetic, allowed at any time
    r"|^MPI_?X_|^_")


def names(library, symbol):
    listing = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    return set(re.findall(rf" [TWi] {symbol}_(\w+)(?:@@?\S+)?$", listing, re.M))


def main():
    watch = sys.argv[1]
    linked = subprocess.run(["ldd", watch], check=True, stdout=subprocess.PIPE, text=True).stdout
    library = re.search(r"libmpi\.so\S* => (\S+)", linked).group(1)
    missing = {name for name in names(library, "PMPI") - names(watch, "PMPI")
               if not EXCEPTIONS.search(name)}
    half = names(watch, "PMPI") ^ names(watch, "MPI")
    if missing or half:
        print("not watched:", sorted(missing), "under one name only:", sorted(half))
    return 1 if missing or half else 0


if __name__ == "__main__":
    sys.exit(main())
