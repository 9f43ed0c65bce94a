/** Cost of the connector, compared with hand-written alternatives; one sub-package per benchmark. */
@NullMarked
package io.github.cameltiktok.benchmark;

import org.jspecify.annotations.NullMarked;
