@NullMarked
package io.github.cameltiktok.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
