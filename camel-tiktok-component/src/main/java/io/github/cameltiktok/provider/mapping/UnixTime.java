package io.github.cameltiktok.provider.mapping;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A Unix time; 0 is unknown. Up to 11 digits are seconds, more are milliseconds: 12 digits as seconds would be a time
 * after the year 5138.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnixTime {}
