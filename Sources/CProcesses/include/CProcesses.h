#ifndef CPROCESSES_H
#define CPROCESSES_H

/// Makes this process the parent of all that its children leave behind, however they detach themselves.
/// Returns 1 where the system can do that, else 0.
int assay_adopt_orphans(void);

/// Takes the pages of the program's own code out of this process, and gives back what is free of its heap. Code that is
/// needed again is mapped again when it is reached, from the same file.
void assay_give_back_memory(void);

#endif
