"""When the output folder's disk is full the batch stops with status 3 and says what to do; the store stays sound, and
with room the same command goes on."""
import os
import resource
import sqlite3

from lib import Batch, expect, wait_for_event

with Batch() as batch:
    run = batch.start()
    wait_for_event(run, "graded")
    # No file of the batch itself may grow any more; its workers and what they start are free to.
    size = os.path.getsize(os.path.join(batch.out, "mpigrade.db-wal"))
    resource.prlimit(run.pid, resource.RLIMIT_FSIZE, (size, size))
    _, err = run.communicate()
    expect(run.returncode == 3, f"status {run.returncode}: {err}")
    expect("Make room" in err and "same command" in err, err)
    batch.nothing_left()
    database = sqlite3.connect(os.path.join(batch.out, "mpigrade.db"))
    expect(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the store is damaged")
    known = database.execute("SELECT count(*) FROM results").fetchone()[0]
    database.close()
    expect(1 <= known < 6, f"{known} results")
    expect(batch.run()[0]["total"] == 6 - known, "what was graded is lost")
    expect(len(batch.reports()) == 6, "reports are missing")
