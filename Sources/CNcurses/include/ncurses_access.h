// ncurses with its wide functions, and what Swift cannot import from it: macros, variadic functions, mutable globals.
#ifndef ASSAY_NCURSES_ACCESS_H
#define ASSAY_NCURSES_ACCESS_H

// Without this the importer sees no cchar_t and no *_wch function; pkg-config's -D flags are dropped by SwiftPM.
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
#include <stdbool.h>
#include <stdint.h>

// Attribute bits of a cell, independent of the numbers ncurses gives them.
enum {
  CN_BOLD = 1,
  CN_DIM = 2,
  CN_ITALIC = 4,
  CN_UNDERLINE = 8,
  CN_REVERSE = 16,
};

/// The screen newterm made, as a window; NULL before.
static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_rows(void) { return LINES; }
static inline int cn_colours(void) { return COLORS; }
static inline int cn_pairs(void) { return COLOR_PAIRS; }
/// The key code of function key number `n`.
static inline int cn_function_key(int n) { return KEY_F(n); }

/// CN_* bits as ncurses attributes.
attr_t cn_attributes(unsigned bits);

/// Fills a cell with one scalar of width 1 or 2. About a quarter cheaper than setcchar, which a frame of cells notices.
static inline void cn_cell_fill(cchar_t *cell, uint32_t scalar, attr_t attributes, int pair) {
  cell->attr = (attributes & ~(attr_t)A_COLOR) | (attr_t)COLOR_PAIR(pair > 255 ? 255 : pair);
  cell->chars[0] = (wchar_t)scalar;
  for (int i = 1; i < CCHARW_MAX; i++) cell->chars[i] = 0;
  cell->ext_color = pair;
}

/// Fills a cell with a base scalar and up to four marks of width 0; more are left out.
void cn_cell_cluster(cchar_t *cell, const uint32_t *scalars, int count, attr_t attributes, int pair);

/// A terminal on two descriptors of its own (both are duplicated); false when `term` is not in terminfo.
bool cn_open(const char *term, int input, int output);
/// Frees the screen made by cn_open. The terminal is not written to; call endwin first where it can still be reached.
void cn_close(void);
/// The descriptor ncurses writes to, or -1.
int cn_output(void);

/// The value of a string capability, or NULL when the terminal lacks it.
const char *cn_capability(const char *name);

/// After endwin in a suspended program: forgets what is on the screen so that the next doupdate paints everything.
static inline void cn_repaint_all(void) { clearok(curscr, TRUE); }

#endif
