/** The outbox: signed webhooks, retries, dead letters and replay. */
@NullMarked
package io.github.cameltiktok.gateway.delivery;

import org.jspecify.annotations.NullMarked;
