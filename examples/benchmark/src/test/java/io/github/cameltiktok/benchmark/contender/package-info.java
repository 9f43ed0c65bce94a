@NullMarked
package io.github.cameltiktok.benchmark.contender;

import org.jspecify.annotations.NullMarked;
