@NullMarked
package io.github.cameltiktok.benchmark.process;

import org.jspecify.annotations.NullMarked;
