/** One command that shows the whole connector: six lookups, three providers, one shape, delivered to a webhook. */
@NullMarked
package io.github.cameltiktok.quickstart;

import org.jspecify.annotations.NullMarked;
