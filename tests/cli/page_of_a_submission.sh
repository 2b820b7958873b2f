# The page of a report: every answer is on it, what the compiler said leads to the line, and nothing is ever markup.
. tests/cli/lib.sh
sample=tests/cases/03-chunks-of-1-table/equal_chunks_instead.json
run 1 "$MPIGRADE" grade 03-chunks-of-1-table "$sample" -o "$folder/page.html"
run 0 cat "$folder/page.html"
said out '^Process 0 runs iteration 1$' '^Process 3 runs iteration 7$' '<td class="">3 7</td><td class="found">6 7</td>'

mkdir "$folder/handed_in"
printf 'int main(void) {\n    retrun </script><b>0;\n}\n' >"$folder/handed_in/main.c"
printf 'a\0b' >"$folder/handed_in/bytes.txt"
printf 'na\xefve' >"$folder/handed_in/latin.txt"
head -c 65537 /dev/zero | tr '\0' x >"$folder/handed_in/long.txt"
run 1 "$MPIGRADE" grade 00-spmd "$folder/handed_in" --format json -o "$folder/r.json"
run 0 cat "$folder/r.json"
report '({f["path"]: f["text"] and f["text"][:4] for f in r["submission"]["files"]} ==
        {"main.c": "int ", "latin.txt": "na\ufffdv", "bytes.txt": None, "long.txt": None})'
run 0 "$MPIGRADE" report "$folder/r.json" --format html
cp "$folder/out" "$folder/page.html"
said out '<strong>Cannot be graded</strong>' '<li id="F[0-9]+L2" class="noted"><code>    retrun &#60;/script&#62;' '<li>error: '
not_said out '<b>0' '[0-9] %'
run 0 "$MPIGRADE" report "$folder/r.json" -o "$folder/again.html"
cmp "$folder/page.html" "$folder/again.html" || fail "not the same page"
run 0 "$MPIGRADE" report "$folder/r.json" --format html --lang es
said out '<html lang="es">' '<strong>No se puede calificar</strong>'
