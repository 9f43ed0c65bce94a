/** Polling of watched subjects, and the repository of their snapshots. Internal. */
@NullMarked
package io.github.cameltiktok.internal.watch;

import org.jspecify.annotations.NullMarked;
