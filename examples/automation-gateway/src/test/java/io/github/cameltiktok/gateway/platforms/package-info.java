/** The generator of what repeats in the connectors of {@code platforms/}, and the run of each against a gateway. */
@NullMarked
package io.github.cameltiktok.gateway.platforms;

import org.jspecify.annotations.NullMarked;
