# SPDX-License-Identifier: Apache-2.0
# Language level, warnings, sanitizers, ccache: set once, for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
# From build/<preset>/bin to build/deps: the whole folder may be moved, build/redthread may be a link.
set(CMAKE_BUILD_RPATH "$ORIGIN/../../deps/duckdb/lib")

find_program(REDTHREAD_CCACHE ccache)
if(REDTHREAD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${REDTHREAD_CCACHE}")
endif()

# The same objects wherever the folder lies (and ccache finds them); no machine paths in binaries.
add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")

add_compile_options(
  -Wall -Wextra -Wpedantic
  -Wcast-align -Wcast-qual -Wconversion -Wdouble-promotion -Wextra-semi -Wformat=2
  -Wimplicit-fallthrough -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wshadow -Wsign-conversion -Wundef -Wunused
  -fdiagnostics-color=auto)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(
    -Wduplicated-branches -Wduplicated-cond -Wlogical-op
    # False alarms of GCC 12 inside the standard library, once it inlines.
    -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(REDTHREAD_WERROR)
  add_compile_options(-Werror)
endif()

# Missing designated initialisers are defaults on purpose: options are structs with documented defaults.
add_compile_options(-Wno-missing-field-initializers)

if(REDTHREAD_SANITIZE)
  add_compile_options(
    "-fsanitize=${REDTHREAD_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${REDTHREAD_SANITIZE}")
endif()
if(REDTHREAD_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "Fuzzers need clang. Configure with: cmake --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
