package io.taskledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.taskledger.query.projection.MaintenanceDatabase;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.bind.annotation.RestController;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.stream.Stream;

/** The bounds of the house, as the README's layout says them. */
@AnalyzeClasses(packages = "io.taskledger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] COMMAND_SIDE = {"io.taskledger.command..", "io.taskledger.eventstore..", "io.taskledger.json.."};
    private static final String QUERY_SIDE = "io.taskledger.query..";
    private static final String KERNEL = "io.taskledger.kernel..";
    private static final String[] ANNOTATIONS = {"com.fasterxml.jackson.annotation..", "org.axonframework.serialization", "org.jspecify.annotations.."};

    @ArchTest
    static final ArchRule the_kernel_knows_the_jdk_and_annotations = classes().that().resideInAPackage(KERNEL)
            .should().onlyDependOnClassesThat().resideInAnyPackage(join(ANNOTATIONS, KERNEL, "java.."));

    @ArchTest
    static final ArchRule of_axon_the_kernel_knows_one_annotation = noClasses().that().resideInAPackage(KERNEL)
            .should().dependOnClassesThat(DescribedPredicate.describe(
                    "are of Axon and no annotation", type -> type.getPackageName().startsWith("org.axonframework") && !type.isAnnotation()));

    @ArchTest
    static final ArchRule the_command_side_does_not_know_the_query_side = noClasses().that().resideInAnyPackage(COMMAND_SIDE)
            .should().dependOnClassesThat().resideInAPackage(QUERY_SIDE);

    @ArchTest
    static final ArchRule the_query_side_does_not_know_the_command_side = noClasses().that().resideInAPackage(QUERY_SIDE)
            .should().dependOnClassesThat().resideInAnyPackage(COMMAND_SIDE);

    @ArchTest
    static final ArchRule who_answers_users_has_no_connections_but_the_callers = fields()
            .that().areDeclaredInClassesThat().resideInAnyPackage("io.taskledger.query.tasks", "io.taskledger.query.audit")
            .should().notHaveRawType(resideInAnyPackage("javax.sql", "java.sql", "org.springframework.jdbc..", "jakarta.persistence"))
            .andShould().notHaveRawType(MaintenanceDatabase.class);

    /** What they give is the connection beneath a caller's, on which a query runs as the login role. */
    @ArchTest
    static final ArchRule nobody_goes_from_a_result_to_its_connection = noClasses()
            .should().callMethod(ResultSet.class, "getStatement")
            .orShould().callMethod(DatabaseMetaData.class, "getConnection");

    @ArchTest
    static final ArchRule the_rules_know_neither_spring_nor_axon = classes().that().haveSimpleName("TaskState")
            .should().onlyDependOnClassesThat().resideInAnyPackage(KERNEL, "java..", "org.jspecify.annotations..", "io.taskledger.command..", "io.taskledger.json..");

    @ArchTest
    static final ArchRule the_event_store_knows_nothing_of_tasks = classes().that().resideInAPackage("io.taskledger.eventstore..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    "io.taskledger.eventstore..", "java..", "javax.sql..", "org.axonframework..", "org.postgresql..", "org.slf4j..", "tools.jackson..",
                    "org.jspecify.annotations..", "javax.annotation..");

    @ArchTest
    static final ArchRule no_package_knows_another_that_knows_it = slices().matching("io.taskledger.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule every_package_says_what_may_be_null =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should().haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto)").orShould().resideInAnyPackage("..impl..", "..util..", "..dto..", "..service..");

    @ArchTest
    static final ArchRule endpoints_are_nobodys_business = classes().that().areAnnotatedWith(
                    RestController.class)
            .should().bePackagePrivate();

    private static String[] join(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
