@NullMarked
package io.github.cameltiktok.kubernetes;

import org.jspecify.annotations.NullMarked;
