/** Requests for TikTok videos out of a Kafka topic, each with exactly one outcome: a normalised video or a dead letter. */
@NullMarked
package io.github.cameltiktok.pipeline;

import org.jspecify.annotations.NullMarked;
