#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

// A backend of an object database, with what answers for it.
typedef struct {
  git_odb_backend parent;
  void *owner;
} clibgit2_backend;

static inline int clibgit2_init_backend(clibgit2_backend *backend) {
  return git_odb_init_backend(&backend->parent, GIT_ODB_BACKEND_VERSION);
}

// git_libgit2_opts is variadic, which Swift cannot call: one function for each option that is used.

static inline int clibgit2_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

static inline int clibgit2_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

static inline int clibgit2_set_cached_tree_limit(size_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, bytes);
}

// libgit2 opens only repositories whose extensions it knows; whoever opens one deals with these.
static inline int clibgit2_allow_extensions(void) {
  const char *names[] = {"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees",
                         "objectformat",   "compatobjectformat", "refstorage"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof names[0]);
}

static inline int clibgit2_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

// The macro that fills the structure is not imported.
static inline int clibgit2_diff_options_init(git_diff_options *options) {
  return git_diff_options_init(options, GIT_DIFF_OPTIONS_VERSION);
}
