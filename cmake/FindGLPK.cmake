# SPDX-License-Identifier: GPL-3.0-or-later
# Finds GLPK, which ships neither a CMake package nor a pkg-config file.
# Defines the target GLPK::glpk and GLPK_VERSION. Installed beside thaw-config.cmake, which needs it too.
find_path(GLPK_INCLUDE_DIR glpk.h)
find_library(GLPK_LIBRARY glpk)
mark_as_advanced(GLPK_INCLUDE_DIR GLPK_LIBRARY)

if(GLPK_INCLUDE_DIR)
    file(STRINGS "${GLPK_INCLUDE_DIR}/glpk.h" glpk_version_lines
         REGEX "#define GLP_(MAJOR|MINOR)_VERSION")
    string(REGEX REPLACE ".*MAJOR_VERSION +([0-9]+).*MINOR_VERSION +([0-9]+).*" "\\1.\\2"
           GLPK_VERSION "${glpk_version_lines}")
    unset(glpk_version_lines)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(GLPK REQUIRED_VARS GLPK_LIBRARY GLPK_INCLUDE_DIR
                                  VERSION_VAR GLPK_VERSION)

if(GLPK_FOUND AND NOT TARGET GLPK::glpk)
    add_library(GLPK::glpk UNKNOWN IMPORTED)
    set_target_properties(GLPK::glpk PROPERTIES
                          IMPORTED_LOCATION "${GLPK_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${GLPK_INCLUDE_DIR}")
endif()
