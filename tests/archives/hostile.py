#!/usr/bin/env python3
"""hostile.py UNPACK: builds archives, folders, files and notebooks that are hostile, broken or odd, and opens all of
them in one process (unpack.c). Each is taken or refused as the table says, nothing is written outside, memory and time
stay bounded."""

import bz2
import gzip
import io
import json
import lzma
import os
import re
import resource
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
import zlib

MAIN = b"#include <mpi.h>\nint main(void) { return 0; }\n"
MEMORY_KIB = 256 << 10
SECONDS = 60  # of CPU time, for all together
cases = []


def case(kind, words):
    """What the function returns (a name and the file's bytes, or a name and a function that makes it) must come to
    this; `words` are looked for in the message, or are the main file's name."""

    def keep(function):
        cases.append((function.__name__, kind, words, function))
        return function

    return keep


def zipped(*items, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("method", zipfile.ZIP_DEFLATED)) as archive:
        for item in items:
            archive.writestr(*item)
    return out.getvalue()


def named(name):
    """A name exactly as it is: zipfile would mend it."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


def mode(name, bits):
    info = named(name)
    info.create_system = 3
    info.external_attr = bits << 16
    return info


def tarred(*items, compress="gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{compress}", format=tarfile.PAX_FORMAT) as archive:
        for name, content, *changes in items:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            for key, value in changes[0].items() if changes else ():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def patched(data, old, new):
    assert data.count(old) > 0 and len(old) == len(new)
    return data.replace(old, new)


def notebook(*sources):
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]}).encode()


# ---- names that lead elsewhere ----

ELSEWHERE = ["../ring.c", "a/../../ring.c", "/tmp/mpigrade-escaped.c", "..", "a/..", "a//b/../../../ring.c",
             "..\\ring.c", "a\\..\\..\\ring.c", "C:\\x\\ring.c", "c:/ring.c", "\\\\server\\share\\ring.c"]
for index, name in enumerate(ELSEWHERE):
    cases.append((f"zip_elsewhere_{index}", "not_gradable", "leads out",
                  lambda name=name: ("x.zip", zipped((named(name), MAIN)))))
    cases.append((f"tar_elsewhere_{index}", "not_gradable", "leads out",
                  lambda name=name: ("x.tar.gz", tarred((name, MAIN)))))


@case("taken", "hw/ring.c")
def backslashes_of_windows():
    return "x.zip", zipped((named("hw\\ring.c"), MAIN))


# ---- links and devices ----

for index, (kind, name, to) in enumerate([
        (tarfile.SYMTYPE, "ring.c", "/etc/passwd"), (tarfile.SYMTYPE, "a", "."), (tarfile.LNKTYPE, "b.c", "ring.c"),
        (tarfile.LNKTYPE, "b.c", "/etc/passwd"), (tarfile.CHRTYPE, "d", ""), (tarfile.BLKTYPE, "d", ""),
        (tarfile.FIFOTYPE, "d", "")]):
    cases.append((f"tar_link_{index}", "not_gradable", "link or a device",
                  lambda kind=kind, name=name, to=to: ("x.tar.xz", tarred(
                      ("ring.c" if name != "ring.c" else "b.c", MAIN),
                      (name, b"", {"type": kind, "linkname": to, "devmajor": 1, "devminor": 5}), compress="xz"))))


@case("not_gradable", "link or a device")
def tar_file_through_a_link():
    return "x.tar", tarred(("a", b"", {"type": tarfile.SYMTYPE, "linkname": "../.."}), ("a/ring.c", MAIN), compress="")


@case("not_gradable", "link or a device")
def zip_symbolic_link():
    return "x.zip", zipped((mode("ring.c", 0o120777), b"/etc/passwd"))


@case("taken", "ring.c")
def links_among_junk_are_left_out():
    return "x.tar", tarred((".git/a", b"", {"type": tarfile.SYMTYPE, "linkname": "/"}), ("ring.c", MAIN), compress="")


@case("taken", "ring.c")
def setuid_bits_are_dropped():
    return "x.tar", tarred(("ring.c", MAIN, {"mode": 0o7777}), compress="")


# ---- bombs ----

@case("not_gradable", "larger than 16 MiB")
def zip_of_zeros():
    return "x.zip", zipped(("ring.c", bytes(64 << 20)))


@case("not_gradable", "larger than 16 MiB|unpacks to more")
def junk_of_zeros():
    return "x.zip", zipped(("__MACOSX/a", bytes(64 << 20)), ("ring.c", MAIN))


@case("not_gradable", "unpacks to more than 128 MiB")
def much_junk():
    return "x.tar.gz", tarred(*[(f".git/{i}", bytes(15 << 20)) for i in range(10)], ("ring.c", MAIN))


@case("not_gradable", "larger than 64 MiB")
def many_large_files():
    return "x.tar.bz2", tarred(*[(f"{i}.c", bytes(15 << 20)) for i in range(5)], compress="bz2")


@case("not_gradable", "unpacks to more than 128 MiB")
def bomb_of_archives():
    inner = zipped((".zeros", bytes(15 << 20)))
    middle = zipped(*[(f"{i}.zip", inner) for i in range(16)])
    return "42.zip", zipped(*[(f"{i}.zip", middle) for i in range(16)])


@case("not_gradable", "more than 3 deep")
def archives_in_archives_in_archives():
    data = MAIN
    for name in ["ring.c", "a.zip", "b.zip", "c.zip"]:
        data = zipped((name, data))
    return "x.zip", data


@case("not_gradable", "larger than 16 MiB")
def sparse_terabytes():
    info = tarfile.TarInfo("ring.c")
    info.size = 8 << 40
    return "x.tar", info.tobuf(tarfile.GNU_FORMAT) + bytes(4096)


@case("not_gradable", "more than 10000 files")
def a_million_empty_entries():
    header = tarfile.TarInfo(".a.c").tobuf()
    return "x.tar.gz", gzip.compress(header * 1000000 + bytes(1024), 1)


@case("not_gradable", "more than 10000 files")
def a_long_list_in_a_zip():
    one = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    return "x.zip", one * 200000 + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, len(one) * 200000, 0, 0)


@case("not_gradable", "more than 1000 files")
def thousands_of_files():
    return "x.zip", zipped(*[(f"{i}.h", b"") for i in range(3000)])


@case("not_gradable", "16 deep")
def deep_folders():
    return "x.zip", zipped(("a/" * 300 + "ring.c", MAIN))


@case("not_gradable", "compressed twice")
def gzip_of_gzip():
    return "x.tar.gz", gzip.compress(gzip.compress(b"") * 400000 + gzip.compress(tarred(("ring.c", MAIN))))


@case("not_gradable", "no archive")
def xz_that_wants_gigabytes():
    packed = bytearray(lzma.compress(tarred(("ring.c", MAIN), compress=""), lzma.FORMAT_ALONE))
    packed[1:5] = struct.pack("<I", 0xffffffff)
    return "x.tar.xz", bytes(packed)


@case("not_gradable", "no archive")
def pax_header_of_a_gigabyte():
    info = tarfile.TarInfo("pax")
    info.type, info.size = b"x", 1 << 30
    return "x.tar.gz", gzip.compress(info.tobuf() + b"99999999 path=" + b"a" * (8 << 20))


# ---- broken ----

@case("not_gradable", "without a password|assphrase|ncrypt")
def encrypted_zip():
    data = bytearray(zipped(("ring.c", MAIN), method=zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    return "x.zip", bytes(data)


@case("not_gradable", "x.zip is no archive")
def zip_cut_in_the_middle():
    return "x.zip", zipped(("ring.c", os.urandom(5000)), ("b.h", os.urandom(5000)))[:7000]


@case("not_gradable", "x.tar.gz is no archive")
def tar_cut_in_the_middle():
    return "x.tar.gz", tarred(("ring.c", os.urandom(5000)))[:3000]


@case("not_gradable", "x.zip is no archive")
def zip_with_a_wrong_checksum():
    return "x.zip", patched(zipped(("ring.c", MAIN), method=zipfile.ZIP_STORED), b"return 0", b"return 1")


@case("not_gradable", "x.zip is no archive|larger than 16 MiB")
def zip_with_wrong_sizes():
    return "x.zip", patched(zipped(("ring.c", MAIN)), struct.pack("<I", len(MAIN)), struct.pack("<I", 1 << 30))


@case("not_gradable", "x.zip is no archive")
def zip_with_smaller_sizes():
    return "x.zip", patched(zipped(("ring.c", MAIN)), struct.pack("<I", len(MAIN)), struct.pack("<I", 3))


@case("not_gradable", "holds no files")
def empty_zip():
    return "x.zip", zipped()


@case("not_gradable", "holds no files")
def empty_tar():
    return "x.tar", tarred(compress="")


@case("not_gradable", "no archive")
def nothing_called_zip():
    return "x.zip", b""


@case("not_gradable", "ring.zip is no archive")
def program_called_zip():
    return "ring.zip", MAIN


@case("not_gradable", "ring.c is not the text of a program but a zip archive")
def archive_called_c():
    return "ring.c", zipped(("ring.c", MAIN))


@case("not_gradable", "UTF-16")
def program_in_utf16():
    return "ring.c", MAIN.decode().encode("utf-16")


@case("not_gradable", "x.rar is no archive")
def rar():
    return "x.rar", b"Rar!\x1a\x07\x01\x00" + bytes(100)


# ---- odd names ----

@case("not_gradable", "two files .* are called ring.c")
def the_same_name_twice():
    return "x.tar", tarred(("ring.c", MAIN), ("ring.c", MAIN + b"\n"), compress="")


@case("not_gradable", "not clear which.*Ring.c, ring.c")
def names_equal_but_for_case():
    return "x.zip", zipped(("ring.c", MAIN), ("Ring.c", MAIN))


@case("not_gradable", "cannot make the folder|two files|cannot keep")
def a_file_that_is_a_folder_too():
    return "x.tar", tarred(("ring.c", MAIN), ("ring.c/ring.c", MAIN), compress="")


@case("taken", "ring.c/ring.c")
def a_folder_called_like_a_program():
    return "x.zip", zipped(("ring.c/", b""), ("ring.c/ring.c", MAIN))


@case("taken", "a\nmpigrade: 100\x1b[31m.c")
def control_characters():
    return "x.tar", tarred(("a\nmpigrade: 100\x1b[31m.c", MAIN), compress="")


@case("not_gradable", r"e\.g\. a\?b\?\.txt$")
def control_characters_in_a_message():
    return "x.tar", tarred(("a\nb\x1b.txt", b""), compress="")


@case("taken", b"\xff\xfe.c")
def name_of_invalid_bytes():
    return "x.zip", patched(zipped(("ab.c", MAIN)), b"ab.c", b"\xff\xfe.c")


@case("taken", b"\xa4\x81.c")
def name_in_cp437():
    return "x.zip", patched(zipped(("ab.c", MAIN)), b"ab.c", b"\xa4\x81.c")


@case("taken", "año.c")
def name_in_utf8():
    return "x.zip", zipped(("año.c", MAIN))


@case("taken", "año.c")
def name_in_utf8_in_a_tar():
    return "x.tar.gz", tarred(("año.c", MAIN))


@case("not_gradable", "cannot keep a copy|File name too long")
def name_that_is_too_long():
    return "x.tar", tarred(("a" * 300 + ".c", MAIN), compress="")


@case("not_gradable", "cannot|deep|too long")
def path_that_is_too_long():
    return "x.tar", tarred(("/".join(["a" * 255] * 16) + "/ring.c", MAIN), compress="")


@case("taken", "./@options.c")
def name_like_a_file_of_options():
    return "x.zip", zipped(("@options.c", MAIN))


@case("taken", "hw/ring.c")
def junk_of_other_systems():
    return "x.zip", zipped(("__MACOSX/hw/._ring.c", b"\0"), ("hw/.git/a.c", MAIN), ("hw/.DS_Store", b""),
                           ("hw/ring.c", MAIN), ("hw/.vscode/b.c", MAIN))


@case("taken", "Ana_12345_assignsubmission_file_/ring.c")
def archive_as_moodle_exports_it():
    return "x.zip", zipped(("Ana_12345_assignsubmission_file_/hw.zip", zipped(("ring.c", MAIN))))


# ---- from the disk ----

def folder(function):
    """The function fills the folder that it is given."""
    cases[-1] = (*cases[-1][:3], lambda: ("folder", function))
    return function


def put(path, content=MAIN):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


@folder
@case("taken", "Ana_1_assignsubmission_file_/hw/ring.c")
def folder_as_moodle_exports_it(top):
    put(f"{top}/Ana_1_assignsubmission_file_/x.tar.gz", tarred(("hw/ring.c", MAIN)))


@folder
@case("taken", "ring.c")
def folder_with_links_and_devices(top):
    put(f"{top}/ring.c")
    os.symlink("/etc", f"{top}/etc")
    os.symlink("ring.c", f"{top}/b.c")
    os.symlink("loop", f"{top}/loop")
    os.mkfifo(f"{top}/fifo.c")


@folder
@case("not_gradable", "more than 10000 files")
def folder_of_thousands_of_folders(top):
    for i in range(110):
        for k in range(100):
            os.makedirs(f"{top}/{i}/{k}")


@folder
@case("not_gradable", "16 deep")
def folder_that_is_deep(top):
    put(f"{top}/{'a/' * 40}ring.c")


@folder
@case("not_gradable", "larger than 16 MiB|larger than 64 MiB")
def folder_with_a_sparse_file(top):
    put(f"{top}/ring.c")
    put(f"{top}/big.h")
    os.truncate(f"{top}/big.h", 1 << 40)


cases.append(("a_fifo", "usage", "neither", lambda: ("fifo.c", os.mkfifo)))
cases.append(("an_endless_device", "usage", "neither", lambda: ("zero.c", lambda path: os.symlink("/dev/zero", path))))
cases.append(("a_link_to_itself", "usage", "cannot open", lambda: ("loop.c", lambda path: os.symlink("loop.c", path))))


# ---- notebooks ----

@case("not_gradable", "no notebook")
def notebook_that_is_deep():
    return "x.ipynb", b'{"cells":' + b"[" * 1000000


@case("not_gradable", "larger than 16 MiB")
def notebook_that_is_large():
    return "x.ipynb", notebook("a" * (17 << 20))


@case("not_gradable", "more than a notebook")
def notebook_of_millions_of_values():
    return "x.ipynb", b'{"cells":[' + b"[]," * 4000000 + b"[]]}"


@case("not_gradable", "more than a notebook")
def notebook_of_thousands_of_cells():
    return "x.ipynb", notebook(*["%%writefile -a x.py\nx\n"] * 20000)


@case("taken", "x.py")
def notebook_that_appends_for_ever():
    return "x.ipynb", notebook(*["%%writefile -a x.py\nimport mpi4py\n"] * 9000)


@case("not_gradable", "more than 1000 files")
def notebook_of_thousands_of_files():
    return "x.ipynb", notebook(*[f"%%writefile {i}.py\nx" for i in range(5000)])


@case("taken", "x.py")
def notebook_of_cells_that_are_no_text():
    cells = [1, None, [], {"cell_type": 1}, {"cell_type": "code", "source": 3},
             {"cell_type": "code", "source": [1, {}, "import mpi4py\n"]}, {"cell_type": "code"}]
    return "x.ipynb", json.dumps({"cells": cells}).encode()


@case("not_gradable", "leads out")
def notebook_that_writes_elsewhere():
    return "x.ipynb", notebook("%%writefile ../../ring.py\nimport mpi4py\n")


# ---- the driver ----

def make(place, made):
    name, content = made
    path = os.path.join(place, name)
    if callable(content):
        content(path)
    else:
        put(path, content)
    return path


def wrong(kind, words, line):
    got, main, message, *_ = (line + ["", "", ""])[:4]
    said = f"{got}: {main!r} {message.decode(errors='replace')}"
    if got != kind:
        return said
    if kind == "taken":
        return None if main == (words if isinstance(words, bytes) else words.encode()) else said
    return None if re.search(words, message.decode(errors="replace"), re.S) else said


def listing(top):
    return sorted(os.path.join(at, name) for at, folders, files in os.walk(top) for name in folders + files)


def main(unpack):
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # thousands of files take their time on a disk
    with tempfile.TemporaryDirectory(dir=memory) as top:
        os.mkdir(f"{top}/out")
        paths = []
        for index, (name, _, _, function) in enumerate(cases):
            os.mkdir(f"{top}/{index}")
            paths.append(make(f"{top}/{index}", function()))
        before = listing(top)
        result = subprocess.run([unpack, f"{top}/out", *paths], stdout=subprocess.PIPE, check=True, timeout=500)
        *lines, memory = result.stdout.decode().splitlines()
        lines = [[line.split("\t")[0], *map(bytes.fromhex, line.split("\t")[1:])] for line in lines]
        failed = [f"{name}: {problem}" for (name, kind, words, _), line in zip(cases, lines)
                  if (problem := wrong(kind, words, line))]
        if listing(top) != before or os.path.exists("/tmp/mpigrade-escaped.c"):
            failed.append("something was written outside, or is left behind")
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    sanitized = b"__asan_init" in open(unpack, "rb").read()
    if int(memory) > MEMORY_KIB and not sanitized:
        failed.append(f"{memory} KiB of memory")
    if cpu.ru_utime + cpu.ru_stime > SECONDS * (10 if sanitized else 1):
        failed.append(f"{cpu.ru_utime + cpu.ru_stime:.1f} s of CPU time")
    print(f"{len(lines)} submissions, {memory} KiB, {cpu.ru_utime + cpu.ru_stime:.1f} s")
    print("\n".join(failed))
    return 1 if failed or len(lines) != len(cases) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
