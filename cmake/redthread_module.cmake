# SPDX-License-Identifier: Apache-2.0
# The repeated shapes of the build: a module, its tests, its fuzzers, a program.

# One module: everything in src/<name>/.
#
#   redthread_module(<name> DEPENDS <module>...
#                    [LIBS <imported target>...] [TEST_DEPENDS <module>...] [TEST_LIBS <target>...])
#
# **/*.cpp but for main.cpp, *_test.cpp and *_fuzz.cpp -> static library redthread_<name>
#                                                         (an interface library while there is none)
# **/*_test.cpp -> redthread_<name>_test, known to ctest case by case (option REDTHREAD_TESTS)
# *_fuzz.cpp    -> one fuzz_<stem> each: sie_fuzz.cpp becomes fuzz_sie (option REDTHREAD_FUZZ)
#
# Headers lie beside their sources and are included as "<name>/x.hpp". DEPENDS are modules and are
# passed on; LIBS are private, so that no heavy header leaks. Each module has an include root of its
# own that holds only a link to its folder: what is not in DEPENDS (directly or through a
# dependency) is "no such file".
function(redthread_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LIBS;TEST_DEPENDS;TEST_LIBS")
  _redthread_check_arguments("redthread_module(${name})" "${arg_UNPARSED_ARGUMENTS}")
  _redthread_module_targets(dependencies ${arg_DEPENDS})
  _redthread_module_targets(test_dependencies ${arg_TEST_DEPENDS})

  set(folder "${PROJECT_SOURCE_DIR}/src/${name}")
  set(root "${PROJECT_BINARY_DIR}/headers/${name}")
  file(MAKE_DIRECTORY "${root}")
  if(NOT IS_SYMLINK "${root}/${name}")
    file(CREATE_LINK "${folder}" "${root}/${name}" SYMBOLIC)
  endif()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.hpp")
  file(GLOB fuzzers CONFIGURE_DEPENDS "${folder}/*_fuzz.cpp")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_test|_fuzz|/main)\\.cpp$")
  list(TRANSFORM headers PREPEND "${root}/${name}/")

  if(sources)
    add_library(redthread_${name} STATIC ${sources})
    target_link_libraries(redthread_${name} PUBLIC ${dependencies} PRIVATE ${arg_LIBS})
    set(scope PUBLIC)
  else()
    add_library(redthread_${name} INTERFACE)
    target_link_libraries(redthread_${name} INTERFACE ${dependencies} ${arg_LIBS})
    set(scope INTERFACE)
  endif()
  target_include_directories(redthread_${name} ${scope} "${root}")
  if(headers)
    target_sources(redthread_${name}
      ${scope} FILE_SET HEADERS BASE_DIRS "${root}" FILES ${headers})
  endif()

  if(REDTHREAD_TESTS AND tests)
    redthread_test(redthread_${name}_test SOURCES ${tests}
      LIBS redthread_${name} ${test_dependencies} ${arg_LIBS} ${arg_TEST_LIBS})
  endif()
  if(REDTHREAD_FUZZ)
    foreach(source IN LISTS fuzzers)
      _redthread_fuzzer("${source}" redthread_${name} ${test_dependencies})
    endforeach()
  endif()
endfunction()

# One GoogleTest program whose cases ctest runs one by one, from the source root; redthread_figures_test
# has the label `figures`.
# Used by redthread_module; and by tests/ for what no single module owns:
#
#   redthread_test(<target> SOURCES <file>... [DEPENDS <module>...] [LIBS <target>...])
function(redthread_test target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBS")
  _redthread_check_arguments("redthread_test(${target})" "${arg_UNPARSED_ARGUMENTS}")
  _redthread_module_targets(dependencies ${arg_DEPENDS})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${dependencies} ${arg_LIBS}
    GTest::gtest_main GTest::gmock rapidcheck rapidcheck_gtest Threads::Threads)
  target_compile_definitions(${target} PRIVATE REDTHREAD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  string(REGEX REPLACE "^redthread_(.*)_test$" "\\1" label "${target}")
  gtest_discover_tests(${target}
    DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    PROPERTIES TIMEOUT 300 LABELS ${label})
endfunction()

# One program: the folder's main.cpp (or SOURCES) linked with modules.
#
#   redthread_program(<target> DEPENDS <module>... [SOURCES <file>...] [LIBS <target>...])
#
# The program lands in <binary dir>/bin and knows REDTHREAD_VERSION ("0.1.0"). While there is no
# main.cpp, nothing is built.
function(redthread_program target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBS")
  _redthread_check_arguments("redthread_program(${target})" "${arg_UNPARSED_ARGUMENTS}")
  _redthread_module_targets(dependencies ${arg_DEPENDS})
  if(NOT arg_SOURCES)
    file(GLOB arg_SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")
  endif()
  if(NOT arg_SOURCES)
    message(STATUS "${target}: no main.cpp yet, not built")
    return()
  endif()
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${dependencies} ${arg_LIBS} Threads::Threads)
  target_compile_definitions(${target} PRIVATE REDTHREAD_VERSION="${PROJECT_VERSION}")
endfunction()

# One libFuzzer program. `fuzzers` builds all of them, and exists while there is none.
if(REDTHREAD_FUZZ)
  add_custom_target(fuzzers)
endif()
function(_redthread_fuzzer source)
  cmake_path(GET source STEM stem)
  string(REGEX REPLACE "_fuzz$" "" stem "${stem}")
  add_executable(fuzz_${stem} "${source}")
  target_link_libraries(fuzz_${stem} PRIVATE ${ARGN})
  target_link_options(fuzz_${stem} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers fuzz_${stem})
endfunction()

# Module names -> target names; a module that is not added yet is an error, not a linker riddle.
function(_redthread_module_targets result)
  set(targets "")
  foreach(module IN LISTS ARGN)
    if(NOT TARGET redthread_${module})
      message(FATAL_ERROR "Module '${module}' is not known here. "
        "Modules are added inner ring first, see the list in the top CMakeLists.txt.")
    endif()
    list(APPEND targets redthread_${module})
  endforeach()
  set(${result} "${targets}" PARENT_SCOPE)
endfunction()

function(_redthread_check_arguments call unparsed)
  if(NOT unparsed STREQUAL "")
    message(FATAL_ERROR "${call}: unknown argument(s): ${unparsed}")
  endif()
endfunction()
