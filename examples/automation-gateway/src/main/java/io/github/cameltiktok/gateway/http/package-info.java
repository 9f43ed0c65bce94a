/** The HTTP server: routes, authentication, validation, and the asynchronous engine under platform-http. */
@NullMarked
package io.github.cameltiktok.gateway.http;

import org.jspecify.annotations.NullMarked;
