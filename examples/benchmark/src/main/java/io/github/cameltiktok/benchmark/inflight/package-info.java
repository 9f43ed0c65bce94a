/** Ten thousand lookups under way at the same time. */
@NullMarked
package io.github.cameltiktok.benchmark.inflight;

import org.jspecify.annotations.NullMarked;
