# The three kinds of target this project has: a room of the core, a unit test, a WebAssembly module.
include(CMakeParseArguments)
include(${CMAKE_CURRENT_LIST_DIR}/third-party.cmake)

set(KAZASHI_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Werror)

# Rooms and production modules throw nothing; only a test program may (Catch2 needs it).
set(KAZASHI_NO_THROW -fno-exceptions -fno-rtti)

# kazashi_room(<room> SOURCES a.cpp ... DEPENDS base der ... [JSON] [OPENSSL])
#   A static library kazashi_<room>, alias kazashi::<room>; includes read "base/bytes.h".
#   JSON makes nlohmann/json visible to this room's sources, OPENSSL links libcrypto (src/crypto only).
function(kazashi_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "JSON;OPENSSL" "" "SOURCES;DEPENDS")
  add_library(kazashi_${room} STATIC ${arg_SOURCES})
  add_library(kazashi::${room} ALIAS kazashi_${room})
  target_include_directories(kazashi_${room} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(kazashi_${room} PRIVATE ${KAZASHI_WARNINGS} ${KAZASHI_NO_THROW})
  foreach(dependency IN LISTS arg_DEPENDS)
    target_link_libraries(kazashi_${room} PUBLIC kazashi::${dependency})
  endforeach()
  if(arg_JSON)
    target_link_libraries(kazashi_${room} PRIVATE kazashi::json)
  endif()
  if(arg_OPENSSL)
    target_link_libraries(kazashi_${room} PRIVATE kazashi::openssl)
  endif()
endfunction()

# kazashi_test(<name> SOURCES ... DEPENDS rooms-or-targets... [LIBRARIES targets...] [JSON] [OPENSSL] [LABELS unit])
#   The program test_<name> with Catch2's main, registered with CTest; under Emscripten it runs in Node.
#   It finds the source tree by the environment variable KAZASHI_SOURCE_DIR.
function(kazashi_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "JSON;OPENSSL" "" "SOURCES;DEPENDS;LIBRARIES;LABELS")
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  add_executable(test_${name} ${arg_SOURCES})
  target_compile_options(test_${name} PRIVATE ${KAZASHI_WARNINGS})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  list(TRANSFORM arg_DEPENDS PREPEND kazashi::)
  target_link_libraries(test_${name} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES} kazashi::catch2)
  if(arg_JSON)
    target_link_libraries(test_${name} PRIVATE kazashi::json)
  endif()
  if(arg_OPENSSL)
    target_link_libraries(test_${name} PRIVATE kazashi::openssl)
  endif()
  if(EMSCRIPTEN)
    set(test_env_js ${PROJECT_SOURCE_DIR}/tools/cmake/test-environment.js)
    # -O1: the rooms are optimised already; optimising every test program as a whole takes three times as long.
    target_link_options(test_${name} PRIVATE -O1 -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1MB -sNODERAWFS -sEXIT_RUNTIME
                        -sEXPORTED_RUNTIME_METHODS=ENV --pre-js ${test_env_js})
    # .cjs: what Emscripten writes is CommonJS, and package.json makes every .js a module.
    set_target_properties(test_${name} PROPERTIES SUFFIX .cjs LINK_DEPENDS ${test_env_js})
  endif()
  add_test(NAME ${name} COMMAND test_${name})
  # 4: Catch2 ran and every test of the program said that it skips, and why.
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 300 SKIP_RETURN_CODE 4
                       ENVIRONMENT "KAZASHI_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
endfunction()

# kazashi_wasm_module(<name> SOURCES ... DEPENDS rooms... [LIBRARIES targets...] [JSON] [OPENSSL] [LEAN])
#   LEAN: linked with the OpenSSL that only verifies.
#   An ES module build/<preset>/wasm/<name>.mjs + .wasm + .d.ts for page, worker and Node.
#   It needs no eval, no file system, no threads: a page's policy needs only 'wasm-unsafe-eval'.
function(kazashi_wasm_module name)
  if(NOT EMSCRIPTEN)
    message(FATAL_ERROR "kazashi_wasm_module(${name}) outside a wasm preset")
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "JSON;OPENSSL;LEAN" "" "SOURCES;DEPENDS;LIBRARIES")
  set(target wasm_${name})
  add_executable(${target} ${arg_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE ${KAZASHI_WARNINGS} ${KAZASHI_NO_THROW})
  target_compile_definitions(${target} PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  list(TRANSFORM arg_DEPENDS PREPEND kazashi::)
  target_link_libraries(${target} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES})
  set_target_properties(${target} PROPERTIES KAZASHI_LEAN_OPENSSL "${arg_LEAN}")
  if(arg_JSON)
    target_link_libraries(${target} PRIVATE kazashi::json)
  endif()
  if(arg_OPENSSL)
    target_link_libraries(${target} PRIVATE kazashi::openssl)
  endif()
  # --emit-tsd asks tsc, which npm installs into the tree.
  set(with_tsc ${CMAKE_COMMAND} -E env --modify PATH=path_list_prepend:${PROJECT_SOURCE_DIR}/node_modules/.bin)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .mjs CXX_LINKER_LAUNCHER "${with_tsc}"
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/wasm)
  target_link_options(${target} PRIVATE
    -lembind --no-entry ${KAZASHI_NO_THROW}
    -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker,node -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sINCOMING_MODULE_JS_API=wasmBinary,instantiateWasm,locateFile,printErr
    -sMALLOC=dlmalloc -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=256KB
    --emit-tsd ${name}.d.ts)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_link_options(${target} PRIVATE -sSAFE_HEAP -sASSERTIONS=2)
  else()
    target_link_options(${target} PRIVATE -sASSERTIONS=0)
  endif()
endfunction()
