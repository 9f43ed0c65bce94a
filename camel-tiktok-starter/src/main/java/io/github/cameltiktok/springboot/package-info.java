/**
 * Auto-configuration of the component {@code tiktok} in Spring Boot.
 *
 * <p>{@link io.github.cameltiktok.springboot.TikTokProperties} has the settings. The component itself does not depend on
 * Spring.
 */
@NullMarked
package io.github.cameltiktok.springboot;

import org.jspecify.annotations.NullMarked;
