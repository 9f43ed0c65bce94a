/** A demonstration of the connector: six lookups at three providers, in one format, delivered to a webhook. */
@NullMarked
package io.github.cameltiktok.quickstart;

import org.jspecify.annotations.NullMarked;
