package io.github.cameltiktok.recipes;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Asserts that each page of docs/recipes has the files that the other tests run. */
final class PagesTest {

    @TestFactory
    Stream<DynamicTest> pageShowsAllFiles() throws IOException {
        return Recipe.all().stream().map(recipe -> DynamicTest.dynamicTest(recipe.name(), recipe::showsItsFiles));
    }
}
