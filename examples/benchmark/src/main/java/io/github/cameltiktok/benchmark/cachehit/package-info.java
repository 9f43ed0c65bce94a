/** What a hit in a full cache costs, and what the cache takes up. */
@NullMarked
package io.github.cameltiktok.benchmark.cachehit;

import org.jspecify.annotations.NullMarked;
