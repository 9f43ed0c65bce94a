package io.github.cameltiktok.provider.mapping;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The plain value of a field that is either an object or plain. Another component declares the object. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface TextForm {

    /** Returns the name of the JSON field. */
    String value();
}
