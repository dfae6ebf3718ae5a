# Native builds: the clang that the set-up found (g++ 12 miscompiles coroutines).
include(${CMAKE_CURRENT_LIST_DIR}/../../build/toolchain.cmake OPTIONAL RESULT_VARIABLE kazashi_toolchain)
if(NOT kazashi_toolchain)
  message(FATAL_ERROR "This tree is not set up: run `npm run setup` once, then configure again.")
endif()
set(CMAKE_C_COMPILER ${KAZASHI_CLANG})
set(CMAKE_CXX_COMPILER ${KAZASHI_CLANGXX})
