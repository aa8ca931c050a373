#define _GNU_SOURCE
#include "CProcesses.h"

#ifdef __linux__
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// The first object is the program itself.
static int forget_pages(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    // What can be written has changed since it was read from the file.
    if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) continue;
    const uintptr_t from = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
    const uintptr_t to = (object->dlpi_addr + part->p_vaddr + part->p_filesz + page - 1) & ~(page - 1);
    madvise((void *)from, to - from, MADV_DONTNEED);
  }
  return 1;
}

void assay_give_back_memory(void) {
  dl_iterate_phdr(forget_pages, 0);
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
#else
void assay_give_back_memory(void) {}
#endif
