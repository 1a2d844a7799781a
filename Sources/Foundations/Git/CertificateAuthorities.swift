/// Stands in the place of the Mbed TLS function by which libgit2 reads the machine's certificate authorities.
///
/// Debian's libgit2 parses all of `/etc/ssl/certs/ca-certificates.crt` when it is started, for connections that this
/// module never makes: half of what `contracts check` had to compute. A program's own symbol comes before that of a
/// shared library (ELF, "Dynamic Linking", symbol lookup), so libgit2 calls this one and has no authorities, with which
/// a connection would be refused. Where libgit2 is built on another TLS library nobody calls it.
///
/// - Returns: 0, which means that every certificate of the file was read.
@c(mbedtls_x509_crt_parse_file)
package func noCertificateAuthorities(_ chain: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> CInt { 0 }
