# WebAssembly builds: the Emscripten that the set-up found or unpacked.
include(${CMAKE_CURRENT_LIST_DIR}/../../build/toolchain.cmake OPTIONAL RESULT_VARIABLE kazashi_toolchain)
if(NOT kazashi_toolchain)
  message(FATAL_ERROR "This tree is not set up: run `npm run setup` once, then configure again.")
endif()
include(${KAZASHI_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
