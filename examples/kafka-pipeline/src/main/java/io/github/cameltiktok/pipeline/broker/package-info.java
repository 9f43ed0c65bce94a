/** A Kafka broker for trying things out. */
@NullMarked
package io.github.cameltiktok.pipeline.broker;

import org.jspecify.annotations.NullMarked;
