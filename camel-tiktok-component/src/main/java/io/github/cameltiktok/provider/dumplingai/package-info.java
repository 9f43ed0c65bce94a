/** Dumpling AI: calls, response mapping and errors. */
@NullMarked
package io.github.cameltiktok.provider.dumplingai;

import org.jspecify.annotations.NullMarked;
