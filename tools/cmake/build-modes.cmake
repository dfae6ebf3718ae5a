# What the presets switch on: sanitizers, coverage, size, and the compiler cache.
option(KAZASHI_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(KAZASHI_COVERAGE "clang's source-based coverage" OFF)

# A directory joins the build as soon as it has a CMakeLists.txt.
macro(kazashi_add_directory directory)
  file(GLOB kazashi_directory CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${directory}/CMakeLists.txt)
  if(kazashi_directory)
    add_subdirectory(${PROJECT_SOURCE_DIR}/${directory} ${PROJECT_BINARY_DIR}/${directory})
  endif()
endmacro()

# No path of this machine in what we build; it also lets every clone share one compiler cache.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
add_compile_options(-fcolor-diagnostics)

if(KAZASHI_SANITIZE)
  # vptr needs the type information that rooms are built without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined -fno-sanitize=vptr)
endif()
if(KAZASHI_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
if(NOT EMSCRIPTEN)
  add_link_options(-fuse-ld=lld)
elseif(CMAKE_BUILD_TYPE STREQUAL "Debug")
  # -O1 keeps SAFE_HEAP builds usable; -O0 wasm overflows engines' local limits in generated parsers.
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
  set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
else()
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG")
  add_compile_options(-flto)
  # Objects for size, but joined for speed: that makes the rules a seventh quicker and the module 100 octets larger
  # (brotli), because what is inlined in several places compresses well.
  add_link_options(-flto -O3)
endif()

# Compiled objects are kept by content in the user's cache folder, so that a fresh clone builds in a minute.
find_program(KAZASHI_CCACHE ccache)
if(KAZASHI_CCACHE)
  set(kazashi_launcher ${CMAKE_COMMAND} -E env CCACHE_DIR=${KAZASHI_CACHE}/ccache CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
      CCACHE_NOHASHDIR=1)
  if(EMSCRIPTEN)
    list(APPEND kazashi_launcher EM_COMPILER_WRAPPER=${KAZASHI_CCACHE})
  else()
    list(APPEND kazashi_launcher ${KAZASHI_CCACHE})
  endif()
  set(CMAKE_C_COMPILER_LAUNCHER ${kazashi_launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${kazashi_launcher})
endif()
