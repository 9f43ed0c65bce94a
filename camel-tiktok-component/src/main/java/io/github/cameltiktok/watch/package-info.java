/**
 * Changes between two lookups of one subject, as the consumer and programs with their own schedule find them.
 *
 * <p>Start with {@link io.github.cameltiktok.watch.Watch}. The code here performs no I/O.
 */
@NullMarked
package io.github.cameltiktok.watch;

import org.jspecify.annotations.NullMarked;
