@NullMarked
package io.github.cameltiktok.gateway.event;

import org.jspecify.annotations.NullMarked;
