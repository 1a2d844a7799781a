#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// Makes writing to a closed pipe an error of `write` instead of the end of the process.
static inline void process_ignore_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }

/// Leaves a signal to whoever watches for it.
static inline void process_ignore_signal(int number) { signal(number, SIG_IGN); }

/// Gives a signal its own effect back.
static inline void process_restore_signal(int number) { signal(number, SIG_DFL); }

/// The cells of a line of the terminal that standard output is; 0 where it is none, or does not say.
static inline int process_output_columns(void) {
  struct winsize size = {0};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Whether standard input has something to give at once, or has ended.
static inline int process_input_is_ready(void) {
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, 0) != 0;
}
