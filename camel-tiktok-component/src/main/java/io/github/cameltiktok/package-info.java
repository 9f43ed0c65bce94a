/**
 * The Camel face: the {@code tiktok} component with its endpoints {@code tiktok:video} and {@code tiktok:user}, the
 * headers, converters and exceptions that routes see.
 */
@NullMarked
package io.github.cameltiktok;

import org.jspecify.annotations.NullMarked;
