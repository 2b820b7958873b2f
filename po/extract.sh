#!/bin/sh
# extract.sh: writes the messages of all sources, in the form of a .pot file, to standard output.
set -eu
cd "$(dirname "$0")/.."
find grader -name '*.[ch]' | LC_ALL=C sort |
    xgettext --files-from=- --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ \
        --add-comments=TRANSLATORS --sort-by-file --no-wrap --output=- |
    sed 's/charset=CHARSET/charset=UTF-8/; /^"POT-Creation-Date/d'
