/** Settings of all Kafka clients, names of topics and groups, and the check of both before a start. */
@NullMarked
package io.github.cameltiktok.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
