/** Checks that run on versions of Camel that they were not compiled for. */
@NullMarked
package io.github.cameltiktok.versions;

import org.jspecify.annotations.NullMarked;
