@NullMarked
package io.github.cameltiktok.pipeline.window;

import org.jspecify.annotations.NullMarked;
