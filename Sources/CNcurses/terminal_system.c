#define _GNU_SOURCE
#include "terminal_system.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

int cn_wake_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void cn_wake_signal(int descriptor) {
  uint64_t one = 1;
  // Fails only when the counter is full, that is when the reader is awake anyway.
  ssize_t written = write(descriptor, &one, sizeof one);
  (void)written;
}

void cn_wake_drain(int descriptor) {
  uint64_t count;
  ssize_t received = read(descriptor, &count, sizeof count);
  (void)received;
}

bool cn_window_size(int terminal, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool cn_hung_up(int terminal) {
  int waiting;
  return ioctl(terminal, FIONREAD, &waiting) != 0;
}

static bool environment_names_a_locale(void) {
  const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value && *value) return true;
  }
  return false;
}

bool cn_locale_is_utf8(void) {
  // Only the character type: a decimal comma from LC_NUMERIC would reach every printf of every library.
  const char *set = setlocale(LC_CTYPE, "");
  if (!set || !environment_names_a_locale()) set = setlocale(LC_CTYPE, "C.UTF-8");
  return set && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool cn_locale_insist_on_utf8(void) { return setlocale(LC_CTYPE, "C.UTF-8") != NULL; }

int cn_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int cn_memory_file(const char *name) {
  int descriptor = memfd_create(name, MFD_CLOEXEC);
  if (descriptor >= 0) fcntl(descriptor, F_SETFL, O_APPEND);
  return descriptor;
}
