/** Counts of the engine as meters and as JMX tables. Internal. */
@NullMarked
package io.github.cameltiktok.internal.monitoring;

import org.jspecify.annotations.NullMarked;
