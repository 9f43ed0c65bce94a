@NullMarked
package io.github.cameltiktok.benchmark.stub;

import org.jspecify.annotations.NullMarked;
