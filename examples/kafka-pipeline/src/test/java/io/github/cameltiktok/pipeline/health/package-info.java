@NullMarked
package io.github.cameltiktok.pipeline.health;

import org.jspecify.annotations.NullMarked;
