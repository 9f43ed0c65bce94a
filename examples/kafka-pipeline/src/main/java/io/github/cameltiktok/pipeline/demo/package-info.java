/** The demonstration: a broker, the sandbox, one instance of the pipeline and requests of all kinds. */
@NullMarked
package io.github.cameltiktok.pipeline.demo;

import org.jspecify.annotations.NullMarked;
