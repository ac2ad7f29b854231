package io.countersign.examples;

import io.countersign.cli.CommandProvider;
import io.countersign.cli.Surroundings;

/** Adds {@code countersign demo} to the program. */
public final class DemoProvider implements CommandProvider {

  @Override
  public Object command(Surroundings surroundings) {
    return new DemoCommand(surroundings.out());
  }
}
