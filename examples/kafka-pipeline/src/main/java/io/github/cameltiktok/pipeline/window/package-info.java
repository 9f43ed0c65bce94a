/**
 * A Kafka consumer with several records of a partition in flight, which end in any order and are committed in order. It does not
 * depend on TikTok, and works below any Camel route with manual commits.
 */
@NullMarked
package io.github.cameltiktok.pipeline.window;

import org.jspecify.annotations.NullMarked;
