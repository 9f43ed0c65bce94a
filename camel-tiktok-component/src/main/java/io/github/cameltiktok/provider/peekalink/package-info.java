/** Peekalink: calls, response mapping and errors. */
@NullMarked
package io.github.cameltiktok.provider.peekalink;

import org.jspecify.annotations.NullMarked;
