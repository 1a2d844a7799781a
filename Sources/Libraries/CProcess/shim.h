#include <signal.h>

/// Makes writing to a closed pipe an error of `write` instead of the end of the process.
static inline void process_ignore_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }
