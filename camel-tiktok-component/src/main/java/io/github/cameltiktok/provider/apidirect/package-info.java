/** The provider API Direct: its calls, its answers, its errors. */
@NullMarked
package io.github.cameltiktok.provider.apidirect;

import org.jspecify.annotations.NullMarked;
