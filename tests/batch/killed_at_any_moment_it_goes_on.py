"""Killed again and again at random moments and started again, a batch ends with what an uninterrupted one ends with that
runs every submission, also the equal ones; nothing is graded twice."""
import random
import sqlite3
import time

from lib import CLASS, Batch, expect, events_of, named

seed = random.randrange(1 << 30)
print("seed", seed)
random.seed(seed)
samples = list(CLASS.values())
students = {f"student{i:02}": samples[i % 5] for i in range(10)}

with Batch(students) as whole, Batch(students) as killed:
    expect(whole.run("--no-share")[-1]["shared"] == 0, "equal ones were not run")
    graded = []
    for _ in range(5):
        batch = killed.start()
        time.sleep(random.uniform(0.1, 3))
        batch.kill()
        out, _ = batch.communicate()
        graded += [event["student"] for event in named(events_of(out), "graded")]
        killed.nothing_left()
    events = killed.run()
    graded += [event["student"] for event in named(events, "graded")]
    # One may have been killed after a result was stored and before it was told.
    expect(len(set(graded)) == len(graded) and len(graded) >= 10 - 5, f"graded twice: {graded}")
    expect(killed.run()[0]["total"] == 0, "something is still to be graded")
    expect(killed.reports() == whole.reports(), "the reports differ")
    database = sqlite3.connect(f"file:{killed.out}/mpigrade.db?mode=ro", uri=True)
    expect(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the store is damaged")
    expect(not database.execute("PRAGMA foreign_key_check").fetchall(), "foreign keys lead nowhere")
    expect(database.execute("SELECT count(*), max(tries) FROM results").fetchone() == (10, 1), "tries")
