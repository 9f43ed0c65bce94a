/** HTTP client of the engine: base URLs, API keys, connections, bounded responses. Independent of lookups. Internal. */
@NullMarked
package io.github.cameltiktok.internal.lookup.http;

import org.jspecify.annotations.NullMarked;
