@NullMarked
package io.github.cameltiktok.benchmark.page;

import org.jspecify.annotations.NullMarked;
