# Every C file but the students' is formatted as clang-format 14 formats it (others break lines elsewhere).
# `script/format` does it.
set -euo pipefail
. tests/lint/lib.sh
tool=$(command -v clang-format-14 || command -v clang-format) || skip "no clang-format here"
"$tool" --version | grep -q 'version 14\.' || skip "$("$tool" --version) is not version 14"
unformatted=$(our_c_files | xargs -0 "$tool" --dry-run 2>&1 | grep -oE '^[^ ]+\.[ch]:' | sort -u || true)
[ -z "$unformatted" ] || {
    echo "not formatted (script/format does it):"
    echo "$unformatted"
    exit 1
}
