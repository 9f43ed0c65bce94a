/**
 * Subjects of lookups: TikTok links, video ids and handles, parsed from pasted text.
 *
 * <p>Start with {@link io.github.cameltiktok.link.TikTokLink}. The code here performs no I/O and depends on no other
 * package of the component. Links are checked before any call, so a link to another host never causes one.
 */
@NullMarked
package io.github.cameltiktok.link;

import org.jspecify.annotations.NullMarked;
