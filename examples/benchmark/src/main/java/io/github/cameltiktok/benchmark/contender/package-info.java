/** The compared ways to look up a video. */
@NullMarked
package io.github.cameltiktok.benchmark.contender;

import org.jspecify.annotations.NullMarked;
