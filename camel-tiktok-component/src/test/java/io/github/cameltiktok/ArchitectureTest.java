package io.github.cameltiktok;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: Camel face, polling, watch, message, lookup, provider, then model and link. */
final class ArchitectureTest {

    private static final String FACE = "io.github.cameltiktok";
    private static final String LOOKUP = "io.github.cameltiktok.internal.lookup..";
    private static final String PROVIDER = "io.github.cameltiktok.provider..";
    private static final String MAPPING = "io.github.cameltiktok.provider.mapping..";
    private static final String MODEL = "io.github.cameltiktok.model..";
    private static final String LINK = "io.github.cameltiktok.link..";
    private static final String MESSAGE = "io.github.cameltiktok.internal.message..";
    private static final String POLLING = "io.github.cameltiktok.internal.watch..";
    private static final String WATCH = "io.github.cameltiktok.watch..";
    private static final String MONITORING = "io.github.cameltiktok.internal.monitoring..";

    private static JavaClasses main;

    @BeforeAll
    static void importClasses() {
        main = new ClassFileImporter()
                .importUrl(TikTokComponent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    /** Constants of TikTokHeaders do not count as dependencies, because the compiler inlines them. */
    @Test
    void layersDependOnlyDownward() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("face")
                .definedBy(FACE)
                .layer("polling")
                .definedBy(POLLING)
                .layer("watch")
                .definedBy(WATCH)
                .layer("message")
                .definedBy(MESSAGE)
                .layer("monitoring")
                .definedBy(MONITORING)
                .layer("lookup")
                .definedBy(LOOKUP)
                .layer("provider")
                .definedBy(PROVIDER)
                .layer("model")
                .definedBy(MODEL)
                .layer("link")
                .definedBy(LINK)
                .whereLayer("face")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("polling")
                .mayOnlyAccessLayers("watch", "message", "model", "link")
                .whereLayer("watch")
                .mayOnlyAccessLayers("model")
                .whereLayer("message")
                .mayOnlyAccessLayers("lookup", "provider", "model", "link")
                .whereLayer("monitoring")
                .mayOnlyAccessLayers("lookup", "provider")
                .whereLayer("lookup")
                .mayOnlyAccessLayers("provider", "model", "link")
                .whereLayer("provider")
                .mayOnlyAccessLayers("model", "link")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("link")
                .mayNotAccessAnyLayer()
                .check(main);
    }

    @Test
    void everyClassBelongsToLayer() {
        classes()
                .should()
                .resideInAnyPackage(FACE, POLLING, WATCH, MESSAGE, MONITORING, LOOKUP, PROVIDER, MODEL, LINK)
                .check(main);
    }

    @Test
    void modelLinkProvidersAndWatchUseNeitherCamelNorNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(MODEL, LINK, PROVIDER, WATCH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "java.net.http..", "javax.net..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URLConnection")
                .check(main);
    }

    @Test
    void lookupDoesNotUseCamel() {
        noClasses()
                .that()
                .resideInAPackage(LOOKUP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(main);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.github.cameltiktok.(**)")
                .should()
                .beFreeOfCycles()
                .check(main);
    }

    @Test
    void publicMethodsDoNotExposeInternalTypes() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.github.cameltiktok.internal..")
                .should()
                .notHaveRawReturnType(resideInAPackage("io.github.cameltiktok.internal.."))
                .andShould(notTakeInternalTypes())
                .check(main);
    }

    private static ArchCondition<JavaMethod> notTakeInternalTypes() {
        return new ArchCondition<>("not take internal types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean takesInternalType = method.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getPackageName().startsWith("io.github.cameltiktok.internal"));
                events.add(new SimpleConditionEvent(method, !takesInternalType, method.getFullName()));
            }
        };
    }

    @Test
    void onlyLookupUsesHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LOOKUP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(main);
    }

    /** Micrometer is an optional dependency. */
    @Test
    void onlyMetersUsesMicrometer() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Meters")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(main);
    }

    @Test
    void providersDoNotDependOnEachOther() {
        slices().matching("io.github.cameltiktok.provider.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage(MAPPING))
                .check(main);
    }

    @Test
    void publicClassesBelowFaceAreFinal() {
        classes()
                .that()
                .resideOutsideOfPackage(FACE)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(FINAL)
                .check(main);
    }

    @Test
    void classNamesHaveNoVagueSuffix() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)(\\$.*)?")
                .check(main);
    }

    @Test
    void javaUtilLoggingIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Logger.class.getPackageName())
                .check(main);
    }

    @Test
    void threadSleepIsNotUsed() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(main);
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(main);
    }
}
