package io.github.cameltiktok.pipeline.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault like another one. It runs, on both versions, only with {@code -Dfaults=full}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "Kafka {0}")
@EnumSource(KafkaVersion.class)
@EnabledIfSystemProperty(named = "faults", matches = "full")
@interface OnlyIfFull {}
