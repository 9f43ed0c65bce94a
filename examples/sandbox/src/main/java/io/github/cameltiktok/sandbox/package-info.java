/**
 * The three TikTok data providers on localhost, emulated from their documentation.
 *
 * <ul>
 *   <li>Entry points: {@link io.github.cameltiktok.sandbox.Sandbox}, {@link io.github.cameltiktok.sandbox.SandboxExtension}
 *       for JUnit, {@link io.github.cameltiktok.sandbox.SandboxMain} as a program.
 *   <li>Server: {@code WireMockBridge} serves the answers of {@code RequestDispatcher}, which logs to {@code CallLog} and
 *       counts open calls in {@code InFlight}.
 *   <li>Providers: one {@code EmulatedProvider} per provider validates calls; its {@code …Json} classes write the fields.
 *   <li>Data: {@code FakeData} creates {@code FakeVideo} and {@code FakeCreator} from ids, handles and the clock.
 *   <li>Failures: {@link io.github.cameltiktok.sandbox.DocumentedFailures},
 *       {@link io.github.cameltiktok.sandbox.BrokenAnswer}, {@link io.github.cameltiktok.sandbox.SpecialSubject},
 *       {@link io.github.cameltiktok.sandbox.RateLimitedVideos}.
 * </ul>
 */
@NullMarked
package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.NullMarked;
