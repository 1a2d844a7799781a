#include <zlib.h>

// The macro that begins an inflation is not imported.
static inline int czlib_inflate_init(z_stream *stream) { return inflateInit(stream); }

// The same for a stream without a header, as zip archives have them (RFC 1951).
static inline int czlib_inflate_init_raw(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
