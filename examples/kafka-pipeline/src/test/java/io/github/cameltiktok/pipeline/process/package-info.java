/** The pipeline as operating system processes, for runs that stop, kill or measure it. */
@NullMarked
package io.github.cameltiktok.pipeline.process;

import org.jspecify.annotations.NullMarked;
