# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where, in three parts: the command with its scenarios and documentation, the
# shared library, and what building on it needs. cmake/package.cmake makes a Debian package of each.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/thaw")

install(TARGETS thaw_program COMPONENT program)
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/thaw" COMPONENT program)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program
        PATTERN examples EXCLUDE PATTERN Doxyfile EXCLUDE)

install(TARGETS thaw_shared EXPORT thaw-shared-targets
        LIBRARY COMPONENT library NAMELINK_COMPONENT development)
install(TARGETS thaw EXPORT thaw-static-targets
        ARCHIVE COMPONENT development
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/thaw" COMPONENT development)
install(DIRECTORY docs/examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT development)

# CMake's package. Two sets of targets, so that the shared library can be had without what the static one
# would have to be linked with.
foreach(set IN ITEMS thaw-shared-targets thaw-static-targets)
    install(EXPORT ${set} NAMESPACE thaw:: DESTINATION "${package_dir}" COMPONENT development)
endforeach()
configure_package_config_file(cmake/thaw-config.cmake.in thaw-config.cmake
                              INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a new second number may be another interface.
write_basic_package_version_file(thaw-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/thaw-config.cmake"
              "${PROJECT_BINARY_DIR}/thaw-config-version.cmake"
              cmake/FindGLPK.cmake
        DESTINATION "${package_dir}" COMPONENT development)

# The .pc file stays right when the folder is moved.
file(RELATIVE_PATH pc_to_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
configure_file(thaw.pc.in thaw.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/thaw.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
        COMPONENT development)
