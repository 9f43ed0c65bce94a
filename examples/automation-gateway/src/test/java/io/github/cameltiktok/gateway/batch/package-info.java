@NullMarked
package io.github.cameltiktok.gateway.batch;

import org.jspecify.annotations.NullMarked;
