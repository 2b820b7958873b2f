#!/bin/sh
# update.sh: brings each po/*.po up to date with the sources. New messages come in untranslated.
set -eu
cd "$(dirname "$0")"
new=$(mktemp)
trap 'rm -f "$new"' EXIT
./extract.sh >"$new"
for catalogue in *.po; do
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --add-location=file "$catalogue" "$new"
    msgattrib --no-obsolete --no-wrap --add-location=file -o "$catalogue" "$catalogue"
    sed -i '/^"Report-Msgid-Bugs-To/d' "$catalogue"
done
