/** Use of a provider's concurrency limit. */
@NullMarked
package io.github.cameltiktok.benchmark.limituse;

import org.jspecify.annotations.NullMarked;
