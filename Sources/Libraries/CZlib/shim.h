#include <zlib.h>

// The macro that begins an inflation is not imported.
static inline int czlib_inflate_init(z_stream *stream) { return inflateInit(stream); }
