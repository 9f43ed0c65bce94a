/** The server that all contenders ask, in a process of its own. */
@NullMarked
package io.github.cameltiktok.benchmark.stub;

import org.jspecify.annotations.NullMarked;
