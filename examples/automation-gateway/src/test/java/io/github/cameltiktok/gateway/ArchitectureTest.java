package io.github.cameltiktok.gateway;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String GATEWAY = "io.github.cameltiktok.gateway";

    @Test
    void dependenciesPointOneWay() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(GATEWAY);

        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("program")
                .definedBy(GATEWAY)
                .layer("http")
                .definedBy(GATEWAY + ".http")
                .layer("batch")
                .definedBy(GATEWAY + ".batch")
                .layer("watch")
                .definedBy(GATEWAY + ".watch")
                .layer("delivery")
                .definedBy(GATEWAY + ".delivery")
                .layer("event")
                .definedBy(GATEWAY + ".event")
                .layer("lookup")
                .definedBy(GATEWAY + ".lookup")
                .layer("access")
                .definedBy(GATEWAY + ".access")
                .layer("store")
                .definedBy(GATEWAY + ".store")
                .whereLayer("program")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("batch")
                .mayOnlyBeAccessedByLayers("program", "http")
                .whereLayer("watch")
                .mayOnlyBeAccessedByLayers("program", "http")
                .whereLayer("delivery")
                .mayOnlyBeAccessedByLayers("program", "http", "batch", "watch")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("program", "http", "batch", "watch", "delivery")
                .whereLayer("lookup")
                .mayOnlyBeAccessedByLayers("program", "http", "batch", "watch")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("program", "http", "batch", "watch", "delivery", "event", "lookup")
                .check(classes);
    }
}
