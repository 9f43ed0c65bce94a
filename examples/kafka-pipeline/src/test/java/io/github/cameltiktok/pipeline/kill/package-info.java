/** Runs that kill instances of the pipeline, and check the outcomes of all requests. */
@NullMarked
package io.github.cameltiktok.pipeline.kill;

import org.jspecify.annotations.NullMarked;
