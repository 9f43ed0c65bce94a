/**
 * A Kafka consumer for work that does not end in the order in which it began: several records of a partition in flight,
 * commits in order. It knows nothing of TikTok, and fits below any Camel route that commits by hand.
 */
@NullMarked
package io.github.cameltiktok.pipeline.window;

import org.jspecify.annotations.NullMarked;
