# mpigrade report OUT: from the store alone, complete, and JSON by its schema.
. tests/cli/lib.sh
greeting
run 0 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o "$folder/r.json"
run 0 "$(dirname "$MPIGRADE")/make_store" "$folder/class" 30 2 "$folder/r.json"
rm -r "$folder/class/reports"
run 0 "$MPIGRADE" report "$folder/class"
said out 'A large class' 'Name29 Surname' '01-exercise .*02-exercise'
run 0 "$MPIGRADE" report "$folder/class" --lang es
said out 'estudiantes: 30'
for format in csv moodle canvas nbgrader json; do
    run 0 "$MPIGRADE" report "$folder/class" --format "$format" -o "$folder/$format"
done
cat >"$folder/check.py" <<'END'
import csv, json, sys
def table(name):
    with open(f"{sys.argv[1]}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
book = json.load(open(sys.argv[1] + "/json", encoding="utf-8"))
points = [[result["final"] for result in student["results"]] for student in book["students"]]
assert len(points) == 30
number = lambda rows, columns: [[float(row[i]) for i in columns] for row in rows]
assert number(table("csv")[1:], (6, 8)) == points
assert number(table("canvas")[2:], (5, 6)) == points
assert table("canvas")[1][5:] == ["100", "100"]
assert number(table("moodle")[1:], (2, 3)) == points
flat = [row[9] for row in table("nbgrader")[1:]]
assert [float(x) for x in flat] == [row[0] for row in points] + [row[1] for row in points]
for row, student in zip(table("csv")[1:], book["students"]):
    assert float(row[10]) == student["total"]
try:
    import jsonschema
    jsonschema.validate(book, json.load(open("docs/class.schema.json", encoding="utf-8")))
except ImportError:
    pass
END
run 0 "$PYTHON3" "$folder/check.py" "$folder"
run 0 "$MPIGRADE" report "$folder/class" --bom -o "$folder/grades.canvas.csv"
[ "$(head -c 10 "$folder/grades.canvas.csv")" = $'\xef\xbb\xbfStudent' ] || fail "no mark, or not for Canvas"
run 0 "$MPIGRADE" report "$folder/class" --student 'name7 surname'
said out 'student00007@' 'Points: '
run 2 "$MPIGRADE" report "$folder/class" --student 'nam7 surname'
said err 'Did you mean "Name7 Surname"'
run 0 "$MPIGRADE" report "$folder/class" --format html
said out '<!DOCTYPE html>' 'Name29 Surname' "default-src 'none'"
run 0 "$MPIGRADE" report "$folder/class" -o "$folder/pages/"
[ "$(find "$folder/pages" -name '*.html' | wc -l)" -eq $((1 + 30 + 60)) ] || fail "not a page for each"
[ "$(find "$folder/pages" -type f ! -name '*.html' | wc -l)" -eq 0 ] || fail "something else is left there"
touch "$folder/file"
run 3 "$MPIGRADE" report "$folder/class" --format html -o "$folder/file/pages"
said err 'cannot make the folder' 'Name another folder'
run 2 "$MPIGRADE" report "$folder/class" --format xml
said err 'csv canvas moodle'
