package io.github.cameltiktok.kill;

/** Where a killed process keeps its positions. */
enum RepositoryKind {
    /** Camel's file repository, as it comes. */
    CAMEL,
    /** Ours, with a file so small that it is rewritten all the time. */
    KILL_SAFE
}
