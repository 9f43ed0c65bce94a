/**
 * The engine: a lookup travels straight through a chain of {@link io.github.cameltiktok.lookup.Lookup} steps, each one
 * concern and one class, composed in {@link io.github.cameltiktok.lookup.LookupEngine}. Nothing in it blocks; a lookup
 * in flight holds no thread.
 */
@NullMarked
package io.github.cameltiktok.lookup;

import org.jspecify.annotations.NullMarked;
