import CFuzzer
// Linked for its entry point, which is called from C.
import Fuzzing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

exit(fuzzer_run(CommandLine.argc, CommandLine.unsafeArgv))
