# Every C file is formatted as clang-format 14 formats it (others break lines elsewhere).
# `script/format` does it.
set -euo pipefail
. tests/lint/lib.sh
tool=$(command -v clang-format-14 || command -v clang-format) || skip "no clang-format here"
"$tool" --version | grep -q 'version 14\.' || skip "$("$tool" --version) is not version 14"
git ls-files -z '*.c' '*.h' | xargs -0 "$tool" --dry-run --Werror
