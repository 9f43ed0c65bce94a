/**
 * Data providers: request building, response mapping and error tables.
 *
 * <p>Implement {@link io.github.cameltiktok.provider.TikTokProvider} for a custom provider. Each built-in provider has
 * its own package. The code here performs no I/O, starts no threads and does not depend on Camel.
 */
@NullMarked
package io.github.cameltiktok.provider;

import org.jspecify.annotations.NullMarked;
