package io.github.cameltiktok.springboot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the tests. */
@SpringBootApplication
class Application {}
