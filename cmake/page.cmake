# SPDX-License-Identifier: GPL-3.0-or-later
# thaw_page(TARGET SYMBOL): the template of `thaw page`, compiled into the target like an embedded file.
#
# A page opened from disk may load no modules, so its scripts become one: the modules of cli/page/ in the
# order below, each before those that import it. Each becomes a function that returns what it exports, so
# what it keeps to itself stays its own; only exported names must differ.
set(page_scripts dom data state table verdict predict month deals why sets sliders map history take main)

if(CMAKE_SCRIPT_MODE_FILE)
    set(script "")
    foreach(name IN LISTS page_scripts)
        file(READ "${FOLDER}/${name}.js" module)
        string(REGEX MATCHALL "\nexport (const|function|async function) [A-Za-z]+" exports "${module}")
        list(TRANSFORM exports REPLACE ".* " "")
        list(JOIN exports ", " exports)
        string(REGEX REPLACE "\nimport [^;]*;" "" module "${module}")
        string(REGEX REPLACE "\nexport " "\n" module "${module}")
        string(APPEND script "const { ${exports} } = (() => {\n${module}return { ${exports} };\n})();\n\n")
    endforeach()
    file(READ "${FOLDER}/page.css" style)
    file(READ "${FOLDER}/page.html" page)
    string(REPLACE "@STYLE@" "${style}" page "${page}")
    string(REPLACE "@SCRIPT@" "${script}" page "${page}")
    file(WRITE "${OUTPUT}" "${page}")
    return()
endif()

function(thaw_page target symbol)
    set(folder "${PROJECT_SOURCE_DIR}/cli/page")
    set(page "${CMAKE_CURRENT_BINARY_DIR}/page.html")
    list(TRANSFORM page_scripts PREPEND "${folder}/" OUTPUT_VARIABLE scripts)
    list(TRANSFORM scripts APPEND ".js")
    add_custom_command(OUTPUT "${page}"
        COMMAND "${CMAKE_COMMAND}" -D "FOLDER=${folder}" -D "OUTPUT=${page}"
                -P "${PROJECT_SOURCE_DIR}/cmake/page.cmake"
        DEPENDS ${scripts} "${folder}/page.html" "${folder}/page.css"
                "${PROJECT_SOURCE_DIR}/cmake/page.cmake"
        VERBATIM)
    thaw_embed(${target} "${page}" ${symbol})
endfunction()
