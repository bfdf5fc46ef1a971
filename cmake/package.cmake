# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages, by `cmake --workflow --preset package`: what a Debian user expects of a program with a
# library. thaw has the command, which needs none of the others; libthaw0 the shared library, named for
# its soname so that two ABIs can be there at once; libthaw-dev all that building on it needs.
# What each depends on is computed from what it is linked with.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "Thaw")
set(CPACK_PACKAGE_CONTACT "Thaw maintainers <maintainers@users.noreply.h-seed-2ab0de49.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(THAW_DEBIAN_program thaw)
set(THAW_DEBIAN_library libthaw${THAW_ABI})
set(THAW_DEBIAN_development libthaw-dev)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${THAW_DEBIAN_${component}})
endforeach()
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)

set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "model of US-China cooperation against fentanyl")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"A scenario in, equilibria, deals that hold and the thresholds at which they
break out: solves a stochastic game of counternarcotics cooperation, explains
who would depart from a deal and why, and looks for what would mend it.
.
This package has the command, the scenarios and the documentation.")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
"Markov perfect equilibria, deals under trigger punishments, sets of
equilibrium payoffs, thresholds and sensitivity of finite stochastic games.
.
This package has the shared library.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"Markov perfect equilibria, deals under trigger punishments, sets of
equilibrium payoffs, thresholds and sensitivity of finite stochastic games.
.
This package has the headers, the static library, files for CMake and
pkg-config, and example programs.")

# PLplot loads its driver, and the driver its font, when a figure is drawn.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "plplot-driver-cairo, fonts-dejavu-core")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libthaw${THAW_ABI} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}), libglpk-dev, libgsl-dev, libinih-dev, libjansson-dev")

# What dpkg is told of the shared library: which package others depend on, and to run ldconfig once, by a
# trigger, as policy has it (CPack's own scripts run it too).
configure_file(cmake/debian/shlibs.in debian/shlibs @ONLY)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${PROJECT_BINARY_DIR}/debian/shlibs"
    "${PROJECT_SOURCE_DIR}/cmake/debian/triggers")

# What Debian wants in every package, and one time for all that is in them: two builds are the same bytes.
execute_process(COMMAND date --utc --date=${THAW_DATE} --rfc-email OUTPUT_VARIABLE THAW_DEBIAN_DATE
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND date --utc --date=${THAW_DATE} +%s OUTPUT_VARIABLE CPACK_THAW_EPOCH
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
configure_file(cmake/debian/changelog.in debian/changelog @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian/finish.cmake")
set(CPACK_THAW_CHANGELOG "${PROJECT_BINARY_DIR}/debian/changelog")
set(CPACK_THAW_COPYRIGHT "${PROJECT_SOURCE_DIR}/cmake/debian/copyright")
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    set(CPACK_THAW_NAME_${component} ${THAW_DEBIAN_${component}})
endforeach()
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
