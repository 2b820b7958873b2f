# SPDX-License-Identifier: MIT
"""The same from Python (mpi4py), where it differs: what the interpreter reaches. Each function is
named after what it tries and returns what it got."""

import ctypes
import multiprocessing.shared_memory
import os
import signal
import socket
import subprocess
import sys

TOLD = {name: bytes.fromhex(value).decode() for name, value in (each.split("=") for each in sys.argv[1:])}


def attempt(action):
    """Its result, or None when it is refused."""
    try:
        return action()
    except (OSError, ValueError):
        return None


def reads_the_bait():
    for name in ("rubric", "reference", "submission", "home", "tmp"):
        if os.path.lexists(TOLD[name]) or attempt(lambda: open(TOLD[name], "rb").read(1)):
            return TOLD[name]


def walks_to_the_bait():
    wanted = {os.path.basename(TOLD[name]) for name in ("rubric", "reference", "submission", "home")}
    for top in os.listdir("/"):
        if top in ("usr", "proc", "lib", "lib64", "bin"):
            continue
        for folder, _, names in os.walk("/" + top):
            if wanted & set(names):
                return folder


def imports_from_the_grader():
    return next((path for path in sys.path if path.startswith(TOLD["folder"])), None)


def finds_the_callers_environment():
    return "getenv" if "WALLS_SECRET" in os.environ else None


def finds_descriptors():
    """Those of the interpreter itself are its script, at most."""
    for fd in os.listdir("/proc/self/fd"):
        target = attempt(lambda: os.readlink("/proc/self/fd/" + fd)) or ""
        if int(fd) > 2 and not target.startswith(("/proc/", "/program/")):
            return target


def reads_a_strangers_descriptors():
    """Whatever may be opened of others must be a pipe of this job or nothing."""
    for pid in (name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()):
        for fd in attempt(lambda: os.listdir(f"/proc/{pid}/fd")) or ():
            target = attempt(lambda: os.readlink(f"/proc/{pid}/fd/{fd}")) or ""
            if target.startswith("/mpigrade/"):  # what everybody is shown; MPI reads its components there
                continue
            if TOLD["folder"] in target or "mpigrade" in target:
                return target


def kills_the_grader():
    for name in ("grader", "sleeper"):
        pid = int(TOLD[name])
        if not os.path.exists(f"/proc/{pid}") and attempt(lambda: os.kill(pid, signal.SIGKILL) or True):
            return name


def talks_to_the_machine():
    def connect(family, address):
        with socket.socket(family) as fd:
            fd.settimeout(1)
            fd.connect(address)
            return True

    for family, address in (
        (socket.AF_INET, ("127.0.0.1", int(TOLD["port"]))),
        (socket.AF_UNIX, "\0" + TOLD["abstract"]),
        (socket.AF_UNIX, TOLD["socket"]),
        (socket.AF_INET, ("192.0.2.1", 80)),
    ):
        if attempt(lambda: connect(family, address)):
            return str(address)


def opens_odd_sockets():
    for family in (socket.AF_VSOCK, socket.AF_PACKET, socket.AF_ALG, socket.AF_CAN):
        if attempt(lambda: socket.socket(family, socket.SOCK_RAW)) or attempt(
            lambda: socket.socket(family, socket.SOCK_STREAM)
        ):
            return str(family)


def finds_shared_memory():
    name = TOLD["shm_name"].lstrip("/")
    return attempt(lambda: multiprocessing.shared_memory.SharedMemory(name).name)


def writes_outside_of_tmp():
    for folder in ("/", "/usr", "/program", "/case", "/mpigrade", "/proc/self", "/dev"):
        if attempt(lambda: open(os.path.join(folder, "left-behind"), "w")):
            return folder


def changes_a_device():
    return attempt(lambda: os.chmod("/dev/null", 0o600) or "chmod") or attempt(
        lambda: os.utime("/dev/null", (0, 0)) or "utime"
    )


def makes_namespaces():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) == 0:
        return "unshare"
    if subprocess.run(["unshare", "--user", "true"], capture_output=True).returncode == 0:
        return "unshare(1)"


def uses_set_user_id_programs():
    for name in ("su", "mount", "passwd", "newgrp", "fusermount3"):
        path = f"/usr/bin/{name}"
        if os.path.exists(path):
            uid = subprocess.run(
                ["sh", "-c", "exec " + path + " --version >/dev/null 2>&1; id -u"],
                capture_output=True, text=True,
            ).stdout.strip()
            if uid == "0":
                return name


tries = [value for value in list(globals().values()) if getattr(value, "__module__", None) == __name__]
tries = [each for each in tries if callable(each) and each is not attempt]
out = [(each.__name__, what) for each in tries if (what := each())]
for name, what in out:
    print(f"OUT {name}: {what}")
if not out:
    print(f"nothing got out of {len(tries)} tries")

from mpi4py import MPI  # what is found before is not MPI's own

print("MPI works on", MPI.COMM_WORLD.allreduce(1))
