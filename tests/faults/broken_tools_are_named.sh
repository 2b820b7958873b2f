# mpirun, compiler, agent or sandbox that are missing, broken or say nonsense: a fault that names them, no zero.
. tests/faults/lib.sh
hurt=(env PATH="$folder/bin:$PATH" "${grade[@]}")

script mpirun 'exit 1'
fault "mpirun is neither Open MPI's.*--version" "${hurt[@]}"
script mpirun 'head -c 100000 /dev/urandom'
fault 'mpirun is neither' "${hurt[@]}"
script mpirun "[ \"\$1\" = --version ] && exec $(command -v mpirun) --version" 'echo nonsense; exit 3'
fault 'mpirun did not start 2 processes.*nonsense.*doctor' "${hurt[@]}"
rm "$folder/bin/mpirun"

script mpicc 'echo no licence; exit 1'
fault 'even for an empty program: no licence' "${hurt[@]}"
rm "$folder/bin/mpicc"

script bwrap 'echo forbidden; exit 1'
fault 'no sandbox.*forbidden.*--sandbox=off' "${hurt[@]}" --sandbox=require
rm "$folder/bin/bwrap"

# A compiler that works and a program that does not compile: that is the submission's.
echo 'int main(void) { return x; }' >"$folder/wrong.c"
run 1 "$MPIGRADE" grade "$rubric" "$folder/wrong.c" --no-cache --format json
report 'r["outcome"] == "not_gradable"'

mkdir "$folder/alone"
cp "$MPIGRADE" "$folder/alone/mpigrade"
fault 'mpigrade-agent' env MPIGRADE_DATA="$PWD" "$folder/alone/mpigrade" "${grade[@]:1}"
