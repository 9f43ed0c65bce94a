package io.github.cameltiktok.benchmark;

/**
 * What is to be reached.
 *
 * @param text the goal
 * @param measured what was measured
 * @param holds whether it is reached
 */
public record Goal(String text, String measured, boolean holds) {}
