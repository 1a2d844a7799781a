#include <stddef.h>
#include <stdint.h>

/// The driver of libFuzzer (compiler-rt, FuzzerInterface.h).
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *input, size_t count));

/// The entry point of this project: Tests/Fuzzing/FuzzEntry.swift.
int signalbox_fuzz(const char *target, const uint8_t *input, intptr_t count);

/// Runs libFuzzer on the target that the variable FUZZ_TARGET names.
int fuzzer_run(int count, char **arguments);
