/** The container image. */
@NullMarked
package io.github.cameltiktok.gateway.image;

import org.jspecify.annotations.NullMarked;
