"""A worker that is killed or hangs costs one try; a second fault of one submission is its result, and no points."""
import json
import os
import signal

from lib import Batch, events_of, expect, named, wait_for_event, workers_in

with Batch({"ana": "right_spanish.c", "ben": "one_based.c"}) as batch:
    run = batch.start("--stuck", "4", "-j", "2")  # one worker
    wait_for_event(run, "grading")
    os.kill(workers_in(batch.temporary)[0], signal.SIGKILL)
    retry = wait_for_event(run, "retry")
    expect("signal 9" in retry["reason"], retry)
    os.kill(workers_in(batch.temporary)[0], signal.SIGKILL)
    fault = wait_for_event(run, "fault")
    expect(fault["tries"] == 2 and fault["points"] is None, fault)
    wait_for_event(run, "grading")
    os.kill(workers_in(batch.temporary)[0], signal.SIGSTOP)
    expect("said nothing" in wait_for_event(run, "retry")["reason"], "a worker that hangs was not found out")
    out, err = run.communicate()
    expect(run.returncode == 3, f"status {run.returncode}: {err}")
    expect(len(named(events_of(out), "graded")) == 1, out)
    report = json.loads(batch.reports()["ana"])
    expect(report["outcome"] == "grader_fault" and report["score"] is None, report)
    expect("Faults of the grader" in batch.call(*batch.command()[1:], status=3), "")
    events = batch.run("--rerun", "faults")
    expect([event["student"] for event in named(events, "graded")] == ["ana"], events)
    expect(json.loads(batch.reports()["ana"])["score"]["percent"] == 100, "it is no fault any more")
    batch.nothing_left()
