# Starter files of exercises with answers, handed in as they are, get no points and say why; beside the one
# that was filled in, the other does not matter.
. tests/cli/lib.sh
for rubric in $(grep -l '"kind": "answers"' rubrics/*.json); do
    id=$(basename "$rubric" .json)
    starter=exercises/$id/starter
    for path in "$starter" "$starter/answers.json" "$starter/answers.csv"; do
        run 1 "$MPIGRADE" grade "$id" "$path" --format json
        report 'r["outcome"] == "graded" and r["score"]["points"] == 0'
        report 'all("not answered yet" in f["what"] for c in r["checks"] for f in c["findings"])'
    done
    for filled in json csv; do
        rm -rf "$folder/in"
        mkdir "$folder/in"
        run 0 "$MPIGRADE" start "$id" "$folder/in"
        cp "tests/cases/$id/right.$filled" "$folder/in/answers.$filled"
        run 0 "$MPIGRADE" grade "$id" "$folder/in" --format json
        report 'r["submission"]["language"] == "answers" and r["build"]["ok"]'
    done
    cp "tests/cases/$id/right.json" "$folder/in/answers.json"
    run 1 "$MPIGRADE" grade "$id" "$folder/in" --format json
    report 'r["outcome"] == "not_gradable" and "not clear which" in r["reason"]'
done
