/** Tests of keys, limits and budgets. */
@NullMarked
package io.github.cameltiktok.gateway.access;

import org.jspecify.annotations.NullMarked;
