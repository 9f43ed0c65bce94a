/**
 * The engine. {@link io.github.cameltiktok.internal.lookup.LookupEngine} lists the steps of a lookup, one class for each
 * concern. No step blocks; a lookup in flight holds no thread. Internal: only for the Camel component, may change in any
 * version.
 */
@NullMarked
package io.github.cameltiktok.internal.lookup;

import org.jspecify.annotations.NullMarked;
