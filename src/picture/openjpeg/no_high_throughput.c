/* In the place of OpenJPEG's ht_dec.c: the high-throughput code blocks of ISO/IEC 15444-15, which are younger
   than the cards. A picture that has them does not decode. */
#include "opj_includes.h"

OPJ_BOOL opj_t1_ht_decode_cblk(opj_t1_t* t1, opj_tcd_cblk_dec_t* block, OPJ_UINT32 orientation,
                               OPJ_UINT32 shift, OPJ_UINT32 style, opj_event_mgr_t* manager,
                               opj_mutex_t* mutex, OPJ_BOOL check) {
  (void)t1;
  (void)block;
  (void)orientation;
  (void)shift;
  (void)style;
  (void)manager;
  (void)mutex;
  (void)check;
  return OPJ_FALSE;
}
