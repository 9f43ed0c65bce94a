/** Selections of dead letters, and replays that are killed. */
@NullMarked
package io.github.cameltiktok.pipeline.deadletters;

import org.jspecify.annotations.NullMarked;
