/** The component and the Kamelets in the form of Kaoto's catalog. */
@NullMarked
package io.github.cameltiktok.kaoto;

import org.jspecify.annotations.NullMarked;
