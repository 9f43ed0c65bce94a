/** The gateway behind a reverse proxy. */
@NullMarked
package io.github.cameltiktok.gateway.proxy;

import org.jspecify.annotations.NullMarked;
