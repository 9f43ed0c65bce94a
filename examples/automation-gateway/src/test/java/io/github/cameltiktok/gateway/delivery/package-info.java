@NullMarked
package io.github.cameltiktok.gateway.delivery;

import org.jspecify.annotations.NullMarked;
