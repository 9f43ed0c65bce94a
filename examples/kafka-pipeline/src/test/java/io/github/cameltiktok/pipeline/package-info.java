@NullMarked
package io.github.cameltiktok.pipeline;

import org.jspecify.annotations.NullMarked;
