/** HTTP as the engine uses it: addresses, keys, connections, bounded answers. Knows nothing of lookups. Internal. */
@NullMarked
package io.github.cameltiktok.internal.lookup.http;

import org.jspecify.annotations.NullMarked;
