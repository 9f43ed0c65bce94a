/** The provider Peekalink: its calls, its answers, its errors. */
@NullMarked
package io.github.cameltiktok.provider.peekalink;

import org.jspecify.annotations.NullMarked;
