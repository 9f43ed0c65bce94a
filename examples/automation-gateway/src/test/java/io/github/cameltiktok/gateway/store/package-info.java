@NullMarked
package io.github.cameltiktok.gateway.store;

import org.jspecify.annotations.NullMarked;
