# run tells what is amiss: status 1 and findings, as text and as JSON that follows its schema; nothing
# amiss is status 0. --strict finds what works only by luck; a hang says where each rank was.
. tests/cli/lib.sh
follows_schema() {
    "$PYTHON3" -c 'import jsonschema' 2>/dev/null || return 0
    "$PYTHON3" -c 'import json, sys, jsonschema
load = lambda path: json.load(open(path, encoding="utf-8"))
jsonschema.validate(load(sys.argv[1]), load("docs/run.schema.json"))' "$folder/out" ||
        fail "not as docs/run.schema.json says"
}
watched() { # watched NAME: one of the watch's programs, in a folder of its own
    mkdir -p "$folder/$1"
    cp "tests/watch/programs/$1.c" tests/watch/programs/small.h "$folder/$1"
}

greeting 'if (argc > 1) printf("%s\n", argv[1]);'
run 0 "$MPIGRADE" run "$folder/greeting.c" -np 2 --format json -- word
follows_schema
report 'r["schema"] == "mpigrade/run/1" and r["outcome"] == "finished" and r["findings"] == []'
report 'r["np"] == 2 and r["args"] == ["word"] and "word" in r["ranks"][1]["stdout"] and r["strict"] is False'
run 0 "$MPIGRADE" run "$folder/greeting.c" -np 2 --perturb 7 -o "$folder/kept.json"
cp "$folder/kept.json" "$folder/out"
report 'r["perturb"] == 7 and r["environment"]["mpi"]'

watched everyone_receives_first
run 1 "$MPIGRADE" run "$folder/everyone_receives_first" -np 2 --format json
follows_schema
report '[f["kind"] for f in r["findings"]] == ["deadlock"] and r["outcome"] == "deadlocked"'
report '[(s["rank"], s["call"], s["peer"], s["where"]["line"]) for s in r["findings"][0]["ranks"]] == [(0, "MPI_Recv", 1, 8), (1, "MPI_Recv", 0, 8)]'
run 1 "$MPIGRADE" run "$folder/everyone_receives_first" -np 2
said out '^Deadlock: rank 0 waits in MPI_Recv' '^  rank 1 +MPI_Recv .*--> rank 0'

watched everyone_sends_little_first
run 0 "$MPIGRADE" run "$folder/everyone_sends_little_first" -np 2
run 1 "$MPIGRADE" run "$folder/everyone_sends_little_first" -np 2 --strict --format json
report 'r["strict"] and r["deadlock"]["unsafe_sends"] and not r["deadlock"]["unsafe_collectives"]'
watched bcast_root_waits_in_it_strictly
run 0 "$MPIGRADE" run "$folder/bcast_root_waits_in_it_strictly" -np 1
run 1 "$MPIGRADE" run "$folder/bcast_root_waits_in_it_strictly" -np 3 --strict --format json
report 'r["deadlock"]["unsafe_collectives"] and "works only while MPI" in r["findings"][0]["text"]'

watched polls_for_ever
run 1 "$MPIGRADE" run "$folder/polls_for_ever" -np 2 --limit wall_s=2 --format json
follows_schema
report '[f["kind"] for f in r["findings"]] == ["timed_out"] and r["limit"] == "wall_s"'
report '[s["state"] for s in r["findings"][0]["ranks"]] == ["in_call", "polling"]'
report '"rank 1 was calling MPI_Iprobe (polls_for_ever.c:11) again" in r["findings"][0]["text"]'

greeting 'if (rank == 1) raise(SIGSEGV);'
run 1 "$MPIGRADE" run "$folder/greeting.c" -np 2 --format json
follows_schema
report '"crashed" in [f["kind"] for f in r["findings"]] and r["culprit"] == 1'
greeting 'nonsense'
run 1 "$MPIGRADE" run "$folder/greeting.c" --format json
follows_schema
report 'r["outcome"] == "not_gradable" and [f["kind"] for f in r["findings"]] == ["does_not_compile"]'
report '"nonsense" in r["build"]["diagnostics"] and r["ranks"] == []'
run 1 "$MPIGRADE" run "$folder/greeting.c"
said err 'nonsense' 'does not compile'
