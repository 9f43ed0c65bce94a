/** More lookups than a provider can answer. */
@NullMarked
package io.github.cameltiktok.benchmark.overload;

import org.jspecify.annotations.NullMarked;
