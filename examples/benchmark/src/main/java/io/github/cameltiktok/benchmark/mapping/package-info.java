/** A provider's bytes to a record, and a record to JSON, measured by JMH. */
@NullMarked
package io.github.cameltiktok.benchmark.mapping;

import org.jspecify.annotations.NullMarked;
