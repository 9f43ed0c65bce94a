/** A client that is generated from the OpenAPI document. */
@NullMarked
package io.github.cameltiktok.gateway.client;

import org.jspecify.annotations.NullMarked;
