/** What the connector adds to an application: time to start, classes, jars. */
@NullMarked
package io.github.cameltiktok.benchmark.startup;

import org.jspecify.annotations.NullMarked;
