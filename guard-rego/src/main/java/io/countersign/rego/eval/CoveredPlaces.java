package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers the places that coverage counts. An expression counts once one of its statements runs; a
 * rule's head, whose place is also that of the statements around the body, counts when the body
 * gave a result.
 */
final class CoveredPlaces {
  private final List<Place> places = new ArrayList<>();
  private final Map<Place, Integer> numbers = new HashMap<>();
  private Place head = Place.UNKNOWN;
  private boolean handsOn;
  private final Set<Place> comprehensions = new HashSet<>();
  private Place made = Place.UNKNOWN;

  List<Place> places() {
    return places;
  }

  /** Those of the places where a comprehension stands. */
  Set<Place> comprehensions() {
    return comprehensions;
  }

  /** A block of the function itself, or of a chain of else, is entered by the compiler. */
  void enterBody(Block block) {
    List<Statement> statements = block.statements();
    head = statements.isEmpty() ? Place.UNKNOWN : statements.get(0).place();
    // The block that hands a body's result on stands at the head of the last else, whichever body
    // it was.
    handsOn = BodyKind.handsOn(block);
  }

  /** The number of the place that a statement counts for, or -1 when it counts for none. */
  int number(Statement statement) {
    Place place = statement.place();
    if (handsOn
        || !place.isKnown()
        || place.equals(head) && !givesResult(statement)
        || isFrame(statement)) {
      return -1;
    }
    if (makes(statement)) {
      made = place;
    } else if (statement instanceof Statement.Blocks && place.equals(made)) {
      comprehensions.add(place);
    }
    Integer number = numbers.get(place);
    if (number == null) {
      number = places.size();
      places.add(place);
      numbers.put(place, number);
    }
    return number;
  }

  private static boolean givesResult(Statement statement) {
    return statement instanceof Statement.AssignVarOnce
        || statement instanceof Statement.SetAdd
        || statement instanceof Statement.ObjectInsert
        || statement instanceof Statement.ObjectInsertOnce;
  }

  private static boolean makes(Statement statement) {
    return statement instanceof Statement.MakeSet
        || statement instanceof Statement.MakeArray
        || statement instanceof Statement.MakeObject;
  }

  private static boolean isFrame(Statement statement) {
    return statement instanceof Statement.ReturnLocal || statement instanceof Statement.ResetLocal;
  }
}
