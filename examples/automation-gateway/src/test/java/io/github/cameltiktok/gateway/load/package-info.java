/** Load of many clients, next to Camel's own HTTP engine. */
@NullMarked
package io.github.cameltiktok.gateway.load;

import org.jspecify.annotations.NullMarked;
