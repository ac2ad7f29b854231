package io.countersign;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The one-way order of packages (docs/decisions/0001-one-way-packages.md) and the house rules. */
final class ArchitectureTest {

  private static final List<String> ORDER =
      List.of(
          "problem",
          "json",
          "journal",
          "call",
          "analysis",
          "classification",
          "ledger",
          "access",
          "policy",
          "decision",
          "approval",
          "execution",
          "audit");

  private static final String ROOT = "io.countersign";

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .importUrl(Guard.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packages_areAllInTheOrder() {
    Set<String> found =
        CORE.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(found).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void packages_useOnlyThoseBeforeThem() {
    for (int i = 0; i < ORDER.size(); i++) {
      String here = ROOT + "." + ORDER.get(i);
      for (String later : ORDER.subList(i + 1, ORDER.size())) {
        noClasses()
            .that()
            .resideInAPackage(here)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "." + later)
            .allowEmptyShould(true)
            .check(CORE);
      }
      noClasses()
          .that()
          .resideInAPackage(here)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .because("only the facade knows every step")
          .check(CORE);
    }
  }

  @Test
  void ground_isIndependent() {
    noClasses()
        .that(resideInAPackage(ROOT + ".journal"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".problem", ROOT + ".json")
        .check(CORE);
  }

  @Test
  void packages_areNullMarked() throws ClassNotFoundException {
    for (String name : ORDER) {
      assertThat(
              Class.forName(ROOT + "." + name + ".package-info")
                  .isAnnotationPresent(NullMarked.class))
          .as(name)
          .isTrue();
    }
    assertThat(Class.forName(ROOT + ".package-info").isAnnotationPresent(NullMarked.class))
        .isTrue();
  }

  @Test
  void staticFields_areFinalAndHoldNothingThatChanges() {
    fields().that().areStatic().should().beFinal().check(CORE);
    fields().that().areStatic().should(beImmutable()).check(CORE);
  }

  private static ArchCondition<JavaField> beImmutable() {
    Set<String> mutable =
        Set.of(
            "java.util.Map",
            "java.util.List",
            "java.util.Set",
            "java.util.HashMap",
            "java.util.ArrayList",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.lang.ThreadLocal",
            "java.lang.StringBuilder");
    return new ArchCondition<>("hold no collection, cache or counter that can change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        String type = field.getRawType().getName();
        boolean bad =
            mutable.contains(type) || type.startsWith("java.util.concurrent.atomic.Atomic");
        if (bad) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is a " + type));
        }
      }
    };
  }

  @Test
  void time_comesFromTheClockThatWasHandedIn() {
    noClasses().should().callMethod(Instant.class, "now").check(CORE);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CORE);
    noClasses().should().callMethod(Clock.class, "systemUTC").check(CORE);
    noClasses().should().callMethod(Clock.class, "systemDefaultZone").check(CORE);
    noClasses().should().callMethod(java.time.InstantSource.class, "system").check(CORE);
    // Waiting is not telling the time.
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(Guard|Journal)")
        .should()
        .callMethod(System.class, "nanoTime")
        .check(CORE);
  }

  @Test
  void randomness_isHandedIn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .check(CORE);
    noClasses()
        .that()
        .doNotHaveSimpleName("GuardBuilder")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.SecureRandom")
        .check(CORE);
  }

  @Test
  void console_isLeftAlone() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
    noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CORE);
  }

  @Test
  void exceptions_areFinalUnlessTheyAreARoot() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .doNotHaveSimpleName("CountersignException")
        .and()
        .doNotHaveSimpleName("NotAllowedException")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }
}
