#ifndef CPROCESSES_H
#define CPROCESSES_H

/// Makes this process the parent of all that its children leave behind, however they detach themselves.
/// Returns 1 where the system can do that, else 0.
int assay_adopt_orphans(void);

#endif
