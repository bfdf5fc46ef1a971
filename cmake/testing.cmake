# SPDX-License-Identifier: GPL-3.0-or-later
# The words in which tests/CMakeLists.txt, tests/fuzz and tests/bench list what they have.

# Output that means failure whatever the exit code. Criterion exits 0 when LeakSanitizer finds a leak in
# a test's process, and when it ran no test at all (a filter that matches nothing).
set(THAW_FAILURE_OUTPUT "LeakSanitizer;AddressSanitizer;runtime error:;Tested: 0 ")

# Criterion's macros define functions without declaring them and store an int in a one-bit field.
add_library(thaw_test_options INTERFACE)
target_compile_options(thaw_test_options INTERFACE -Wno-missing-prototypes -Wno-conversion)

# thaw_test(unit/model/test_status.c unit [LIBRARY...])
#
# One Criterion program, run by ctest as unit/model/status with that label, in the root of the source
# tree. LABEL is unit, reference or property. Tests of cli/ link its library by themselves.
function(thaw_test path label)
    string(REGEX REPLACE "\\.c$" "" name "${path}")
    string(REPLACE "/test_" "/" name "${name}")
    string(REPLACE "/" "_" target "test_${name}")
    add_executable(${target} ${path})
    target_link_libraries(${target} PRIVATE
        thaw::thaw thaw_support PkgConfig::CRITERION PkgConfig::JANSSON m ${ARGN}
        thaw_options thaw_test_options)
    if(path MATCHES "^[a-z]+/cli/")
        target_link_libraries(${target} PRIVATE thaw_cli)
    endif()
    target_compile_definitions(${target} PRIVATE THAW_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${target} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 300
                         FAIL_REGULAR_EXPRESSION "${THAW_FAILURE_OUTPUT}")
endfunction()
