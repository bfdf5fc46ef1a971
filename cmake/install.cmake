# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where: the library with its headers, the program, the scenarios, and how
# CMake and pkg-config find the library.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/thaw")

install(TARGETS thaw EXPORT thaw-targets
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/thaw")
install(EXPORT thaw-targets NAMESPACE thaw:: DESTINATION "${package_dir}")
if(TARGET thaw_program)
    install(TARGETS thaw_program)
endif()
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/thaw")

configure_package_config_file(cmake/thaw-config.cmake.in thaw-config.cmake
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(thaw-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/thaw-config.cmake"
              "${PROJECT_BINARY_DIR}/thaw-config-version.cmake"
              cmake/FindGLPK.cmake
        DESTINATION "${package_dir}")

# pkg-config has no word for "GLPK, which has no .pc file": its flags stand in Libs.private.
configure_file(thaw.pc.in thaw.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/thaw.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
