/** Tests of the whole gateway. */
@NullMarked
package io.github.cameltiktok.gateway;

import org.jspecify.annotations.NullMarked;
