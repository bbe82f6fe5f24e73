package dev.tailor.acceptance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tailor.acceptance.house.Rooms.compiled;

import org.junit.jupiter.api.Test;

/** House rules 8 and 9: names show roles. */
class NamingRulesTest {

    @Test
    void grpcServicesAreEndpointsInGrpcPackages() {
        classes()
                .that()
                .areAnnotatedWith("io.quarkus.grpc.GrpcService")
                .should()
                .haveSimpleNameEndingWith("Endpoint")
                .andShould()
                .resideInAPackage("..grpc..")
                .check(compiled());
    }

    @Test
    void entitiesAreRowsInDbPackages() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .haveSimpleNameEndingWith("Row")
                .andShould()
                .resideInAPackage("..db..")
                .check(compiled());
    }

    @Test
    void pathsAreResourcesOfTheGateway() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .haveSimpleNameEndingWith("Resource")
                .andShould()
                .resideInAPackage("dev.tailor.gateway..")
                .check(compiled());
    }

    @Test
    void noNameHidesWhatAClassDoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(compiled());
    }
}
