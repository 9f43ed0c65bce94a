/** Instances of the pipeline that are killed, and what becomes of the requests that they had. */
@NullMarked
package io.github.cameltiktok.pipeline.kill;

import org.jspecify.annotations.NullMarked;
