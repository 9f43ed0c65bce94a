/** Ten thousand lookups in flight. */
@NullMarked
package io.github.cameltiktok.benchmark.inflight;

import org.jspecify.annotations.NullMarked;
