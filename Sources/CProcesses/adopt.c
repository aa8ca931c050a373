#include "CProcesses.h"

#ifdef __linux__
#include <sys/prctl.h>
#endif

int assay_adopt_orphans(void) {
#ifdef PR_SET_CHILD_SUBREAPER
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
#else
  return 0;
#endif
}
