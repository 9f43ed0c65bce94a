/** The message of an exchange: subject in, result out. Internal. */
@NullMarked
package io.github.cameltiktok.internal.message;

import org.jspecify.annotations.NullMarked;
