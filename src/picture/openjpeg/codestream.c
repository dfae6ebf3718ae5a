#include "codestream.h"

#include "opj_includes.h"

typedef struct {
  const uint8_t* next;
  size_t left;
} Source;

static OPJ_SIZE_T read_source(void* into, OPJ_SIZE_T wanted, void* user) {
  Source* source = user;
  const size_t count = wanted < source->left ? wanted : source->left;
  if (count == 0) {
    return (OPJ_SIZE_T)-1; /* the end, as OpenJPEG is told it */
  }
  memcpy(into, source->next, count);
  source->next += count;
  source->left -= count;
  return count;
}

static OPJ_BOOL decode(opj_j2k_t* decoder, opj_stream_t* stream, opj_image_t** image) {
  opj_event_mgr_t events;
  opj_stream_private_t* octets = (opj_stream_private_t*)stream;
  opj_set_default_event_handler(&events);
  opj_j2k_decoder_set_strict_mode(decoder, OPJ_TRUE); /* a picture that ends early is none */
  return opj_j2k_read_header(octets, decoder, image, &events) &&
         opj_j2k_decode(decoder, octets, *image, &events) && opj_j2k_end_decompress(decoder, octets, &events);
}

opj_image_t* kazashi_decode_codestream(const uint8_t* octets, size_t size) {
  Source source = {octets, size};
  opj_image_t* image = NULL;
  opj_j2k_t* decoder = opj_j2k_create_decompress();
  opj_stream_t* stream = opj_stream_create(size, OPJ_TRUE);
  OPJ_BOOL decoded = OPJ_FALSE;
  if (decoder != NULL && stream != NULL) {
    opj_stream_set_read_function(stream, read_source);
    opj_stream_set_user_data(stream, &source, NULL);
    opj_stream_set_user_data_length(stream, size);
    decoded = decode(decoder, stream, &image);
  }
  if (stream != NULL) {
    opj_stream_destroy(stream);
  }
  opj_j2k_destroy(decoder);
  if (!decoded && image != NULL) {
    opj_image_destroy(image);
    image = NULL;
  }
  return image;
}

void* opj_image_data_alloc(OPJ_SIZE_T size) { return opj_aligned_malloc(size); }
void opj_image_data_free(void* data) { opj_aligned_free(data); }

/* Named by the encoder and by descriptions of codestreams, which nobody calls here. */
const char* opj_version(void) { return OPJ_PACKAGE_VERSION; }
void opj_destroy_cstr_info(opj_codestream_info_v2_t** info) { (void)info; }
