/** The conditions that an instance depends on, and the health checks that report them. */
@NullMarked
package io.github.cameltiktok.pipeline.health;

import org.jspecify.annotations.NullMarked;
