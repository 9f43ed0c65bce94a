/** Topics that tests read from their beginning. */
@NullMarked
package io.github.cameltiktok.pipeline.topic;

import org.jspecify.annotations.NullMarked;
