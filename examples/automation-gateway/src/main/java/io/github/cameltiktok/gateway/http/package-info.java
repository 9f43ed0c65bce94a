/** The HTTP server of the API: routes, keys, limits, validation and problems. */
@NullMarked
package io.github.cameltiktok.gateway.http;

import org.jspecify.annotations.NullMarked;
