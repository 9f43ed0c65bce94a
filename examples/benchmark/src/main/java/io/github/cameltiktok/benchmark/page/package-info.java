/** The results page and its images. */
@NullMarked
package io.github.cameltiktok.benchmark.page;

import org.jspecify.annotations.NullMarked;
