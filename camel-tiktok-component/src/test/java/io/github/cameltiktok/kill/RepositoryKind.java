package io.github.cameltiktok.kill;

/** State repositories of the watcher. */
enum RepositoryKind {
    /** Camel's file repository with its defaults. */
    CAMEL,
    /** The kill-safe repository, with a small file that is rewritten often. */
    KILL_SAFE
}
