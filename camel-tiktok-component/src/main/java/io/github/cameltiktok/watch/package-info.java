/**
 * What has changed between two lookups of the same video or creator. Pure: no Camel, no input or output, no threads.
 */
@NullMarked
package io.github.cameltiktok.watch;

import org.jspecify.annotations.NullMarked;
