/** Runs of the pipeline through faults of real brokers, and what they cost: requests lost, outcomes written twice, time. */
@NullMarked
package io.github.cameltiktok.pipeline.fault;

import org.jspecify.annotations.NullMarked;
