#define _GNU_SOURCE
#include "terminal_signals.h"
#include "terminal_crash.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// The last three would by default end the process where it stands, and leave the terminal raw.
static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM};
enum { WATCHED = sizeof watched / sizeof *watched, END_PATIENCE = 1 };

static struct sigaction before[WATCHED];
static int channel[2] = {-1, -1};

// The signal that asked for the end first, 0 before that.
static volatile sig_atomic_t end_was_asked;

static bool asks_for_the_end(int signal) { return signal != SIGWINCH && signal != SIGTSTP && signal != SIGCONT; }

static void note(int signal) {
  int saved = errno;
  // Asked a second time, the loop does not answer: it must not need SIGKILL, which would leave the terminal broken.
  if (asks_for_the_end(signal) && end_was_asked) {
    cn_crash_give_terminal_back();
    cn_signals_die_of(end_was_asked);
  }
  if (asks_for_the_end(signal)) {
    end_was_asked = signal;
    // A loop that waits in a write to a terminal nobody reads answers nothing: then this is the second time.
    alarm(END_PATIENCE);
  }
  unsigned char byte = (unsigned char)signal;
  // A full pipe already wakes the loop; a lost repetition of a waiting signal means nothing.
  ssize_t written = write(channel[1], &byte, 1);
  (void)written;
  errno = saved;
}

int cn_signals_install(void) {
  if (channel[0] >= 0) return channel[0];
  if (pipe2(channel, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (int i = 0; i < WATCHED; i++) {
    sigaction(watched[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN || watched[i] == SIGWINCH || watched[i] == SIGALRM) sigaction(watched[i], &action, NULL);
  }
  return channel[0];
}

int cn_signals_take(void) {
  unsigned char byte;
  return channel[0] >= 0 && read(channel[0], &byte, 1) == 1 ? byte : 0;
}

void cn_signals_restore(void) {
  if (channel[0] < 0) return;
  for (int i = 0; i < WATCHED; i++) sigaction(watched[i], &before[i], NULL);
  close(channel[0]);
  close(channel[1]);
  channel[0] = channel[1] = -1;
}

static void let_through(int signal, struct sigaction *previous) {
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(signal, &standard, previous);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

static void raise_by_default(int signal, struct sigaction *previous) {
  let_through(signal, previous);
  raise(signal);
}

void cn_signals_stop_here(void) {
  struct sigaction previous;
  raise_by_default(SIGTSTP, &previous);
  sigaction(SIGTSTP, &previous, NULL);
}

void cn_signals_die_of(int signal) { raise_by_default(signal, NULL); }

void cn_signals_die_after(unsigned seconds) {
  let_through(SIGALRM, NULL);
  alarm(seconds);
}
