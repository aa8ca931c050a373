// Signals as bytes on a pipe, so that the program loop meets them in its one poll.
#ifndef ASSAY_TERMINAL_SIGNALS_H
#define ASSAY_TERMINAL_SIGNALS_H

#include <stdbool.h>

/// Installs handlers for WINCH, TSTP, CONT, INT, TERM, HUP, USR1, USR2 and ALRM that write the signal's number to a pipe.
/// Call before newterm: ncurses leaves a signal alone that already has a handler. A signal the parent had
/// ignored (nohup) stays ignored. All but the first three ask for the end. The second of them, or a second of time after
/// the first, gives the terminal back and ends the process at once by the first, for a program that no longer reads the
/// pipe, or waits in a write to a terminal that nobody reads. Returns the pipe's reading end (non-blocking), or -1 with errno set.
int cn_signals_install(void);
/// The next signal's number, or 0 when none waits.
int cn_signals_take(void);
/// Gives every signal back the handler it had before, and closes the pipe.
void cn_signals_restore(void);
/// Stops this process as ^Z does, and returns when it is continued.
void cn_signals_stop_here(void);
/// Ends this process by `signal` with its default action, so that the parent sees the true cause. Returns only on failure.
void cn_signals_die_of(int signal);
/// Ends this process by SIGALRM after so many seconds, whatever it does meanwhile. Safe in a signal handler.
void cn_signals_die_after(unsigned seconds);

#endif
