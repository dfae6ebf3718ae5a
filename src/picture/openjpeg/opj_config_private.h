/* What OpenJPEG's own build finds out about a system. Little endian, and its own aligned allocation: both are
   so in WebAssembly and natively. */
#pragma once
#define OPJ_PACKAGE_VERSION "2.5"

/* The core knows no environment; OpenJPEG would ask it for a number of threads. */
#include <stdlib.h>
#define getenv(name) NULL
