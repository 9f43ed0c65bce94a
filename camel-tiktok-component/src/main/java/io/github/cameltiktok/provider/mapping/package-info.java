/**
 * Tools for reading a provider's answer tolerantly: types that wander, parts that are missing, errors in several
 * dialects. For the built-in providers and for those of one's own. All of it is pure and thread-safe.
 */
@NullMarked
package io.github.cameltiktok.provider.mapping;

import org.jspecify.annotations.NullMarked;
