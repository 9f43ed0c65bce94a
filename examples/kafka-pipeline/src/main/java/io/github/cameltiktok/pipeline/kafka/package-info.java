/** How the pipeline reaches Kafka: settings of all clients, names of topics and groups, and their check before a start. */
@NullMarked
package io.github.cameltiktok.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
