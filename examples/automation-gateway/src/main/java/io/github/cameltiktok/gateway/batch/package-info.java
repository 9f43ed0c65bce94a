/** Many lookups in one request: streamed to the client, or in the background with results for a day. */
@NullMarked
package io.github.cameltiktok.gateway.batch;

import org.jspecify.annotations.NullMarked;
