/** What the engine reports, and the counts made of it. Internal. */
@NullMarked
package io.github.cameltiktok.internal.lookup.metrics;

import org.jspecify.annotations.NullMarked;
