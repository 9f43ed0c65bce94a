/** Watching: polls, snapshots and the changes between them. Internal. */
@NullMarked
package io.github.cameltiktok.internal.watch;

import org.jspecify.annotations.NullMarked;
