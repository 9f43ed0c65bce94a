package io.github.cameltiktok.lookup;

import java.time.Duration;

/**
 * How failed calls are repeated.
 *
 * @param maxRetries calls after the first one; 0 for none
 * @param delay before the first of them; doubles each time
 */
public record RetrySettings(int maxRetries, Duration delay) {}
