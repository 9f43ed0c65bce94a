/** Tests of the HTTP server. */
@NullMarked
package io.github.cameltiktok.gateway.http;

import org.jspecify.annotations.NullMarked;
