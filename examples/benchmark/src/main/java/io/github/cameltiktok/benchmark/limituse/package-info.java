/** How much of a provider's concurrency limit is made use of. */
@NullMarked
package io.github.cameltiktok.benchmark.limituse;

import org.jspecify.annotations.NullMarked;
