package io.github.cameltiktok.benchmark;

/**
 * A performance goal and its result.
 *
 * @param text the goal
 * @param measured the measured value
 * @param holds whether the goal is reached
 */
public record Goal(String text, String measured, boolean holds) {}
