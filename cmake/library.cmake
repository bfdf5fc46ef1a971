# SPDX-License-Identifier: GPL-3.0-or-later
# The library, twice from the same objects. In the tree everything links the static one: tests reach what
# is not public, and the command is one file that runs wherever it is put. Others choose:
# thaw::thaw is the shared library, thaw::thaw_static the other.

# The binary interface: in the soname, in the version of its symbols, in the package's name. Counts up when
# a function that is exported goes or changes its meaning, or a structure that callers see its layout.
set(THAW_ABI 0)

add_library(thaw STATIC)
add_library(thaw_shared SHARED $<TARGET_OBJECTS:thaw>)
add_library(thaw::thaw ALIAS thaw_shared)
add_library(thaw::thaw_static ALIAS thaw)
set_target_properties(thaw PROPERTIES EXPORT_NAME thaw_static POSITION_INDEPENDENT_CODE ON
                      VERIFY_INTERFACE_HEADER_SETS ON)
set_target_properties(thaw_shared PROPERTIES EXPORT_NAME thaw OUTPUT_NAME thaw LINKER_LANGUAGE C
                      VERSION ${PROJECT_VERSION} SOVERSION ${THAW_ABI})

foreach(library IN ITEMS thaw thaw_shared)
    target_compile_features(${library} PUBLIC c_std_17)
    # "model/status.h" resolves in the tree and in the installed copy alike.
    target_include_directories(${library} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/thaw>)
    target_link_libraries(${library} PRIVATE
        GSL::gsl GLPK::glpk PkgConfig::INIH PkgConfig::JANSSON OpenMP::OpenMP_C m
        $<BUILD_INTERFACE:thaw_options>)
endforeach()
target_sources(thaw PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES thaw.h)

# Nobody may put a function of their own in the place of one of ours, so calls within the library are
# plain calls, in the shared one too.
target_compile_options(thaw PRIVATE -fno-semantic-interposition)
# What the shared library shows is what cmake/thaw.map lists: the functions of the public headers.
set(export_map "${PROJECT_SOURCE_DIR}/cmake/thaw.map")
# Not LINKER:, which would take a folder's name with a comma apart.
target_link_options(thaw_shared PRIVATE "SHELL:-Xlinker \"--version-script=${export_map}\"")
set_target_properties(thaw_shared PROPERTIES LINK_DEPENDS "${export_map}")
if(NOT THAW_SANITIZE AND NOT THAW_FUZZ)
    target_link_options(thaw_shared PRIVATE LINKER:-z,defs) # the sanitizers' functions are the program's
endif()
# Once loaded it stays: jansson and GSL keep functions of its own, which a dlclose would take away.
target_link_options(thaw_shared PRIVATE LINKER:-z,nodelete)
