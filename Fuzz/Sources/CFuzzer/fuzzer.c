#include "fuzzer.h"
#include <stdio.h>
#include <stdlib.h>

static const char *target;

static int test(const uint8_t *input, size_t count) {
  if (signalbox_fuzz(target, input, (intptr_t)count) == 0) return 0;
  fprintf(stderr, "fuzz: there is no target \"%s\"\n", target);
  exit(64);
}

int fuzzer_run(int count, char **arguments) {
  target = getenv("FUZZ_TARGET");
  if (target == NULL) {
    fprintf(stderr, "fuzz: FUZZ_TARGET names no target\n");
    return 64;
  }
  return LLVMFuzzerRunDriver(&count, &arguments, test);
}
