# The three things the core takes from others. tools/setup wrote where they are into build/toolchain.cmake.
function(kazashi_require variable)
  if(NOT EXISTS "${${variable}}")
    message(FATAL_ERROR "${variable} is not set up: run `npm run setup` once, then configure again.")
  endif()
endfunction()

if(EMSCRIPTEN)
  set(KAZASHI_OPENSSL ${KAZASHI_OPENSSL_WASM})
else()
  set(KAZASHI_OPENSSL ${KAZASHI_OPENSSL_NATIVE})
endif()

kazashi_require(KAZASHI_JSON_INCLUDE)
add_library(kazashi_json INTERFACE)
add_library(kazashi::json ALIAS kazashi_json)
target_include_directories(kazashi_json SYSTEM INTERFACE ${KAZASHI_JSON_INCLUDE})
# In tests too: two spellings of the library in one program would be two definitions of one function.
target_compile_definitions(kazashi_json INTERFACE JSON_NOEXCEPTION)

kazashi_require(KAZASHI_OPENSSL)
add_library(kazashi_openssl INTERFACE)
add_library(kazashi::openssl ALIAS kazashi_openssl)
target_include_directories(kazashi_openssl SYSTEM INTERFACE ${KAZASHI_OPENSSL}/include)
target_compile_definitions(kazashi_openssl INTERFACE OPENSSL_API_COMPAT=30000)
if(EMSCRIPTEN)
  # A program with the property KAZASHI_LEAN_OPENSSL gets the library that only verifies, whichever room asked for it.
  kazashi_require(KAZASHI_OPENSSL_WASM_LEAN)
  set(KAZASHI_OPENSSL_CHOICE "$<BOOL:$<TARGET_PROPERTY:KAZASHI_LEAN_OPENSSL>>")
  target_link_libraries(kazashi_openssl INTERFACE
    $<IF:${KAZASHI_OPENSSL_CHOICE},${KAZASHI_OPENSSL_WASM_LEAN},${KAZASHI_OPENSSL_WASM}>/lib/libcrypto.a)
else()
  target_link_libraries(kazashi_openssl INTERFACE ${KAZASHI_OPENSSL}/lib/libcrypto.a)
endif()

kazashi_require(KAZASHI_CATCH2)
add_library(kazashi_catch2 STATIC EXCLUDE_FROM_ALL ${KAZASHI_CATCH2}/catch_amalgamated.cpp)
add_library(kazashi::catch2 ALIAS kazashi_catch2)
# Both "catch_amalgamated.hpp" and the <catch2/...> spellings the package has lead to the one header.
target_include_directories(kazashi_catch2 SYSTEM PUBLIC ${KAZASHI_CATCH2})
if(EMSCRIPTEN)
  target_compile_options(kazashi_catch2 PUBLIC -fwasm-exceptions)
  target_link_options(kazashi_catch2 PUBLIC -fwasm-exceptions)
endif()
