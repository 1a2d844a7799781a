// Whether libgit2 can be linked statically and starts without the libraries of its transports; for Scripts/release.
#include <git2.h>
#include <stdlib.h>
#include <string.h>

int mbedtls_x509_crt_parse_file(void *chain, const char *path) { return chain == NULL || path == NULL; }

int main(void) {
  if (git_libgit2_init() < 0) return 1;
  git_libgit2_shutdown();
  // Once more, with memory that is not empty: what is allocated and left as it was shows.
  void *used[64];
  for (size_t index = 0; index < 64; index++) {
    size_t size = 64u << (index / 8);
    used[index] = malloc(size);
    if (used[index] == NULL) return 1;
    memset(used[index], 255, size);
  }
  for (size_t index = 0; index < 64; index++) free(used[index]);
  return git_libgit2_init() < 0;
}
