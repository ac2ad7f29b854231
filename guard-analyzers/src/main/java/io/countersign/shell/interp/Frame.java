package io.countersign.shell.interp;

import io.countersign.call.Facts;
import io.countersign.shell.command.Input;

/**
 * Where a command runs, as far as the commands around it decide.
 *
 * @param place host, container and the like
 * @param elsewhere whether the file system is another one
 * @param elevated whether with more rights
 * @param input standard input
 * @param captured whether somebody looks at what it prints
 * @param repeats how often loops around it have been unrolled, multiplied
 */
record Frame(
    Facts place, boolean elsewhere, boolean elevated, Input input, boolean captured, int repeats) {

  static final Frame TOP = new Frame(Facts.NONE, false, false, new Input.None(), false, 1);

  Frame reading(Input other) {
    return new Frame(place, elsewhere, elevated, other, captured, repeats);
  }

  Frame captured(boolean whether) {
    return new Frame(place, elsewhere, elevated, input, whether, repeats);
  }

  Frame elevate() {
    return new Frame(place, elsewhere, true, input, captured, repeats);
  }

  Frame repeated(int times) {
    return new Frame(place, elsewhere, elevated, input, captured, repeats * Math.max(times, 1));
  }

  Frame in(Facts more) {
    return new Frame(place.plus(more), elsewhere, elevated, input, captured, repeats);
  }

  Frame elsewhere(Facts more) {
    return new Frame(place.plus(more), true, elevated, input, captured, repeats);
  }
}
