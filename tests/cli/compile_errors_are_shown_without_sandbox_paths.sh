# What does not compile is not gradable: the compiler's words, with the student's file name and line and
# none of the paths inside the sandbox.
. tests/cli/lib.sh
greeting 'int x = three;'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
report 'r["outcome"] == "not_gradable" and r["reason"] and r["build"]["ok"] is False'
report 'r["score"]["points"] == 0'
report '"greeting.c:13:" in r["build"]["diagnostics"] and "error:" in r["build"]["diagnostics"]'
report '"/tmp/" not in json.dumps(r) and "/greeting.c" not in r["build"]["diagnostics"]'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format text -o -
said out 'greeting\.c:13:.*error:'
