# SPDX-License-Identifier: GPL-3.0-or-later
# How every target is compiled: the language, the warnings, floating point, the sanitizers.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(THAW_WERROR "Warnings are errors" OFF)
option(THAW_FUZZ "Build the fuzz targets instead of the tests (clang)" OFF)
option(THAW_COVERAGE "Count which lines run" OFF)
set(THAW_SANITIZE "" CACHE STRING "Sanitizers, separated by commas: address,undefined")

# Linked privately by our own targets, so that nobody who uses the library inherits them.
add_library(thaw_options INTERFACE)
target_compile_options(thaw_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
    -Wformat=2 -Wundef
    # Only by gcc: clang reports INFINITY and NAN, which C makes floats, and each enum that becomes an int.
    $<$<C_COMPILER_ID:GNU>:-Wdouble-promotion>
    $<$<NOT:$<C_COMPILER_ID:GNU>>:-Wno-sign-conversion>
    $<$<BOOL:${THAW_WERROR}>:-Werror>
    # The same input gives the same bytes on every machine. A fused multiply-add rounds once where the
    # source rounds twice, and compilers fuse wherever the processor can (gcc even by default).
    -ffp-contract=off)
# POSIX.1-2008 with XSI, which -std=c17 hides: fmemopen, newlocale, strdup, M_PI.
target_compile_definitions(thaw_options INTERFACE _XOPEN_SOURCE=700)

# Two builds of the same source in different folders are the same bytes: files are named as seen from the
# root. Not where a debugger or a counter must find the file itself.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT THAW_SANITIZE AND NOT THAW_COVERAGE)
    target_compile_options(thaw_options INTERFACE "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/="
                           "-ffile-prefix-map=${PROJECT_BINARY_DIR}/=build/")
endif()

# Sanitizers and coverage must reach everything that is linked together, hence not a target's own.
if(THAW_SANITIZE)
    add_compile_options(-fsanitize=${THAW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${THAW_SANITIZE})
endif()
if(THAW_FUZZ)
    if(NOT CMAKE_C_COMPILER_ID MATCHES Clang)
        message(FATAL_ERROR "THAW_FUZZ needs clang: libFuzzer is part of it.")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(THAW_COVERAGE)
    add_compile_options(--coverage -fprofile-update=atomic)
    add_link_options(--coverage)
endif()
