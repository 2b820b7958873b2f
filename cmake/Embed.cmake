# cmake -D OUT=FILE.c -D NAME=html_page_style -D "FILES=a.css;b.css" -P Embed.cmake: a C file with a string of these
# files' bytes, one behind the other.
set(bytes "")
foreach(file IN LISTS FILES)
    file(READ "${file}" hex HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," hex "${hex}")
    string(APPEND bytes "${hex}\n")
endforeach()
file(WRITE "${OUT}" "extern const char ${NAME}[];\nconst char ${NAME}[] = {\n${bytes}0};\n")
