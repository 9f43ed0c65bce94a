@NullMarked
package io.github.cameltiktok.gateway.watch;

import org.jspecify.annotations.NullMarked;
