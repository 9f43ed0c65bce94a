/** Runs of the pipeline through faults of real brokers. They measure lost requests, duplicate outcomes and recovery time. */
@NullMarked
package io.github.cameltiktok.pipeline.fault;

import org.jspecify.annotations.NullMarked;
