# trace draws a column for each rank and an arrow for each message, and tells what run tells; its JSON has
# every call with the other end of its message. Python's calls stand under the names they have there.
. tests/cli/lib.sh
run 0 "$MPIGRADE" trace patterns/07-ring.c -np 3
said out '^ +ms +0 +1 +2 ' '◆━+◆━+◆ +all +Init' '(●|┠|├)──+▶' '◀──+.*(●|┨|┤)' '0 +Send to 1 +line [0-9]+ +tag 1, 4 B' \
    '2 +Recv from 1 +line [0-9]+ +tag 1, 8 B' '^\[rank 0\] Master'
not_said out '✗ +[0-9]'
run 0 env LC_ALL=C "$MPIGRADE" trace patterns/07-ring.c -np 3 --events 2
said out 'O=+O=+O +all +Init' '6 calls between are not drawn'
! grep -q "$(printf '[\200-\377]')" "$folder/out" || fail "not ASCII"

run 0 "$MPIGRADE" trace patterns/07-ring.c -np 3 --format json
report 'r["schema"] == "mpigrade/run/1" and r["events_dropped"] == [0, 0, 0] and r["findings"] == []'
report 'all(e["leave_us"] >= e["enter_us"] for e in r["events"])'
e='{(e["rank"], e["index"]): e for e in r["events"]}'
sends='[e for e in r["events"] if e["call"] == "MPI_Send"]'
report "[(e['rank'], e['peer'], e['bytes']) for e in $sends] == [(0, 1, 4), (1, 2, 8), (2, 0, 12)]"
report "(lambda of: all(of[e['match']['rank'], e['match']['event']]['match'] == {'rank': e['rank'], 'event': e['index']} for e in $sends))($e)"
report "all(e['where']['file'] == '07-ring.c' and e['tag'] == 1 for e in $sends)"
if "$PYTHON3" -c 'import jsonschema' 2>/dev/null; then
    "$PYTHON3" -c 'import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open("docs/run.schema.json")))' "$folder/out" ||
        fail "not as docs/run.schema.json says"
fi

mkdir "$folder/deadlock"
cp tests/watch/programs/everyone_receives_first.c tests/watch/programs/small.h "$folder/deadlock"
run 1 "$MPIGRADE" trace "$folder/deadlock" -np 2
said out '✗ .*0 +Recv from 1 +line 8 .*never returns' '^ +✗ +✗$' '^Deadlock: rank 0 waits'

"$PYTHON3" -c 'import mpi4py' 2>/dev/null || exit 0
cat >"$folder/pair.py" <<'END'
from mpi4py import MPI
comm = MPI.COMM_WORLD
rank = comm.Get_rank()
if rank == 0:
    comm.send([1, 2], dest=1, tag=5)
else:
    print(comm.recv(source=0, tag=5))
comm.bcast(rank, root=0)
END
run 0 "$MPIGRADE" trace "$folder/pair.py" -np 2
said out '0 +send to 1 +line 5 +tag 5' '1 +recv from 0 +line 7 +tag 5' 'bcast from 0 +line 8' '──+▶'
not_said out 'Mprobe' 'Mrecv'
run 0 "$MPIGRADE" trace "$folder/pair.py" -np 2 --format json
report '[e["method"] for e in r["events"] if e["call"] in ("MPI_Send", "MPI_Mprobe", "MPI_Recv") and e["where"]] == ["send", "recv"]'
