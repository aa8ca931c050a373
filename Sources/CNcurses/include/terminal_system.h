// What Glibc's Swift module leaves out.
#ifndef ASSAY_TERMINAL_SYSTEM_H
#define ASSAY_TERMINAL_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

/// A non-blocking eventfd, closed on exec; -1 with errno set.
int cn_wake_open(void);
/// Makes the descriptor readable. Safe from any thread.
void cn_wake_signal(int descriptor);
/// Makes it unreadable again.
void cn_wake_drain(int descriptor);

/// The terminal's size; false when it cannot be asked.
bool cn_window_size(int terminal, int *columns, int *rows);
/// True when the other end of the terminal is gone.
bool cn_hung_up(int terminal);

/// Sets the character type locale from the environment, and C.UTF-8 where the environment names none or one that is
/// not installed. An explicit C or POSIX is respected. True when the result is UTF-8.
bool cn_locale_is_utf8(void);
/// Sets C.UTF-8 against the environment's word. True when it is installed.
bool cn_locale_insist_on_utf8(void);
/// Columns the C library, and so ncurses, gives a scalar: -1, 0, 1 or 2. Depends on the locale set.
int cn_scalar_width(uint32_t scalar);

/// An unnamed file in memory, opened for appending; -1 with errno set.
int cn_memory_file(const char *name);

#endif
