@NullMarked
package io.github.cameltiktok.pipeline.demo;

import org.jspecify.annotations.NullMarked;
