// Giving the terminal back when the process dies of its own fault.
#ifndef ASSAY_TERMINAL_CRASH_H
#define ASSAY_TERMINAL_CRASH_H

#include <stdbool.h>
#include <stddef.h>

/// What the crash handler needs, all of it made beforehand: a handler may neither allocate nor ask ncurses.
struct cn_crash_plan {
  const char *restore;    ///< bytes that leave the alternate screen, show the cursor, switch modes off
  size_t restore_length;  ///< at most 512
  int terminal;           ///< a descriptor of the terminal that nothing else writes to
  int screen;             ///< the descriptor ncurses writes to; pointed at /dev/null first of all
  int messages;           ///< the true stderr
  int captured;           ///< the file that stands in for stderr meanwhile, or -1; its tail is shown
  bool chains;            ///< whether the former handlers, Swift's backtracer, run afterwards
  const char *trace_path; ///< where the trace of a crash goes, named to the user; NULL when none is written
};

/// Remembers the terminal's settings as they are now. Call before newterm. False when `terminal` is none.
bool cn_crash_remember_settings(int terminal);
/// Gives the remembered settings back, without waiting for output to drain (a hung-up line never drains).
void cn_crash_give_settings_back(int terminal);
/// Installs handlers for SEGV, BUS, ILL, TRAP, FPE, ABRT and QUIT: they restore the terminal, show the tail of the
/// captured stderr, write the trace, and end the process by the same signal, all within a second.
void cn_crash_arm(const struct cn_crash_plan *plan);
/// What the handlers do, short of ending the process: for exit and for a program that no longer answers. Does nothing
/// when not armed, or a second time. Safe in a signal handler.
void cn_crash_give_terminal_back(void);
/// Puts the former handlers back.
void cn_crash_disarm(void);

#endif
