/** A gateway in its own process that is killed again and again. */
@NullMarked
package io.github.cameltiktok.gateway.kill;

import org.jspecify.annotations.NullMarked;
