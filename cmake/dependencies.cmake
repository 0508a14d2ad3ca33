# SPDX-License-Identifier: Apache-2.0
# Third-party libraries as imported targets. Debian packages, but for DuckDB (see deps/).
# ./run setup installs all of them; the package names are in deps/debian.txt.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)             # fmt::fmt
find_package(date REQUIRED)            # date::date (headers only)
find_package(toml11 REQUIRED)          # toml11::toml11
find_package(nlohmann_json REQUIRED)   # nlohmann_json::nlohmann_json
find_package(CLI11 REQUIRED)           # CLI11::CLI11
find_package(pugixml REQUIRED)         # pugixml::pugixml
find_package(ZLIB REQUIRED)            # ZLIB::ZLIB
find_package(OpenSSL REQUIRED)         # OpenSSL::SSL
find_package(Boost 1.81 REQUIRED)      # Boost::headers (Asio, Beast)
# PkgConfig::clp, ::libcrypto, ::libsodium, ::libxlsxwriter, ::libxml, ::md4c, ::libzip, ::librsvg, ::libqpdf, ::libpq and
# ::sqlite3. By pkg-config, because
# Debian's CMake files for md4c and libzip also ask for tools that their packages do not depend on.
pkg_check_modules(clp REQUIRED IMPORTED_TARGET clp)
pkg_check_modules(libcrypto REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(libsodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(libxlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(libxml REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(md4c REQUIRED IMPORTED_TARGET md4c)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(librsvg REQUIRED IMPORTED_TARGET librsvg-2.0)
pkg_check_modules(libqpdf REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

# DuckDB's C API: `duckdb`, put in place and verified by deps/install.
set(REDTHREAD_DUCKDB_DIR "${PROJECT_SOURCE_DIR}/build/deps/duckdb"
    CACHE PATH "Folder with lib/libduckdb.so and include/duckdb.h")
if(NOT EXISTS "${REDTHREAD_DUCKDB_DIR}/lib/libduckdb.so"
   OR NOT EXISTS "${REDTHREAD_DUCKDB_DIR}/include/duckdb.h")
  message(FATAL_ERROR "DuckDB is not in ${REDTHREAD_DUCKDB_DIR}. Run: ./run setup")
endif()
add_library(duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION "${REDTHREAD_DUCKDB_DIR}/lib/libduckdb.so"
  IMPORTED_SONAME "libduckdb.so"
  INTERFACE_INCLUDE_DIRECTORIES "${REDTHREAD_DUCKDB_DIR}/include")

if(REDTHREAD_TESTS)
  find_package(GTest REQUIRED)         # GTest::gtest_main, GTest::gmock
  find_package(rapidcheck REQUIRED)    # rapidcheck, rapidcheck_gtest
  include(GoogleTest)
endif()
if(REDTHREAD_BENCH)
  find_package(benchmark REQUIRED)     # benchmark::benchmark
endif()
