// Nothing to call: what is here takes the place of functions that libgit2 would call.
