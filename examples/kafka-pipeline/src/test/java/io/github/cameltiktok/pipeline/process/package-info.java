/** The pipeline in operating system processes of its own, for runs that stop, kill or measure it. */
@NullMarked
package io.github.cameltiktok.pipeline.process;

import org.jspecify.annotations.NullMarked;
