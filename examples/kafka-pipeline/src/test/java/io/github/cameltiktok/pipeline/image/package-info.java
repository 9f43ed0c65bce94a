@NullMarked
package io.github.cameltiktok.pipeline.image;

import org.jspecify.annotations.NullMarked;
