/** A process that watches is killed again and again; {@code KilledProcessRun} says what must hold. */
package io.github.cameltiktok.kill;
