/** Watches: what is polled, when, and what counts as an event. */
@NullMarked
package io.github.cameltiktok.gateway.watch;

import org.jspecify.annotations.NullMarked;
