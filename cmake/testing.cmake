# SPDX-License-Identifier: GPL-3.0-or-later
# The words in which tests/CMakeLists.txt, tests/fuzz and tests/bench list what they have.

# Output that means failure whatever the exit code. Criterion exits 0 when LeakSanitizer finds a leak in
# a test's process, and when it ran no test at all (a filter that matches nothing).
# "LeakSanitizer has encountered a fatal error" is not among them: clang 14's tracer crashes at the end of a
# few test processes, which then pass without their leaks being looked for.
set(THAW_FAILURE_OUTPUT "LeakSanitizer: detected;AddressSanitizer;runtime error:;Tested: 0 ")

# Against hangs, in seconds: no test is meant to be fast. The sanitizers take several times as long.
set(THAW_TEST_TIMEOUT 900)
if(THAW_SANITIZE)
    set(THAW_TEST_TIMEOUT 3600)
endif()

# Criterion's macros define functions without declaring them, store an int in a one-bit field, and open
# blocks in which gcc 12 takes a pointer for one into a block that has ended.
add_library(thaw_test_options INTERFACE)
target_compile_options(thaw_test_options INTERFACE -Wno-missing-prototypes -Wno-conversion
                       $<$<C_COMPILER_ID:GNU>:-Wno-dangling-pointer>)

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
        thaw::thaw_static thaw_support PkgConfig::CRITERION PkgConfig::JANSSON m ${ARGN}
        thaw_options thaw_test_options)
    if(path MATCHES "^[a-z]+/cli/")
        target_link_libraries(${target} PRIVATE thaw_cli)
    endif()
    target_compile_definitions(${target} PRIVATE THAW_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${target} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${THAW_TEST_TIMEOUT}
                         FAIL_REGULAR_EXPRESSION "${THAW_FAILURE_OUTPUT}")
endfunction()

# thaw_cli_cases(cli)
#
# One test for each case folder under the folder: any with a file `args` or `command`.
function(thaw_cli_cases folder)
    file(GLOB_RECURSE cases CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}"
         "${folder}/args" "${folder}/command")
    foreach(case IN LISTS cases)
        cmake_path(GET case PARENT_PATH case)
        add_test(NAME ${case}
                 COMMAND "${PROJECT_SOURCE_DIR}/tests/run_case" $<TARGET_FILE:thaw_program>
                         "${CMAKE_CURRENT_SOURCE_DIR}/${case}")
        set_tests_properties(${case} PROPERTIES LABELS cli TIMEOUT ${THAW_TEST_TIMEOUT})
    endforeach()
endfunction()

# thaw_documented_examples(PAGE...)
#
# One test for each page, relative to the root, that has ```console blocks: what they show is what is
# printed. Cases of the command run the same code under the sanitizers.
function(thaw_documented_examples)
    foreach(page IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${page}")
        file(STRINGS "${PROJECT_SOURCE_DIR}/${page}" blocks REGEX "^```console")
        if(NOT blocks)
            continue()
        endif()
        add_test(NAME docs/${page}
                 COMMAND "${PROJECT_SOURCE_DIR}/tests/run_docs" $<TARGET_FILE:thaw_program>
                         "${PROJECT_SOURCE_DIR}/${page}")
        set_tests_properties(docs/${page} PROPERTIES LABELS "docs;heavy" TIMEOUT ${THAW_TEST_TIMEOUT})
    endforeach()
endfunction()

# thaw_label(heavy TEST...): one label more for each of the tests.
function(thaw_label label)
    foreach(test IN LISTS ARGN)
        set_property(TEST ${test} APPEND PROPERTY LABELS ${label})
    endforeach()
endfunction()

# thaw_starved_commands(starved.txt)
#
# Tests for each command that the file lists, of what tests/starve does to it.
function(thaw_starved_commands list)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${list}")
    file(STRINGS "${list}" lines REGEX "^[a-z]")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE ":.*" "" name "${line}")
        set(command "${PROJECT_SOURCE_DIR}/tests/starve" $<TARGET_FILE:thaw_program>
            $<TARGET_FILE_DIR:thaw_starve_shim> ${name})
        add_test(NAME starve/${name} COMMAND ${command} few)
        set_tests_properties(starve/${name} PROPERTIES LABELS cli TIMEOUT ${THAW_TEST_TIMEOUT})
        foreach(mode IN ITEMS memory signal leaks time)
            add_test(NAME starve/${mode}/${name} COMMAND ${command} ${mode})
            set_tests_properties(starve/${mode}/${name} PROPERTIES LABELS long TIMEOUT 7200)
        endforeach()
    endforeach()
