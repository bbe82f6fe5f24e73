package dev.tailor.acceptance.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.tailor.acceptance.house.Rooms.SERVICE_PACKAGES;
import static dev.tailor.acceptance.house.Rooms.adapters;
import static dev.tailor.acceptance.house.Rooms.compiled;
import static dev.tailor.acceptance.house.Rooms.core;
import static dev.tailor.acceptance.house.Rooms.inside;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** House rules 1 to 7: who may know whom. */
class DependencyRulesTest {

    private static final List<String> LIBRARY_PACKAGES =
            List.of("dev.tailor.text", "dev.tailor.model", "dev.tailor.worker", "dev.tailor.storage");
    /** Holds one class: the call that keeps gradients is not public. */
    private static final String OUR_CALL_INSIDE_THE_LIBRARY = "ai.djl.pytorch.jni";

    private static final String[] PERSISTENCE = {"jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate.."};

    @Test
    void onlyTheModelRoomsInsideKnowsTensors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tailor.model.internal..", OUR_CALL_INSIDE_THE_LIBRARY)
                .should()
                .dependOnClassesThat(tensors())
                .check(compiled());
    }

    @Test
    void onlyTheTextRoomKnowsTheTokenizersLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tailor.text..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.huggingface..")
                .check(compiled());
    }

    @Test
    void nobodyOutsideTheModelRoomUsesItsInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tailor.model..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tailor.model.internal..")
                .check(compiled());
    }

    @Test
    void librariesKnowNoQuarkusNoJpaAndNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(inside(LIBRARY_PACKAGES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta.persistence..", "org.hibernate..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(inside(SERVICE_PACKAGES))
                .check(compiled());
    }

    @Test
    void onlyTheWorkerAmongTheLibrariesKnowsGrpc() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tailor.text..", "dev.tailor.model..", "dev.tailor.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "dev.tailor.proto..")
                .check(compiled());
    }

    @Test
    void theCoreOfAServiceKnowsNoFramework() {
        noClasses()
                .that(core())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.grpc..",
                        "com.google.protobuf..",
                        "com.google.rpc..",
                        "dev.tailor.proto..",
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "jakarta.ws.rs..",
                        "io.smallrye.mutiny..")
                .check(compiled());
    }

    @Test
    void theCoreNeverDependsOnAnAdapter() {
        noClasses()
                .that(core())
                .should()
                .dependOnClassesThat(resideInAPackage("dev.tailor..").and(resideInAnyPackage(adapters())))
                .check(compiled());
    }

    @Test
    void adaptersNeverDependOnEachOther() {
        classes()
                .that()
                .resideInAnyPackage(adapters())
                .should(new DependOnNoOtherAdapter())
                .check(compiled());
    }

    @Test
    void servicesMeetOnlyInTheContract() {
        for (var service : SERVICE_PACKAGES) {
            var others = SERVICE_PACKAGES.stream()
                    .filter(other -> !other.equals(service))
                    .toList();
            noClasses()
                    .that()
                    .resideInAPackage(service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inside(others))
                    .check(compiled());
        }
    }

    @Test
    void featuresHaveNoCycles() {
        for (var service : SERVICE_PACKAGES) {
            slices().matching(service + ".(*)..").should().beFreeOfCycles().check(compiled());
        }
    }

    @Test
    void theGatewayHasNoPersistenceAndNoTensors() {
        noClasses()
                .that()
                .resideInAPackage("dev.tailor.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PERSISTENCE)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "dev.tailor.model..", "dev.tailor.worker..", "dev.tailor.storage..")
                .check(compiled());
    }

    @Test
    void trainingAndEvaluationReachTensorsOnlyThroughTheWorkersProtocol() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tailor.training..", "dev.tailor.eval..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.tailor.model..")
                        .or(resideInAPackage("dev.tailor.worker..")
                                .and(DescribedPredicate.not(resideInAPackage("dev.tailor.worker.launch..")))))
                .check(compiled());
    }

    @Test
    void theWorkersLauncherNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.tailor.worker.launch..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.tailor.worker.launch..", "org.jspecify.annotations..")
                .check(compiled());
    }

    @Test
    void theCommandLineDependsOnNoneOfOurRooms() {
        noClasses()
                .that()
                .resideInAPackage("dev.tailor.cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.tailor..")
                        .and(DescribedPredicate.not(resideInAPackage("dev.tailor.cli.."))))
                .check(compiled());
    }

    private static DescribedPredicate<JavaClass> tensors() {
        return resideInAPackage("ai.djl..")
                .and(DescribedPredicate.not(resideInAPackage("ai.djl.huggingface..")))
                .as("classes of the tensor library");
    }
}
