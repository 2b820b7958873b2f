# The harnesses of integrations/: Gradescope's in a tree like its own; the YAML files and their shell steps are read.
. tests/cli/lib.sh
export AUTOGRADER_ROOT="$folder/autograder" MPIGRADE_EXERCISE=00-spmd MPIGRADE
mkdir -p "$AUTOGRADER_ROOT/submission"
greeting
cp "$folder/greeting.c" "$AUTOGRADER_ROOT/submission/"
results=$AUTOGRADER_ROOT/results/results.json
run_autograder() {
    bash integrations/gradescope/run_autograder
}
run 0 run_autograder
cp "$results" "$folder/out"
report 'r["score"] == sum(t["max_score"] for t in r["tests"]) and r["stdout_visibility"] == "hidden"'

# What cannot be graded has no points; what we cannot grade has no results, not even those of before.
echo 'int main(void) { return missing; }' >"$AUTOGRADER_ROOT/submission/greeting.c"
run 0 run_autograder
cp "$results" "$folder/out"
report 'r["score"] == 0 and len(r["tests"]) == 1'
MPIGRADE_EXERCISE=no-such-exercise run 1 run_autograder
[ ! -e "$results" ] || fail "there are results without a verdict"

run 0 "$PYTHON3" - <<'END'
import pathlib, subprocess, tempfile, shutil, yaml
github = yaml.safe_load(pathlib.Path("integrations/github/mpigrade.yml").read_text(encoding="utf-8"))
assert True in github and github["permissions"] == {"contents": "read"}  # "on" is true in YAML 1.1
steps = github["jobs"]["grade"]["steps"]
gitlab = yaml.safe_load(pathlib.Path("integrations/gitlab/mpigrade.yml").read_text(encoding="utf-8"))["mpigrade"]
scripts = [step["run"] for step in steps if "run" in step]
scripts.append("\n".join(gitlab["before_script"] + gitlab["script"]))
assert gitlab["artifacts"]["reports"]["junit"] in scripts[-1]
for script in scripts:
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as file:
        file.write("#!/usr/bin/env bash\nset -e\n" + script)
        file.flush()
        subprocess.run(["bash", "-n", file.name], check=True)
        if shutil.which("shellcheck"):
            subprocess.run(["shellcheck", "-s", "bash", "-S", "warning", file.name], check=True)
END

# The two steps of the workflow that grade, as GitHub runs them.
mkdir -p "$folder/run/mpigrade/build/release" "$folder/run/submission"
ln -s "$(readlink -f "$MPIGRADE")" "$folder/run/mpigrade/build/release/mpigrade"
cp "$folder/greeting.c" "$folder/run/submission/"
"$PYTHON3" - "$folder" <<'END'
import pathlib, sys, yaml
steps = yaml.safe_load(pathlib.Path("integrations/github/mpigrade.yml").read_text(encoding="utf-8"))["jobs"]["grade"]["steps"]
for step in steps:
    if "id" in step:
        pathlib.Path(sys.argv[1], step["id"] + ".sh").write_text("set -e\n" + step["run"], encoding="utf-8")
END
export GITHUB_STEP_SUMMARY="$folder/summary" GITHUB_OUTPUT="$folder/outputs" EXERCISE=00-spmd SUBMISSION=greeting.c
run 0 env -C "$folder/run" bash "$folder/mpigrade.sh"
said out '^::notice title=mpigrade 00-spmd::'
run 0 env -C "$folder/run" bash "$folder/classroom.sh"
said out '^::notice title=Autograding report::\{"totalPoints":[0-9]+,"maxPoints":[0-9]+\}$'
grep -q '^result=' "$folder/outputs" || fail "there is no result for GitHub Classroom"
