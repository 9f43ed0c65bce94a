@NullMarked
package io.github.cameltiktok.benchmark.mapping;

import org.jspecify.annotations.NullMarked;
