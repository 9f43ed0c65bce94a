/**
 * Lenient response mapping for built-in and custom providers: varying types, missing parts, several error formats.
 */
@NullMarked
package io.github.cameltiktok.provider.mapping;

import org.jspecify.annotations.NullMarked;
