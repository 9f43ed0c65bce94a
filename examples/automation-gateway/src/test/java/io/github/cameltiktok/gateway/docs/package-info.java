/** The pages about the gateway, compared with its code. */
@NullMarked
package io.github.cameltiktok.gateway.docs;

import org.jspecify.annotations.NullMarked;
