#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs that try to get out of the sandbox (tries/, tries.py) must get nothing.

    walls.py MPIGRADE c|python|prefix

What they look for is really there: a rubric, a reference and another submission, files of a home and of
/tmp, sockets that listen, shared memory, a process to kill, a secret in the environment. 77 when there is
no sandbox here, unless MPIGRADE_SANDBOX_MUST_WORK=1.
"""

import contextlib
import ctypes
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SKIP = 77


def fail(text):
    sys.exit(f"FAILED: {text}")


def need_sandbox(mpigrade):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "nothing.c")
        with open(program, "w", encoding="utf-8") as file:
            file.write("int main(void) { return 0; }\n")
        run = subprocess.run(
            [mpigrade, "run", program, "-np", "1", "--sandbox=require"], capture_output=True, text=True
        )
    if run.returncode != 3:
        return
    print(run.stderr)
    if os.environ.get("MPIGRADE_SANDBOX_MUST_WORK") == "1":
        fail("the sandbox must work here")
    sys.exit(SKIP)


def write(path, text="bait\n"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def listen(stack, family, address):
    server = stack.enter_context(socket.socket(family))
    server.bind(address)
    server.listen()
    return server


def lay_bait(stack, folder, mpigrade):
    """NAME=VALUE of everything that is to be found from outside."""
    tag = f"mpigrade-walls-{os.getpid()}"
    key = os.getpid() | 0x5A000000
    segment = ctypes.CDLL(None).shmget(key, 4096, 0o1666)
    stack.callback(ctypes.CDLL(None).shmctl, segment, 0, None)
    shared = write(f"/dev/shm/{tag}")
    stack.callback(os.unlink, shared)
    sleeper = subprocess.Popen(["sleep", "600"])
    stack.callback(sleeper.wait)
    stack.callback(sleeper.kill)
    port = listen(stack, socket.AF_INET, ("127.0.0.1", 0)).getsockname()[1]
    listen(stack, socket.AF_UNIX, "\0" + tag)
    listen(stack, socket.AF_UNIX, os.path.join(folder, "socket"))
    bait = {
        "rubric": os.path.join(TOP, "rubrics", "00-spmd.json"),
        "reference": os.path.join(TOP, "patterns", "00-spmd.c"),
        "submission": write(os.path.join(folder, "submissions", "other.c")),
        "home": write(os.path.join(folder, "home", "notes.txt")),
        "tmp": write(os.path.join(folder, "tmp.txt")),
        "folder": folder,
        "agent": os.path.dirname(mpigrade),
        "socket": os.path.join(folder, "socket"),
        "abstract": tag,
        "port": port,
        "shm_key": key,
        "shm_name": "/" + tag,
        "grader": os.getpid(),
        "sleeper": sleeper.pid,
    }
    return bait, sleeper


def check_bait(bait, sleeper):
    """What must be as it was."""
    if sleeper.poll() is not None:
        fail("a process outside was killed")
    for device in ("/dev/null", "/dev/zero"):
        if stat.S_IMODE(os.stat(device).st_mode) != 0o666:
            fail(f"{device} was changed")
    for name in ("submission", "home", "tmp"):
        with open(bait[name], encoding="utf-8") as file:
            if file.read() != "bait\n":
                fail(f"{bait[name]} was changed")


def run_tries(mpigrade, program):
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="walls"))
        bait, sleeper = lay_bait(stack, folder, mpigrade)
        mine = os.path.join(folder, "submissions", os.path.basename(program))
        (shutil.copytree if os.path.isdir(program) else shutil.copy)(program, mine)
        bait["secret"] = "walls-secret"
        # In hexadecimal: who finds a text must not have found its own argument.
        told = [f"{name}={str(value).encode().hex()}" for name, value in bait.items()]
        environment = dict(os.environ, WALLS_SECRET="walls-secret", HOME=os.path.join(folder, "home"))
        leaked = os.open(bait["tmp"], os.O_RDONLY)  # a careless caller's
        run = subprocess.run(
            [mpigrade, "run", mine, "-np", "2", "--sandbox=require", "--format=json", "-o", "-", "--"] + told,
            capture_output=True, text=True, env=environment, pass_fds=[leaked],
        )
        os.close(leaked)
        check_bait(bait, sleeper)
    if run.returncode == 3:
        fail(run.stderr)
    report = json.loads(run.stdout)
    for rank in report["ranks"]:
        print(rank["stdout"], rank["stderr"])
        if "nothing got out of" not in rank["stdout"] or "MPI works on 2" not in rank["stdout"]:
            fail(report["build"]["diagnostics"] or "see above")
    if "seccomp" not in report["environment"]["sandbox"]:
        fail("the sandbox has no filter: " + report["environment"]["sandbox"])


def run_prefix(mpigrade):
    """A folder is shown because Python was installed there; the course in it is not."""
    with tempfile.TemporaryDirectory(prefix="walls") as folder:
        os.makedirs(os.path.join(folder, "bin"))
        os.symlink(os.path.realpath("/usr/bin/python3"), os.path.join(folder, "bin", "python3"))
        write(os.path.join(folder, "lib", "shown.txt"))
        shutil.copytree(os.path.join(TOP, "rubrics"), os.path.join(folder, "rubrics"))
        shutil.copytree(os.path.join(TOP, "patterns"), os.path.join(folder, "patterns"))
        write(os.path.join(folder, "work", "other.py"))
        looked = [
            os.path.join(folder, *names)
            for names in (("lib", "shown.txt"), ("rubrics", "00-spmd.json"), ("patterns", "00-spmd.c"), ("work", "other.py"))
        ]
        mine = write(
            os.path.join(folder, "work", "spmd.py"),
            "import os\nfrom mpi4py import MPI\n"
            f"print([os.path.exists(path) for path in {looked!r}])\n",
        )
        run = subprocess.run(
            [mpigrade, "grade", os.path.join(folder, "rubrics", "00-spmd.json"), mine, "--sandbox=require",
             "--python", os.path.join(folder, "bin", "python3"), "--format=json", "-o", "-"],
            capture_output=True, text=True,
        )
    if run.returncode == 3:
        fail(run.stderr)
    said = json.loads(run.stdout)["cases"][0]["ranks"][0]
    print(said["stdout"], said["stderr"])
    if said["stdout"] != "[True, False, False, False]\n":
        fail("shown are the library, the rubric, the reference and the other submission as above")


def main():
    mpigrade, what = os.path.abspath(sys.argv[1]), sys.argv[2]
    need_sandbox(mpigrade)
    if what == "prefix":
        run_prefix(mpigrade)
    else:
        run_tries(mpigrade, os.path.join(HERE, "tries" if what == "c" else "tries.py"))


if __name__ == "__main__":
    main()
