@NullMarked
package io.github.cameltiktok.gateway.lookup;

import org.jspecify.annotations.NullMarked;
