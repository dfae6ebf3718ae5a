/* The one way into OpenJPEG: a codestream in, its components out. In the place of openjpeg.c, whose table of
   functions would bring the encoder and the file format along. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "openjpeg.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Nothing if the codestream does not decode as a whole. The caller gives the image back by
 * opj_image_destroy(). */
opj_image_t* kazashi_decode_codestream(const uint8_t* octets, size_t size);

#ifdef __cplusplus
}
#endif
