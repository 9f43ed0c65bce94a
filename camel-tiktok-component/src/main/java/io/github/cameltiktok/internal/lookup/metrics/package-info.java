/** Events of the engine and their statistics. Internal. */
@NullMarked
package io.github.cameltiktok.internal.lookup.metrics;

import org.jspecify.annotations.NullMarked;
