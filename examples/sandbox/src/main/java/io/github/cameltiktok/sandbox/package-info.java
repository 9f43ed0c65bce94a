/** The three TikTok data providers on localhost, emulated from their documentation. */
@NullMarked
package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.NullMarked;
