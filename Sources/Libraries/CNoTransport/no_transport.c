// What libgit2 calls of the libraries by which it reaches other machines: Mbed TLS, libssh2, http-parser and Kerberos.
//
// The checks read trees and blobs of a repository on this machine. Linked into a static executable in the place of those
// libraries, these functions leave nothing by which a repository could make it open a connection or authenticate, however
// libgit2 is asked. Kerberos has no static library besides, and Mbed TLS would read all certificates of the machine at
// each start. What libgit2 asks for when it starts succeeds, everything else fails.
#include <stddef.h>

// Hidden: a shared library beside them, as libcurl, gets the real ones.
#define HIDDEN __attribute__((visibility("hidden")))
#define FAILS(name) \
  HIDDEN int name(void) { return -1; }
#define SUCCEEDS(name) \
  HIDDEN int name(void) { return 0; }
#define GIVES_NOTHING(name) \
  HIDDEN void *name(void) { return NULL; }

// Mbed TLS; its SHA-256 is that of the library, and tls_configuration.c has one function more.
FAILS(mbedtls_ctr_drbg_free)
FAILS(mbedtls_ctr_drbg_init)
FAILS(mbedtls_ctr_drbg_random)
SUCCEEDS(mbedtls_ctr_drbg_seed)
FAILS(mbedtls_entropy_free)
FAILS(mbedtls_entropy_func)
FAILS(mbedtls_entropy_init)
FAILS(mbedtls_ssl_close_notify)
FAILS(mbedtls_ssl_conf_authmode)
FAILS(mbedtls_ssl_conf_ca_chain)
FAILS(mbedtls_ssl_conf_ciphersuites)
FAILS(mbedtls_ssl_conf_min_version)
FAILS(mbedtls_ssl_conf_rng)
SUCCEEDS(mbedtls_ssl_config_defaults)
FAILS(mbedtls_ssl_config_free)
FAILS(mbedtls_ssl_free)
FAILS(mbedtls_ssl_get_ciphersuite_id)
GIVES_NOTHING(mbedtls_ssl_get_peer_cert)
FAILS(mbedtls_ssl_get_verify_result)
FAILS(mbedtls_ssl_handshake)
FAILS(mbedtls_ssl_init)
FAILS(mbedtls_ssl_read)
FAILS(mbedtls_ssl_set_bio)
FAILS(mbedtls_ssl_set_hostname)
FAILS(mbedtls_ssl_setup)
FAILS(mbedtls_ssl_write)
FAILS(mbedtls_strerror)
FAILS(mbedtls_x509_crt_free)
FAILS(mbedtls_x509_crt_init)
FAILS(mbedtls_x509_crt_parse_path)
FAILS(mbedtls_x509_crt_verify_info)

// libssh2
FAILS(libssh2_agent_connect)
FAILS(libssh2_agent_disconnect)
FAILS(libssh2_agent_free)
FAILS(libssh2_agent_get_identity)
GIVES_NOTHING(libssh2_agent_init)
FAILS(libssh2_agent_list_identities)
FAILS(libssh2_agent_userauth)
FAILS(libssh2_channel_close)
FAILS(libssh2_channel_free)
GIVES_NOTHING(libssh2_channel_open_ex)
FAILS(libssh2_channel_process_startup)
FAILS(libssh2_channel_read_ex)
FAILS(libssh2_channel_set_blocking)
FAILS(libssh2_channel_write_ex)
FAILS(libssh2_exit)
GIVES_NOTHING(libssh2_hostkey_hash)
SUCCEEDS(libssh2_init)
FAILS(libssh2_knownhost_checkp)
FAILS(libssh2_knownhost_free)
GIVES_NOTHING(libssh2_knownhost_init)
FAILS(libssh2_knownhost_readfile)
GIVES_NOTHING(libssh2_session_abstract)
FAILS(libssh2_session_disconnect_ex)
FAILS(libssh2_session_free)
FAILS(libssh2_session_handshake)
GIVES_NOTHING(libssh2_session_hostkey)
GIVES_NOTHING(libssh2_session_init_ex)
FAILS(libssh2_session_last_error)
FAILS(libssh2_session_method_pref)
FAILS(libssh2_session_set_blocking)
FAILS(libssh2_userauth_authenticated)
FAILS(libssh2_userauth_keyboard_interactive_ex)
GIVES_NOTHING(libssh2_userauth_list)
FAILS(libssh2_userauth_password_ex)
FAILS(libssh2_userauth_publickey)
FAILS(libssh2_userauth_publickey_fromfile_ex)
FAILS(libssh2_userauth_publickey_frommemory)

// http-parser
GIVES_NOTHING(http_errno_description)
FAILS(http_parser_execute)
FAILS(http_parser_init)
FAILS(http_parser_parse_url)
FAILS(http_parser_pause)
FAILS(http_should_keep_alive)

// GSSAPI
FAILS(gss_delete_sec_context)
FAILS(gss_display_status)
FAILS(gss_import_name)
FAILS(gss_indicate_mechs)
FAILS(gss_init_sec_context)
FAILS(gss_release_buffer)
FAILS(gss_release_name)
FAILS(gss_release_oid_set)

// The name of a kind of names, which libgit2 only passes on.
HIDDEN const void *const GSS_C_NT_HOSTBASED_SERVICE = NULL;
