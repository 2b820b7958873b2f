"""A class is graded; each report is that of `mpigrade grade` of the same folder, byte for byte outside timing.
Started again, nothing is graded; what changed is; overrides stay."""
import json
import os

from lib import Batch, expect, named

with Batch() as batch:
    events = batch.run()
    graded = named(events, "graded")
    expect(len(graded) == 6 and events[0]["total"] == 6, events)
    expect(events[-1]["event"] == "end" and events[-1]["ended"] == "done", events[-1])
    expect(events[-1]["full"] == 2 and events[-1]["not_gradable"] == 1, events[-1])
    for student, path in batch.files.items():
        single = os.path.join(batch.folder, "single.json")
        batch.call("grade", "00-spmd", os.path.dirname(path), "-o", single, "--require", "0",
                   status=1 if student == "fay" else 0)
        expect(batch.report(single) == batch.reports()[student], f"{student} has another report")

    expect(batch.run()[0]["total"] == 0, "what is known was graded again")

    batch.call("override", batch.out, "dan", "00-spmd", "77.5", "--reason", "explained it well")
    expect("77.5  explained it well" in batch.call("override", batch.out, "--list"), "override is not listed")
    expect("Did you mean" in batch.call("override", batch.out, "dann", "00-spmd", "1", "--reason", "x", status=2), "")
    with open(batch.files["dan"], "a") as file:
        file.write("/* once more */\n")
    events = batch.run("--only", "d*")
    expect([event["student"] for event in named(events, "graded")] == ["dan"], events)
    expect("77.5" in batch.call("report", batch.out, "--format", "csv"), "the override is lost")
    batch.call("override", batch.out, "dan", "00-spmd", "--remove")
    expect("77.5" not in batch.call("report", batch.out, "--format", "csv"), "the override is still there")

    events = batch.run("--force", "--only", "ben")
    expect([event["student"] for event in named(events, "graded")] == ["ben"], events)
    os.remove(os.path.join(batch.out, "reports/ben/00-spmd.json"))
    batch.run()
    expect(json.loads(batch.reports()["ben"])["score"]["percent"] == 100, "a lost file was not written again")
    expect("no student" in batch.call(*batch.command("--only", "nobody")[1:], status=2), "")
    batch.call("batch", "no-such-exercise", batch.submissions, "-o", os.path.join(batch.folder, "new"), status=2)
    expect(not os.path.exists(os.path.join(batch.folder, "new")), "a wrong command left a folder")
    batch.nothing_left()
