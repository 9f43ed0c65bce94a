/** Time of a hit in a full cache, and the cache's heap. */
@NullMarked
package io.github.cameltiktok.benchmark.cachehit;

import org.jspecify.annotations.NullMarked;
