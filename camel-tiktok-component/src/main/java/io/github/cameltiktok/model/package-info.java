/**
 * The normalised records: what a lookup gives, whichever provider answered.
 *
 * <p>All of them are immutable and so safe to share between threads. A value that the provider did not give is
 * {@code null} (never 0, never empty text), a list is never {@code null}, and a group of which nothing is known is
 * {@code null} as a whole. The records depend on nothing but Jackson's annotations, so that every
 * Jackson mapper writes them as the same JSON.
 */
@NullMarked
package io.github.cameltiktok.model;

import org.jspecify.annotations.NullMarked;
