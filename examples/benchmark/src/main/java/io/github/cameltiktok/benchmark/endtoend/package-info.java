/** Throughput, CPU, allocation and latency of whole routes. */
@NullMarked
package io.github.cameltiktok.benchmark.endtoend;

import org.jspecify.annotations.NullMarked;
