// Signals as bytes on a pipe, so that the program loop meets them in its one poll.
#ifndef ASSAY_TERMINAL_SIGNALS_H
#define ASSAY_TERMINAL_SIGNALS_H

#include <stdbool.h>

/// Installs handlers for WINCH, TSTP, CONT, INT, TERM and HUP that write the signal's number to a pipe.
/// Call before newterm: ncurses leaves a signal alone that already has a handler. A signal the parent had
/// ignored (nohup) stays ignored. The second INT, TERM or HUP gives the terminal back and ends the process at once,
/// for a program that no longer reads the pipe. Returns the pipe's reading end (non-blocking), or -1 with errno set.
int cn_signals_install(void);
/// The next signal's number, or 0 when none waits.
int cn_signals_take(void);
/// Gives every signal back the handler it had before, and closes the pipe.
void cn_signals_restore(void);
/// Stops this process as ^Z does, and returns when it is continued.
void cn_signals_stop_here(void);
/// Ends this process by `signal` with its default action, so that the parent sees the true cause. Returns only on failure.
void cn_signals_die_of(int signal);

#endif
