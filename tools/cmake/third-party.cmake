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
add_library(kazashi_openssl STATIC IMPORTED GLOBAL)
add_library(kazashi::openssl ALIAS kazashi_openssl)
set_target_properties(kazashi_openssl PROPERTIES IMPORTED_LOCATION ${KAZASHI_OPENSSL}/lib/libcrypto.a
                      INTERFACE_INCLUDE_DIRECTORIES ${KAZASHI_OPENSSL}/include
                      INTERFACE_COMPILE_DEFINITIONS OPENSSL_API_COMPAT=30000)

kazashi_require(KAZASHI_CATCH2)
add_library(kazashi_catch2 STATIC EXCLUDE_FROM_ALL ${KAZASHI_CATCH2}/catch_amalgamated.cpp)
add_library(kazashi::catch2 ALIAS kazashi_catch2)
# Both "catch_amalgamated.hpp" and the <catch2/...> spellings the package has lead to the one header.
target_include_directories(kazashi_catch2 SYSTEM PUBLIC ${KAZASHI_CATCH2})
if(EMSCRIPTEN)
  target_compile_options(kazashi_catch2 PUBLIC -fwasm-exceptions)
  target_link_options(kazashi_catch2 PUBLIC -fwasm-exceptions)
endif()
