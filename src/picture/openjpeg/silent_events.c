/* In the place of OpenJPEG's event.c: its messages are texts for developers and would bring printf along.
   That something is wrong is said by each function's result. */
#include "opj_includes.h"

OPJ_BOOL opj_event_msg(opj_event_mgr_t* manager, OPJ_INT32 kind, const char* format, ...) {
  (void)manager;
  (void)kind;
  (void)format;
  return OPJ_TRUE;
}

void opj_set_default_event_handler(opj_event_mgr_t* manager) { memset(manager, 0, sizeof *manager); }
