/** Lookups and batches, through the routes that users may change. */
@NullMarked
package io.github.cameltiktok.gateway.lookup;

import org.jspecify.annotations.NullMarked;
