/** Looks up TikTok videos for the requests of a Kafka topic. Each request becomes a normalised video or a dead letter. */
@NullMarked
package io.github.cameltiktok.pipeline;

import org.jspecify.annotations.NullMarked;
