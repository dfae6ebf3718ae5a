/* OpenJPEG asks for its version here; nothing of ours depends on it. */
#pragma once
#define OPJ_VERSION_MAJOR 2
#define OPJ_VERSION_MINOR 5
#define OPJ_VERSION_BUILD 3
