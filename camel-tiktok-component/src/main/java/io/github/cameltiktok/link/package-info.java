/**
 * What a lookup is about, read from the text that people paste: TikTok links in all their forms, video ids and handles.
 *
 * <p>{@link io.github.cameltiktok.link.TikTokLink} is the way in. Everything here is pure: no I/O, no Camel, no
 * provider, no state. A link is checked before anything is sent anywhere, so a link to another host never causes a call.
 */
@NullMarked
package io.github.cameltiktok.link;

import org.jspecify.annotations.NullMarked;
