/** Cost of the connector in an application: start time, classes, jars. */
@NullMarked
package io.github.cameltiktok.benchmark.startup;

import org.jspecify.annotations.NullMarked;
