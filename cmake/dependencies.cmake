# SPDX-License-Identifier: GPL-3.0-or-later
# What Thaw is built on. tools/packages names the Debian packages.
find_package(GSL 2.5 REQUIRED)
find_package(GLPK 4.58 REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(INIH REQUIRED IMPORTED_TARGET inih)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.11)
pkg_check_modules(PLPLOT REQUIRED IMPORTED_TARGET plplot>=5.15)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.24)

include(CheckCSourceCompiles)
include(CMakePushCheckState)

# Debian builds inih with run-time switches; a default upstream build has neither, and would cut long
# lines in two and read the second half as a setting.
cmake_push_check_state(RESET)
set(CMAKE_REQUIRED_LIBRARIES PkgConfig::INIH)
check_c_source_compiles("
    #include <ini.h>
    int main(void) { ini_max_line = 4096; ini_allow_multiline = 0; return ini_max_line == 0; }"
    THAW_INIH_HAS_SWITCHES)
cmake_reset_check_state()
check_c_source_compiles("
    #include <argp.h>
    int main(int argc, char **argv) { return (int)argp_parse(0, argc, argv, 0, 0, 0); }"
    THAW_LIBC_HAS_ARGP)
cmake_pop_check_state()

if(NOT THAW_INIH_HAS_SWITCHES)
    message(FATAL_ERROR "This inih has no ini_max_line and ini_allow_multiline: Thaw needs a build with "
                        "INI_CUSTOM_... switches at run time, such as Debian's libinih-dev.")
endif()
if(NOT THAW_LIBC_HAS_ARGP)
    message(FATAL_ERROR "This C library has no argp: Thaw's command line needs glibc's.")
endif()
