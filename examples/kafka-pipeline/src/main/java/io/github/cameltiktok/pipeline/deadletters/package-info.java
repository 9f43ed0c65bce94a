/** Commands that count dead letters and replay them. */
@NullMarked
package io.github.cameltiktok.pipeline.deadletters;

import org.jspecify.annotations.NullMarked;
