# Shell and Python files parse; shellcheck reads the scripts where it is installed.
set -euo pipefail
for script in script/* .ci/run tests/*/*.sh integrations/gradescope/*; do bash -n "$script"; done
for module in tests/*.py tests/bench/*.py tests/formats/*.py tests/pages/*.py; do
    "$PYTHON3" -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$module"
done
if command -v shellcheck >/dev/null; then shellcheck -s bash -S warning script/* .ci/run tests/*/*.sh integrations/gradescope/*; fi
