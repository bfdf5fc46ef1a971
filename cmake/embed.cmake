# SPDX-License-Identifier: GPL-3.0-or-later
# thaw_embed(TARGET docs/glossary.md thaw_glossary_page)
#
# Compiles a file, relative to the root unless it is absolute, into the target: `extern const char thaw_glossary_page[];`,
# ended by NUL. The C file is written when the target is built, by this file run as a script.
if(CMAKE_SCRIPT_MODE_FILE)
    file(READ "${INPUT}" bytes HEX)
    # A list of characters: a string literal over 4,095 bytes is beyond what C17 promises.
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(REGEX REPLACE "('\\\\x0a',)" "\\1\n" bytes "${bytes}")
    file(WRITE "${OUTPUT}"
         "extern const char ${SYMBOL}[];\nconst char ${SYMBOL}[] = {\n${bytes}'\\0'};\n")
    return()
endif()

function(thaw_embed target file symbol)
    set(output "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c")
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    add_custom_command(OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" -D "INPUT=${file}" -D "OUTPUT=${output}"
                -D "SYMBOL=${symbol}" -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
        DEPENDS "${file}" "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
        VERBATIM)
    target_sources(${target} PRIVATE "${output}")
endfunction()
