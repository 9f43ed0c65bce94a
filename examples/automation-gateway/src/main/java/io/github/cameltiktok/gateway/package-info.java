/** An HTTP service through which automation platforms look up and watch TikTok videos and creators. */
@NullMarked
package io.github.cameltiktok.gateway;

import org.jspecify.annotations.NullMarked;
