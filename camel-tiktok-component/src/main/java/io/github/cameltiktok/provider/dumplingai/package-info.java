/** The provider Dumpling AI: its calls, its answers, its errors. */
@NullMarked
package io.github.cameltiktok.provider.dumplingai;

import org.jspecify.annotations.NullMarked;
