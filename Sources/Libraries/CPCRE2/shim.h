// Texts are UTF-8, so the functions are those with the suffix _8.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
