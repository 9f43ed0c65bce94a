/** Kills of a watching process; {@code KilledProcessRun} has the rules. */
package io.github.cameltiktok.kill;
