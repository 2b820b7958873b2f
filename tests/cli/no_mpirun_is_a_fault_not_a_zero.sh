# Without mpirun nothing can be graded: status 3, no score, and what to install.
. tests/cli/lib.sh
greeting
mkdir "$folder/bin"
for tool in /usr/bin/*; do
    case ${tool##*/} in
    mpirun* | mpiexec* | orterun* | prterun*) ;;
    *) ln -s "$tool" "$folder/bin/" ;;
    esac
done
run 3 env PATH="$folder/bin" "$MPIGRADE" grade 00-spmd "$folder/greeting.c"
said err mpirun
run 3 env PATH="$folder/bin" "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
report 'r["outcome"] == "grader_fault" and not r["score"] and "mpirun" in r["reason"]'
run 3 env PATH="$folder/bin" "$MPIGRADE" doctor
