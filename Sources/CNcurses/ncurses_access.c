#include "ncurses_access.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *input_file, *output_file;

attr_t cn_attributes(unsigned bits) {
  attr_t attributes = A_NORMAL;
  if (bits & CN_BOLD) attributes |= A_BOLD;
  if (bits & CN_DIM) attributes |= A_DIM;
  if (bits & CN_ITALIC) attributes |= A_ITALIC;
  if (bits & CN_UNDERLINE) attributes |= A_UNDERLINE;
  if (bits & CN_REVERSE) attributes |= A_REVERSE;
  return attributes;
}

void cn_cell_cluster(cchar_t *cell, const uint32_t *scalars, int count, attr_t attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  int length = count < CCHARW_MAX ? count : CCHARW_MAX;
  for (int i = 0; i < length; i++) text[i] = (wchar_t)scalars[i];
  text[length] = 0;
  // The pair goes through the option pointer: its own argument is a short.
  if (setcchar(cell, text, attributes, 0, &pair) == ERR) cn_cell_fill(cell, 0xFFFD, attributes, pair);
}

static FILE *stream_over_copy(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return NULL;
  FILE *stream = fdopen(copy, mode);
  if (!stream) close(copy);
  return stream;
}

static void close_streams(void) {
  if (input_file) fclose(input_file);
  if (output_file) fclose(output_file);
  input_file = output_file = NULL;
}

// When a suspended program comes back, ncurses resets the terminal's palette, which we never change but the person may
// have. There is no switch for that; tigetstr answers with ncurses' own copy of the string, so empty that.
static void forget_palette_reset(void) {
  char *reset = tigetstr("oc");
  if (reset && reset != (char *)-1) *reset = 0;
}

bool cn_open(const char *term, int input, int output) {
  if (screen) return false;
  input_file = stream_over_copy(input, "r");
  output_file = stream_over_copy(output, "w");
  if (input_file && output_file) screen = newterm(term, output_file, input_file);
  if (!screen) close_streams();
  if (screen) forget_palette_reset();
  return screen != NULL;
}

void cn_close(void) {
  if (!screen) return;
  delscreen(screen);
  screen = NULL;
  close_streams();
}

int cn_output(void) { return output_file ? fileno(output_file) : -1; }

const char *cn_capability(const char *name) {
  char *value = tigetstr(name);
  return value == NULL || value == (char *)-1 ? NULL : value;
}
