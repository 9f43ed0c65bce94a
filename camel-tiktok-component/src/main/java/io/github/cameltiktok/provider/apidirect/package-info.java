/** API Direct: calls, response mapping and errors. */
@NullMarked
package io.github.cameltiktok.provider.apidirect;

import org.jspecify.annotations.NullMarked;
