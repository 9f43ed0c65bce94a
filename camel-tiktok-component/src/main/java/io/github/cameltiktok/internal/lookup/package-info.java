/**
 * The engine. A lookup passes the steps that {@link io.github.cameltiktok.internal.lookup.LookupEngine} lists, each one
 * concern and one class. Nothing in it blocks; a lookup in flight holds no thread. Internal: for the Camel component
 * alone, and may change in any version.
 */
@NullMarked
package io.github.cameltiktok.internal.lookup;

import org.jspecify.annotations.NullMarked;
