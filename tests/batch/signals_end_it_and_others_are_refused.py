"""While a batch runs a second one on the same folder is refused. Ctrl-C lets the running submissions end, SIGTERM
drops them; both say how to go on."""
import signal

from lib import Batch, expect, named, wait_for_event

with Batch() as batch:
    first = batch.start()
    wait_for_event(first, "graded")
    text = batch.call(*batch.command()[1:], status=2)
    expect(f"process {first.pid}" in text, text)
    first.send_signal(signal.SIGINT)
    out, err = first.communicate()
    expect(first.returncode == 130, f"status {first.returncode}: {err}")
    expect("to go on" in err and "mpigrade batch 00-spmd" in err, err)
    batch.nothing_left()
    second = batch.start("--force")
    wait_for_event(second, "grading")
    second.terminate()
    out, err = second.communicate()
    expect(second.returncode == 143, f"status {second.returncode}: {err}")
    batch.nothing_left()
    # The interrupted --force goes on and does not begin anew.
    third = batch.start("--force")
    one = wait_for_event(third, "graded")["student"]
    third.send_signal(signal.SIGTERM)
    third.communicate()
    events = batch.run("--force")
    expect(one not in [event["student"] for event in named(events, "graded")], f"{one} was graded twice")
    expect(events[-1]["ended"] == "done", events[-1])
