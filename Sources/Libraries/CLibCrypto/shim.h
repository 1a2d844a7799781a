// The function of the digest itself, and not EVP: that one looks for providers as openssl.cnf says, which takes longer than
// most digests, could switch SHA-256 off, and would link all of the library into a static executable.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