endfunction()

# thaw_fuzz(read_scenario [FOLDER...])
#
# tests/fuzz/read_scenario.c, a libFuzzer target. It starts from the files in tests/fuzz/seeds/read_scenario and
# in the folders named (relative to the root); words to mix in are in tests/fuzz/read_scenario.dict, if there is
# one. How it is run stands beside the program, one argument a line, in read_scenario.arguments: tools/fuzz runs
# it so, and ctest for THAW_FUZZ_SECONDS, from the seeds alone and by the same dice each time: a change is to be
# judged by what it changes. What breaks it then is left in build/fuzz/tests/fuzz.
add_custom_target(fuzz_targets)
set(THAW_FUZZ_SECONDS 4 CACHE STRING "How long ctest runs each fuzz target")
function(thaw_fuzz name)
    add_executable(fuzz_${name} ${name}.c)
    add_dependencies(fuzz_targets fuzz_${name})
    # libFuzzer's entry point, too, is a function that no header declares.
    target_link_libraries(fuzz_${name} PRIVATE thaw_fuzz_support thaw::thaw_static thaw_options thaw_test_options)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)

    # A solver's answer may take seconds under the sanitizers, on a machine with other work.
    set(arguments -timeout=60 -rss_limit_mb=3072 -len_control=0 -print_final_stats=1)
    set(dictionary "${CMAKE_CURRENT_SOURCE_DIR}/${name}.dict")
    if(EXISTS "${dictionary}")
        list(APPEND arguments "-dict=${dictionary}")
    endif()
    foreach(folder IN ITEMS tests/fuzz/seeds/${name} LISTS ARGN)
        if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/${folder}")
            list(APPEND arguments "${PROJECT_SOURCE_DIR}/${folder}")
        endif()
    endforeach()
    list(JOIN arguments "\n" lines)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/${name}.arguments" "${lines}\n")

    set(found "${CMAKE_CURRENT_BINARY_DIR}/found_${name}")
    add_test(NAME fuzz/${name}
             COMMAND sh -c "rm -rf \"$0\" && mkdir \"$0\" && exec \"$@\"" "${found}"
                     $<TARGET_FILE:fuzz_${name}> "${found}" ${arguments}
                     -seed=1 -max_total_time=${THAW_FUZZ_SECONDS}
                     -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/${name}-
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    math(EXPR limit "${THAW_FUZZ_SECONDS} + 120")
    set_tests_properties(fuzz/${name} PROPERTIES LABELS fuzz TIMEOUT ${limit})
endfunction()

# thaw_bench(solve_baseline)
#
# tests/bench/solve_baseline.c, built and run only by `cmake --build build/release --target bench`.
add_custom_target(bench)
function(thaw_bench name)
    add_executable(bench_${name} EXCLUDE_FROM_ALL ${name}.c)
    target_link_libraries(bench_${name} PRIVATE thaw::thaw_static m thaw_options)
    target_compile_definitions(bench_${name} PRIVATE THAW_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                               THAW_PROGRAM="$<TARGET_FILE:thaw_program>")
    add_custom_target(run_bench_${name} COMMAND bench_${name} USES_TERMINAL VERBATIM
                      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    add_dependencies(bench_${name} thaw_program)
    add_dependencies(bench run_bench_${name})
endfunction()
