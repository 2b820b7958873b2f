"""What the tests of batches share. Each of them is one file, named after what it shows."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

MPIGRADE = os.environ["MPIGRADE"]
CASES = os.path.join(os.path.dirname(__file__), "..", "cases", "00-spmd")

# Student -> what they handed in.
CLASS = {
    "ana": "never_asks_for_rank.c",
    "ben": "right_spanish.c",
    "cid": "right_python.py",
    "dan": "one_based.c",
    "eva": "only_rank0_greets.c",
    "fay": None,  # does not compile
}


class Batch:
    """A class in a temporary folder, which is removed with all that it left behind."""

    def __init__(self, students=CLASS):
        self.folder = tempfile.mkdtemp()
        self.submissions = os.path.join(self.folder, "in")
        self.out = os.path.join(self.folder, "out")
        self.temporary = os.path.join(self.folder, "tmp")
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": self.temporary}
        os.mkdir(self.temporary)
        self.files = {}
        for student, sample in students.items():
            folder = os.path.join(self.submissions, student)
            os.makedirs(folder)
            self.files[student] = os.path.join(folder, sample or "broken.c")
            if sample is None:
                with open(self.files[student], "w") as file:
                    file.write("int main( {\n")
            else:
                shutil.copy(os.path.join(CASES, sample), folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def command(self, *options):
        return [MPIGRADE, "batch", "00-spmd", self.submissions, "-o", self.out, *options]

    def start(self, *options, **more):
        # Three workers, so that some of the class waits.
        return subprocess.Popen(self.command("--json-lines", "-j8", *options), env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, *options, status=0):
        """Runs it to its end; the events."""
        batch = self.start(*options)
        out, err = batch.communicate()
        expect(batch.returncode == status, f"status {batch.returncode}, not {status}: {out}{err}")
        return events_of(out)

    def call(self, *words, status=0):
        """Another command; what it printed, on both streams."""
        done = subprocess.run([MPIGRADE, *words], env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        expect(done.returncode == status, f"{words}: status {done.returncode}, not {status}: {done.stdout}")
        return done.stdout

    def reports(self):
        """Student -> the report's file without what differs from run to run."""
        return {student: self.report(os.path.join(self.out, "reports", student, "00-spmd.json"))
                for student in self.files}

    @staticmethod
    def report(path):
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        del report["timing"]
        return json.dumps(report)

    def shared(self):
        """Those whose report says that it is the result of an equal submission."""
        found = []
        for student in self.files:
            with open(os.path.join(self.out, "reports", student, "00-spmd.json"), encoding="utf-8") as file:
                if json.load(file)["timing"].get("shared", False):
                    found.append(student)
        return found

    def nothing_left(self):
        """No process of ours, and no temporary file, soon after the end."""
        for _ in range(300):
            left = os.listdir(self.temporary)
            if not left and not workers_in(self.temporary):
                return
            time.sleep(0.1)
        expect(False, f"left behind: {left} {workers_in(self.temporary)}")


def events_of(text):
    """A batch that was killed may leave half a line."""
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


def named(events, name):
    return [event for event in events if event["event"] == name]


def workers_in(temporary):
    """The workers whose temporary files lie there."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/comm") as comm, open(f"/proc/{pid}/environ", "rb") as environ:
                if comm.read().startswith("mpigrade-worke") and temporary.encode() in environ.read():
                    found.append(int(pid))
        except OSError:
            pass
    return found


def worker_in(temporary):
    """The one worker there is, or is about to be."""
    for _ in range(300):
        if workers_in(temporary):
            return workers_in(temporary)[0]
        time.sleep(0.05)
    expect(False, "there is no worker")


def wait_for_event(batch, name):
    for line in batch.stdout:
        event = json.loads(line)
        if event["event"] == name:
            return event
    expect(False, f"there was no event {name}: {batch.stderr.read()}")


def expect(truth, text):
    if not truth:
        print("FAILED:", text)
        sys.exit(1)
