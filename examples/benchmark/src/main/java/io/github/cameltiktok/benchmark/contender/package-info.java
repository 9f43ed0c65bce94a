/** The ways to look a video up that are measured beside each other. */
@NullMarked
package io.github.cameltiktok.benchmark.contender;

import org.jspecify.annotations.NullMarked;
