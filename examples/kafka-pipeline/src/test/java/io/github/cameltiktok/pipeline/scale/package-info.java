/** Runs of the pipeline with more instances, a shared limit, and more requests than fit into memory. */
@NullMarked
package io.github.cameltiktok.pipeline.scale;

import org.jspecify.annotations.NullMarked;
