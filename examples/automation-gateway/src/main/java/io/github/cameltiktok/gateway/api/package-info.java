/** Types that the parts of the gateway share: operations, calls and replies, callers, and the table of problems. */
@NullMarked
package io.github.cameltiktok.gateway.api;

import org.jspecify.annotations.NullMarked;
