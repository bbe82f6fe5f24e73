package dev.tailor.acceptance.house;

import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static dev.tailor.acceptance.house.Rooms.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules 10 and 11, and style rule 13: what no code does, and what every package says. */
class CodeRulesTest {

    private static final Pattern CATCH_OF_ALL =
            Pattern.compile("catch \\((final )?([\\w.]+ \\| )*(Throwable|Exception|Error)\\b");
    /** The worker's top, and those that call method handles, which declare Throwable: those of native libraries. */
    private static final List<String> CATCHING_ALL = List.of(
            "WorkerEndpoint.java", "NativeEnd.java", "CLibrary.java", "Torch.java", "Operators.java", "Cuda.java");

    private static final Pattern MARK = Pattern.compile("@(org\\.jspecify\\.annotations\\.)?NullMarked");

    @Test
    void nothingIsInjectedIntoAField() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("io.quarkus.grpc.GrpcClient")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("jakarta.persistence.PersistenceContext")
                .check(compiled());
    }

    @Test
    void noStaticFieldChanges() {
        fields().that().haveModifier(STATIC).should().beFinal().check(compiled());
    }

    @Test
    void nobodyWritesToTheStandardStreams() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(compiled());
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(compiled());
    }

    @Test
    void onlyFewCatchWhateverIsThrown() {
        assertThat(Rooms.all().stream()
                        .flatMap(room -> sourcesOf(room.resolve("src/main/java")).stream())
                        .filter(file -> CATCH_OF_ALL.matcher(textOf(file)).find())
                        .map(file -> file.getFileName().toString()))
                .as("files that catch Throwable, Exception or Error")
                .isNotEmpty()
                .isSubsetOf(CATCHING_ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(Rooms.all().stream().flatMap(CodeRulesTest::packagesWithoutTheMark))
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }

    private static Stream<Path> packagesWithoutTheMark(Path room) {
        var packages = packagesOf(room.resolve("src/main/java"));
        assertThat(packages).as("packages of " + room).isNotEmpty();
        return packages.stream().filter(folder -> !isNullMarked(folder));
    }

    private static List<Path> packagesOf(Path sources) {
        return sourcesOf(sources).stream().map(Path::getParent).distinct().toList();
    }

    private static List<Path> sourcesOf(Path sources) {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isNullMarked(Path folder) {
        var info = folder.resolve("package-info.java");
        return Files.exists(info) && MARK.matcher(textOf(info)).find();
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
