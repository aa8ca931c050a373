#define _GNU_SOURCE
#include "terminal_crash.h"
#include "terminal_signals.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT};
static const char *const names[] = {"SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP", "SIGFPE", "SIGABRT", "SIGQUIT"};
enum { FATAL = sizeof fatal / sizeof *fatal, RESTORE_CAPACITY = 512, PATH_CAPACITY = 1024, TAIL_CAPACITY = 4096, FRAMES = 96 };

static struct sigaction before[FATAL];
static struct termios settings;
static bool settings_known;
static char restore_bytes[RESTORE_CAPACITY];
static char trace_path[PATH_CAPACITY];
static struct cn_crash_plan armed;
static int nowhere = -1;
static volatile sig_atomic_t is_armed;
static atomic_int handling_thread;

bool cn_crash_remember_settings(int terminal) {
  settings_known = tcgetattr(terminal, &settings) == 0;
  return settings_known;
}

void cn_crash_give_settings_back(int terminal) {
  if (settings_known) tcsetattr(terminal, TCSANOW, &settings);
}

// A terminal that nobody reads must not keep the process: its descriptor does not wait here, and one that takes nothing
// for a while gets no more. The process is about to end, so that its flags are shared with others is of no account for
// long; they are put back all the same.
static void put(int descriptor, const char *bytes, size_t length) {
  enum { PATIENCE = 200 };
  int flags = fcntl(descriptor, F_GETFL);
  if (flags >= 0) fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  while (length > 0) {
    ssize_t written = write(descriptor, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    struct pollfd room = {.fd = descriptor, .events = POLLOUT};
    if (written < 0 && errno == EAGAIN && poll(&room, 1, PATIENCE) > 0) continue;
    if (written <= 0) break;
    bytes += written;
    length -= (size_t)written;
  }
  if (flags >= 0) fcntl(descriptor, F_SETFL, flags);
}

// What waits unread before a stalled terminal goes: without that the bytes that give it back would find no room.
static void make_room(int terminal) {
  struct pollfd room = {.fd = terminal, .events = POLLOUT};
  if (poll(&room, 1, 0) == 0) tcflush(terminal, TCOFLUSH);
}

static void put_text(int descriptor, const char *text) { put(descriptor, text, strlen(text)); }

// The terminal is in cooked mode again when this is written, so bare newlines are right.
static void show_captured_tail(int descriptor) {
  static char tail[TAIL_CAPACITY];
  struct stat status;
  if (armed.captured < 0 || fstat(armed.captured, &status) != 0) return;
  off_t start = status.st_size > TAIL_CAPACITY ? status.st_size - TAIL_CAPACITY : 0;
  ssize_t length = pread(armed.captured, tail, TAIL_CAPACITY, start);
  for (ssize_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)tail[i];
    // What a library printed may hold anything; only text reaches the terminal.
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) tail[i] = '?';
  }
  if (length > 0) put(descriptor, tail, (size_t)length);
}

static void say_what_happened(int index) {
  put_text(armed.messages, "assay ended by ");
  put_text(armed.messages, names[index]);
  // Asked for from outside: neither a fault of the program nor worth a trace.
  if (fatal[index] != SIGQUIT && trace_path[0]) {
    put_text(armed.messages, "; trace: ");
    put_text(armed.messages, trace_path);
  }
  put_text(armed.messages, "\n");
}

// Written here and not by Swift's backtracer, which takes four seconds to read the symbols of a program of this size, and
// is not there on a machine without Swift. It tells offsets, which addr2line names by the symbols that the program
// that is given away still has.
static void write_trace(int index) {
  if (!trace_path[0] || fatal[index] == SIGQUIT) return;
  int file = open(trace_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (file < 0) return;
  // Walking a ruined stack may never end; the process does.
  cn_signals_die_after(1);
  put_text(file, "Program crashed: ");
  put_text(file, names[index]);
  put_text(file, "\nNames for the offsets: addr2line -fpe PROGRAM OFFSET | swift demangle\n\n");
  static void *frames[FRAMES];
  backtrace_symbols_fd(frames, backtrace(frames, FRAMES), file);
  put_text(file, "\n");
  show_captured_tail(file);
  close(file);
  alarm(0);
}

static void give_terminal_back(void) {
  // Other threads go on painting until Swift's handler stops them: let them paint nowhere.
  if (nowhere >= 0 && armed.screen >= 0) dup2(nowhere, armed.screen);
  make_room(armed.terminal);
  put(armed.terminal, restore_bytes, armed.restore_length);
  cn_crash_give_settings_back(armed.terminal);
  if (armed.captured >= 0) dup2(armed.messages, STDERR_FILENO);
}

static void chain(int index, siginfo_t *info, void *context) {
  struct sigaction *previous = &before[index];
  if (previous->sa_flags & SA_SIGINFO) {
    if (previous->sa_sigaction) previous->sa_sigaction(fatal[index], info, context);
  } else if (previous->sa_handler != SIG_DFL && previous->sa_handler != SIG_IGN) {
    previous->sa_handler(fatal[index]);
  }
}

static void crashed(int signal, siginfo_t *info, void *context) {
  int index = 0;
  while (index < FATAL - 1 && fatal[index] != signal) index++;
  int nobody = 0, self = (int)syscall(SYS_gettid);
  if (atomic_compare_exchange_strong(&handling_thread, &nobody, self)) {
    give_terminal_back();
    show_captured_tail(armed.messages);
    write_trace(index);
    say_what_happened(index);
    if (signal != SIGQUIT && armed.chains) chain(index, info, context);
  } else if (nobody != self) {
    for (;;) pause();  // The thread that crashed first ends the process when it has said why.
  }
  cn_signals_die_of(signal);
}

void cn_crash_give_terminal_back(void) {
  if (!is_armed) return;
  is_armed = 0;
  give_terminal_back();
  show_captured_tail(armed.messages);
}

// A stack overflow leaves no room for a handler on the stack that overflowed.
static void ensure_alternate_stack(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
  enum { STACK_SIZE = 64 * 1024 };
  static char stack_memory[STACK_SIZE];
  stack_t own = {.ss_sp = stack_memory, .ss_size = STACK_SIZE, .ss_flags = 0};
  sigaltstack(&own, NULL);
}

void cn_crash_arm(const struct cn_crash_plan *plan) {
  cn_crash_disarm();
  armed = *plan;
  if (armed.restore_length > RESTORE_CAPACITY) armed.restore_length = RESTORE_CAPACITY;
  memcpy(restore_bytes, plan->restore, armed.restore_length);
  trace_path[0] = 0;
  if (plan->trace_path) {
    strncpy(trace_path, plan->trace_path, PATH_CAPACITY - 1);
    trace_path[PATH_CAPACITY - 1] = 0;
  }
  // exit() from anywhere, also from a library, has to leave a usable terminal.
  static bool is_registered;
  if (!is_registered) is_registered = atexit(cn_crash_give_terminal_back) == 0;
  if (nowhere < 0) nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  ensure_alternate_stack();
  // The first call loads a library, which a handler may not.
  void *here[1];
  backtrace(here, 1);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = crashed;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &before[i]);
  is_armed = 1;
}

void cn_crash_disarm(void) {
  if (!is_armed) return;
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &before[i], NULL);
  is_armed = 0;
}
