/** What the pipeline does with more instances, a limit that they share, and more requests than fit into memory. */
@NullMarked
package io.github.cameltiktok.pipeline.scale;

import org.jspecify.annotations.NullMarked;
