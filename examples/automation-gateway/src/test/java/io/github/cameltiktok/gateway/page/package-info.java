/** The page in a browser. */
@NullMarked
package io.github.cameltiktok.gateway.page;

import org.jspecify.annotations.NullMarked;
