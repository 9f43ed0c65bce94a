/** What the connector costs, measured beside what one would write by hand; one sub-package for each benchmark. */
@NullMarked
package io.github.cameltiktok.benchmark;

import org.jspecify.annotations.NullMarked;
