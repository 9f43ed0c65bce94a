package io.github.cameltiktok.pipeline.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault that runs on Kafka 4.1.1, and on the other version only with {@code -Dfaults=full}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "Kafka {0}")
@MethodSource("io.github.cameltiktok.pipeline.fault.KafkaVersion#v4")
@interface OnKafka4 {}
