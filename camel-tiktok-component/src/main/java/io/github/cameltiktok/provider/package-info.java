/**
 * What a data provider is: how its calls are built and its answers read.
 *
 * <p>{@link TikTokProvider} is the interface to implement for a provider of one's own;
 * the built-in ones have a package each. All of it is pure: no input or output, no threads, no Camel.
 */
@NullMarked
package io.github.cameltiktok.provider;

import org.jspecify.annotations.NullMarked;
