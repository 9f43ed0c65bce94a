@NullMarked
package io.github.cameltiktok.benchmark;

import org.jspecify.annotations.NullMarked;
