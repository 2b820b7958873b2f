"""Of equal submissions one is run; the others have the same report under their own names. A byte or a file's name more, a
result that the machine may have had a hand in, or a fault, and each is run by itself."""
import json
import os
import shutil
import signal
import sqlite3

from lib import CASES, Batch, events_of, expect, named, wait_for_event, worker_in
from make_class import zipped

SAMPLE = "right_spanish.c"
with open(os.path.join(CASES, "..", "12-reduction-values", "right.json"), "rb") as answers_file:
    ANSWERS = answers_file.read()


def who(events, shared):
    return sorted(event["student"] for event in named(events, "graded") if event["shared"] == shared)


def numbers(batch, question):
    database = sqlite3.connect(f"file:{batch.out}/mpigrade.db?mode=ro", uri=True)
    row = database.execute(question).fetchone()
    database.close()
    return row


# cid hands it in twice more, in other folders; gus differs in one byte, hal in the file's name; ida and joe do not
# compile; kim and lou are killed by a signal.
students = {**dict.fromkeys(("ana", "ben", "cid", "gus", "hal"), SAMPLE), "ida": None, "joe": None,
            "kim": "crashes_after_output.c", "lou": "crashes_after_output.c"}
with Batch(students) as batch:
    with open(batch.files["gus"], "a") as file:
        file.write("\n")
    os.rename(batch.files["hal"], os.path.join(batch.submissions, "hal", "main.c"))
    for attempt in ("attempt 1", "attempt 2"):
        os.makedirs(os.path.join(batch.submissions, "cid", "00-spmd", attempt))
        shutil.copy(batch.files["cid"], os.path.join(batch.submissions, "cid", "00-spmd", attempt))
    os.remove(batch.files["cid"])
    events = batch.run("--all-attempts", "-j2")  # one worker: whoever is first is known
    expect(events[0]["total"] == 10 and len(named(events, "graded")) == 10, events)
    expect(who(events, True) == ["ben", "cid", "cid", "joe"] and events[-1]["shared"] == 4, events)
    expect(len(named(events, "grading")) == 6, "one was run for nothing")
    expect(batch.shared() == ["ben", "cid", "joe"], batch.shared())
    shared = batch.reports()
    expect("ana" not in shared["ben"], "it names the other one")
    expect(numbers(batch, "SELECT sum(wall_us + cpu_us) FROM results WHERE tries = 0") == (0,), "times are counted twice")
    path = os.path.join(batch.out, "reports", "ben", "00-spmd.json")
    student = batch.call("report", path, "--format", "json", "--view", "student")
    expect("shared" not in json.loads(student)["timing"], "students are told")

    expect(batch.run("--all-attempts")[0]["total"] == 0, "what is known was graded again")
    only = ("--only", "ben", "--only", "cid", "--only", "joe")
    events = batch.run("--force", "--no-share", *only)
    expect(len(named(events, "grading")) == 3 and who(events, True) == [], events)
    expect(batch.shared() == [] and batch.reports() == shared, "run by themselves they have other reports")
    text = batch.call(*batch.command("--force", "--quiet", "--only", "ana", *only)[1:])
    expect("took: 2 (with --no-share" in text, text)
    expect(len(batch.shared()) == 2, "--force runs one of each")

# Answers in an archive: what the archive is called makes no difference.
with Batch({}) as batch:
    os.mkdir(batch.submissions)
    for student, answers in (("ana", ANSWERS), ("ben", ANSWERS), ("cid", ANSWERS + b"\n")):
        with open(os.path.join(batch.submissions, student + ".zip"), "wb") as file:
            file.write(zipped({"12-reduction-values.json": answers}))
    text = batch.call("batch", "12-reduction-values", batch.submissions, "-o", batch.out)
    expect("took: 1 (" in text and "3 graded" in text, text)
    expect(numbers(batch, "SELECT count(DISTINCT points), sum(tries) FROM results") == (1, 2), "points")

# Side by side: others wait for the first. Its fault is nobody else's; the next one is run, and shared.
with Batch(dict.fromkeys(("ana", "ben", "cid", "dan"), SAMPLE)) as batch:
    run = batch.start("-j2")
    expect(wait_for_event(run, "grading")["student"] == "ana", "the order")
    os.kill(worker_in(batch.temporary), signal.SIGKILL)
    wait_for_event(run, "retry")
    os.kill(worker_in(batch.temporary), signal.SIGKILL)
    expect(wait_for_event(run, "fault")["student"] == "ana", "the fault")
    out, err = run.communicate()
    expect(run.returncode == 3, f"status {run.returncode}: {err}")
    expect(who(events_of(out), False) == ["ben"] and who(events_of(out), True) == ["cid", "dan"], out)
    batch.nothing_left()

    # Killed while three wait for the one that is run, it forgets none of them.
    run = batch.start("--force")
    wait_for_event(run, "grading")
    run.kill()
    run.communicate()
    batch.nothing_left()
    events = batch.run("--force")
    expect(len(named(events, "grading")) == 1 and len(who(events, True)) == 3, events)
    expect(len(set(batch.reports().values())) == 4, "names")
