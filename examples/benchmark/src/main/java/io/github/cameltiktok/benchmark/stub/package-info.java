/** The server of all contenders, in a process of its own. */
@NullMarked
package io.github.cameltiktok.benchmark.stub;

import org.jspecify.annotations.NullMarked;
