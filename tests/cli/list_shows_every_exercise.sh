# A line for each rubric, in order.
. tests/cli/lib.sh
run 0 "$MPIGRADE" list
for rubric in rubrics/*.json; do
    id=${rubric##*/}
    id=${id%.json}
    case $id in *.schema) ;; *) said out "$id" ;; esac
done
