/**
 * Normalised records: results of lookups, in the same form for all providers.
 *
 * <p>All records are immutable and thread-safe. A value that the provider did not return is {@code null}, never 0 or empty
 * text. A list is never {@code null}. A group of unknown values only is {@code null} as a whole. Jackson's annotations on
 * the records make every Jackson mapper write the same JSON.
 */
@NullMarked
package io.github.cameltiktok.model;

import org.jspecify.annotations.NullMarked;
