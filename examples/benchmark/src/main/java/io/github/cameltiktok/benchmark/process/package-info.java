/** Processes that measure, and what they report. */
@NullMarked
package io.github.cameltiktok.benchmark.process;

import org.jspecify.annotations.NullMarked;
