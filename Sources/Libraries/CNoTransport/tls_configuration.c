// The one function of Mbed TLS that has something to do: libgit2 frees the certificates that a configuration had before,
// and a new one has none.
#if __has_include(<mbedtls/ssl.h>)
#include <mbedtls/ssl.h>
#include <string.h>

__attribute__((visibility("hidden"))) void mbedtls_ssl_config_init(mbedtls_ssl_config *configuration) {
  memset(configuration, 0, sizeof *configuration);
}
#endif
