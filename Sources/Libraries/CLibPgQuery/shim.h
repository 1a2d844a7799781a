#include <pthread.h>
#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>
#include <stdlib.h>

/// The description of what a parse returns. Swift would copy the constant, and its address is what the library goes by.
static inline const ProtobufCMessageDescriptor *clibpgquery_parse_result(void) {
  return &pg_query__parse_result__descriptor;
}

/// The description of a node that stands for any other.
static inline const ProtobufCMessageDescriptor *clibpgquery_node(void) { return &pg_query__node__descriptor; }

/// A thread that runs one function after another, and what it is asked to run.
///
/// It is here since the types of threads differ between systems, and Swift cannot make one of them.
typedef struct {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  void *(*function)(void *);
  void *argument;
} clibpgquery_worker;

static inline void *clibpgquery_work(void *argument) {
  clibpgquery_worker *worker = argument;
  pthread_mutex_lock(&worker->mutex);
  for (;;) {
    while (worker->function == NULL) pthread_cond_wait(&worker->changed, &worker->mutex);
    worker->function(worker->argument);
    worker->function = NULL;
    pthread_cond_broadcast(&worker->changed);
  }
}

/// Starts a worker whose stack has so many bytes; it lives as long as the process. NULL where there is no memory for it.
static inline clibpgquery_worker *clibpgquery_start(size_t stack) {
  clibpgquery_worker *worker = calloc(1, sizeof *worker);
  if (worker == NULL) return NULL;
  pthread_mutex_init(&worker->mutex, NULL);
  pthread_cond_init(&worker->changed, NULL);
  pthread_attr_t attributes;
  pthread_t thread;
  int status = pthread_attr_init(&attributes);
  if (status == 0) {
    status = pthread_attr_setstacksize(&attributes, stack);
    if (status == 0) status = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (status == 0) status = pthread_create(&thread, &attributes, clibpgquery_work, worker);
    pthread_attr_destroy(&attributes);
  }
  if (status == 0) return worker;
  free(worker);
  return NULL;
}

/// Runs a function on a worker that nothing else uses, and waits for its end.
static inline void clibpgquery_run(clibpgquery_worker *worker, void *(*function)(void *), void *argument) {
  pthread_mutex_lock(&worker->mutex);
  worker->argument = argument;
  worker->function = function;
  pthread_cond_broadcast(&worker->changed);
  while (worker->function != NULL) pthread_cond_wait(&worker->changed, &worker->mutex);
  pthread_mutex_unlock(&worker->mutex);
}
