#include <pthread.h>
#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

/// The description of what a parse returns. Swift would copy the constant, and its address is what the library goes by.
static inline const ProtobufCMessageDescriptor *clibpgquery_parse_result(void) {
  return &pg_query__parse_result__descriptor;
}

/// The description of a node that stands for any other.
static inline const ProtobufCMessageDescriptor *clibpgquery_node(void) { return &pg_query__node__descriptor; }

/// Runs a function on a thread with a stack of so many bytes and waits for its end; 0, or an error number and no run.
///
/// It is here since the types of threads differ between systems, and Swift cannot make one of them.
static inline int clibpgquery_run(size_t stack, void *(*function)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  int status = pthread_attr_init(&attributes);
  if (status != 0) return status;
  status = pthread_attr_setstacksize(&attributes, stack);
  if (status == 0) status = pthread_create(&thread, &attributes, function, argument);
  pthread_attr_destroy(&attributes);
  return status != 0 ? status : pthread_join(thread, NULL);
}
