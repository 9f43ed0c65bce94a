/** Commands for dead letters: what there is, and the same requests once more. */
@NullMarked
package io.github.cameltiktok.pipeline.deadletters;

import org.jspecify.annotations.NullMarked;
