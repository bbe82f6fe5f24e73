package dev.tailor.acceptance.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rooms of the house, and what was compiled of them; code that was generated from the contract is left out. */
final class Rooms {

    static final Path ROOT = Path.of(System.getProperty("tailor.root", ".."));

    static final List<String> LIBRARIES = List.of("libs/text", "libs/model", "libs/worker", "libs/storage");
    static final List<String> SERVICES = List.of("data-service", "training-service", "eval-service", "gateway");
    static final List<String> SERVICE_PACKAGES =
            List.of("dev.tailor.data", "dev.tailor.training", "dev.tailor.eval", "dev.tailor.gateway");
    static final List<String> ADAPTERS = List.of("grpc", "db", "file", "rest", "http");

    private static final JavaClasses COMPILED = compile();

    private Rooms() {}

    static JavaClasses compiled() {
        return COMPILED;
    }

    static List<Path> all() {
        return Stream.of(LIBRARIES, SERVICES, List.of("cli"))
                .flatMap(List::stream)
                .map(ROOT::resolve)
                .toList();
    }

    static String[] inside(List<String> packages) {
        return packages.stream().map(name -> name + "..").toArray(String[]::new);
    }

    /** Technology comes below a feature, so that a feature may be called "file". */
    static String[] adapters() {
        return new String[] {
            "dev.tailor..grpc..",
            "dev.tailor..db..",
            "dev.tailor..rest..",
            "dev.tailor..http..",
            "dev.tailor.*.*.file.."
        };
    }

    /** Plain Java of a service: everything outside its adapters. */
    static DescribedPredicate<JavaClass> core() {
        return resideInAnyPackage(inside(SERVICE_PACKAGES))
                .and(DescribedPredicate.not(resideInAnyPackage(adapters())))
                .as("the core of a service");
    }

    /** A room that was not built has no classes here, and the rules about it then fail as empty. */
    private static JavaClasses compile() {
        var folders = all().stream()
                .map(room -> room.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/dev/tailor/proto/"))
                .importPaths(folders);
    }
}
