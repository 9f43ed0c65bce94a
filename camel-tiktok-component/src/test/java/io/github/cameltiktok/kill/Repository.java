package io.github.cameltiktok.kill;

/** Where a killed process keeps its positions. */
enum Repository {
    /** Camel's file repository, as it comes. */
    CAMELS,
    /** Ours, with a file so small that it is rewritten all the time. */
    KILL_SAFE
}
