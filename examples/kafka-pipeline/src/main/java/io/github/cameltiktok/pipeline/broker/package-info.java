/** An embedded Kafka broker for demonstrations and tests. */
@NullMarked
package io.github.cameltiktok.pipeline.broker;

import org.jspecify.annotations.NullMarked;
