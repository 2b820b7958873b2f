#!/bin/sh
# check.sh LANGUAGE: fails when a message of the sources has no translation in po/LANGUAGE.po.
set -eu
cd "$(dirname "$0")"
new=$(mktemp)
trap 'rm -f "$new"' EXIT
./extract.sh >"$new"
if grep -n '<PRI' "$new"; then
    echo "a message must not hold PRId64 and the like: its catalogue would differ by machine" >&2
    exit 1
fi
msgfmt --check-format -o /dev/null "$1.po"
if ! msgcmp --no-fuzzy-matching "$1.po" "$new" 2>/dev/null; then
    msgcmp "$1.po" "$new" || true
    echo "po/$1.po lacks messages: run po/update.sh, then translate what is empty" >&2
    exit 1
fi
