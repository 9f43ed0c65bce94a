@NullMarked
package io.github.cameltiktok.benchmark.endtoend;

import org.jspecify.annotations.NullMarked;
