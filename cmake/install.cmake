# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where: the library with its headers, the program, the scenarios, and how
# CMake and pkg-config find the library.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/thaw")

install(TARGETS thaw EXPORT thaw-targets
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/thaw")
install(EXPORT thaw-targets NAMESPACE thaw:: DESTINATION "${package_dir}")
install(TARGETS thaw_program)
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/thaw")

configure_package_config_file(cmake/thaw-config.cmake.in thaw-config.cmake
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(thaw-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/thaw-config.cmake"
              "${PROJECT_BINARY_DIR}/thaw-config-version.cmake"
              cmake/FindGLPK.cmake
        DESTINATION "${package_dir}")

# The .pc file stays right when the folder is moved. A static library's users link what it needs; GLPK and
# OpenMP have no .pc file to name.
set(pc_needs "-lglpk ${OpenMP_C_FLAGS} -lm")
if(BUILD_SHARED_LIBS)
    set(pc_requires Requires.private)
    set(pc_libs_private "${pc_needs}")
else()
    set(pc_requires Requires)
    set(pc_libs "${pc_needs}")
endif()
file(RELATIVE_PATH pc_to_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
configure_file(thaw.pc.in thaw.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/thaw.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
