# One warning per line with a reason where it is not obvious; errors only in dev presets and CI.
add_library(mpigrade_warnings INTERFACE)
target_compile_options(mpigrade_warnings INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion         # sizes are size_t, ranks are int: every change of type is written down
    -Wshadow
    -Wstrict-prototypes
    -Wmissing-prototypes # a function is static or in a header
    -Wswitch-enum        # names the outcome that a switch forgot; so no default: over our enums
    -Wformat=2
    -Wwrite-strings
    -Wundef
    -Wcast-qual
    -Wimplicit-fallthrough)

# The grader and its tests. Never for what is loaded into student programs (watch, agent).
add_library(mpigrade_options INTERFACE)
target_link_libraries(mpigrade_options INTERFACE mpigrade_warnings)
target_compile_definitions(mpigrade_options INTERFACE _GNU_SOURCE)
target_include_directories(mpigrade_options INTERFACE ${CMAKE_SOURCE_DIR}/grader)
if(MPIGRADE_SANITIZE)
    target_compile_options(mpigrade_options INTERFACE
        -fsanitize=${MPIGRADE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(mpigrade_options INTERFACE -fsanitize=${MPIGRADE_SANITIZE})
endif()
if(MPIGRADE_FUZZ)
    # Counters for libFuzzer; its main is linked to the drivers only (tests/fuzz).
    target_compile_options(mpigrade_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(mpigrade_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(MPIGRADE_COVERAGE)
    target_compile_options(mpigrade_options INTERFACE --coverage)
    target_link_options(mpigrade_options INTERFACE --coverage)
endif()
if(MPIGRADE_HARDEN)
    # The OpenSSF compiler-hardening guide's list for C.
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
                        -fstack-clash-protection)
    add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()
