package io.countersign.hook;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hook in an agent's settings file. Only the hook's own text is added and taken away; the rest
 * of the file stays byte for byte, and a backup is kept beside it.
 */
public final class HookSettings {

  private static final String BACKUP = ".before-countersign";

  private final SettingsForm form;
  private final Path file;
  private final String command;

  /**
   * A settings file.
   *
   * @param file need not exist
   * @param command what the agent is to start
   */
  HookSettings(SettingsForm form, Path file, String command) {
    this.form = form;
    this.file = file;
    this.command = command;
  }

  /**
   * What a change would make of the file.
   *
   * @param before its text, or null when there is no such file
   * @param after its text, or null when the file is to go
   */
  public record Change(@Nullable String before, @Nullable String after) {

    /** Whether there is nothing to do. */
    public boolean nothing() {
      return java.util.Objects.equals(before, after);
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  private Path backup() {
    return file.resolveSibling(file.getFileName() + BACKUP);
  }

  /** Whether the hook is in the file exactly as this version would put it there. */
  public boolean installed() {
    String text = read(file);
    return text != null
        && entries(parse(text)).map(list -> position(list, true) >= 0).orElse(false);
  }

  /** Whether any hook of Countersign is in the file, be it of another place or version. */
  public boolean present() {
    String text = read(file);
    return text != null
        && entries(parse(text)).map(list -> position(list, false) >= 0).orElse(false);
  }

  /** What installing would do; an older entry of Countersign is replaced. */
  public Change install() {
    String before = read(file);
    if (before != null && installed()) {
      return new Change(before, before);
    }
    String clean = before == null ? fresh() : removed(before);
    return new Change(before, added(clean));
  }

  /** What uninstalling would do. */
  public Change uninstall() {
    String before = read(file);
    if (before == null || !present()) {
      return new Change(before, before);
    }
    String original = read(backup());
    if (original != null && added(removed(original)).equals(before)) {
      return new Change(before, original);
    }
    if (original == null && added(fresh()).equals(before)) {
      return new Change(before, null);
    }
    return new Change(before, removed(before));
  }

  /**
   * Makes a change.
   *
   * @throws CountersignException when the file is no longer as it was, or cannot be written
   */
  public void apply(Change change) {
    try {
      if (!java.util.Objects.equals(read(file), change.before())) {
        throw failed(HookCode.SETTINGS_NOT_WRITABLE, "it changed meanwhile", null);
      }
      Path target = Files.exists(file) ? file.toRealPath() : file;
      if (change.after() == null) {
        Files.delete(target);
        Files.deleteIfExists(backup());
        return;
      }
      Path parent = target.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      boolean goes = change.after().equals(read(backup()));
      if (change.before() != null && !goes && !present()) {
        Files.copy(
            target,
            backup(),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      Path next = target.resolveSibling(target.getFileName() + ".countersign-new");
      if (change.before() != null) {
        Files.copy(
            target, next, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
      Files.writeString(next, change.after(), StandardCharsets.UTF_8);
      Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      if (goes) {
        Files.deleteIfExists(backup());
      }
    } catch (IOException e) {
      throw failed(HookCode.SETTINGS_NOT_WRITABLE, "it cannot be written", e);
    }
  }

  private String fresh() {
    return form.fresh(file);
  }

  private String added(String text) {
    JsonText json = parse(text);
    JsonText.Value holder = json.root();
    for (String name : form.place()) {
      Optional<JsonText.Value> next = holder.member(name);
      if (next.isEmpty()) {
        return added(json.withMember(holder, name, last(name) ? "[]" : "{}"));
      }
      holder = checked(next.get(), name);
    }
    return json.withElement(holder, form.entry(command));
  }

  private boolean last(String name) {
    return name.equals(form.place().get(form.place().size() - 1));
  }

  private JsonText.Value checked(JsonText.Value value, String name) {
    if (last(name) ? !value.array() : !value.object()) {
      throw failed(
          HookCode.SETTINGS_UNREADABLE,
          "its `" + name + "` is no " + (last(name) ? "array" : "object"),
          null);
    }
    return value;
  }

  private String removed(String text) {
    JsonText json = parse(text);
    Optional<JsonText.Value> list = entries(json);
    int at = list.map(l -> position(l, false)).orElse(-1);
    if (list.isEmpty() || at < 0) {
      return text;
    }
    if (list.get().elements().size() > 1) {
      return removed(json.withoutElement(list.get(), at));
    }
    // The outermost member that would hold nothing else goes.
    JsonText.Value holder = json.root();
    JsonText.Value owner = holder;
    String gone = form.place().get(0);
    for (String name : form.place()) {
      if (holder.members().size() > 1 || name.equals(form.place().get(0))) {
        owner = holder;
        gone = name;
      }
      holder = holder.member(name).orElseThrow();
    }
    return json.withoutMember(owner, gone);
  }

  private Optional<JsonText.Value> entries(JsonText json) {
    JsonText.Value holder = json.root();
    for (String name : form.place()) {
      Optional<JsonText.Value> next = holder.member(name);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      holder = checked(next.get(), name);
    }
    return Optional.of(holder);
  }

  private int position(JsonText.Value list, boolean exactly) {
    for (int i = 0; i < list.elements().size(); i++) {
      JsonText.Value entry = list.elements().get(i);
      String started = form.handler(entry).text("command");
      boolean same =
          exactly
              ? started.equals(command) && form.guardsEverything(entry)
              : HookCommand.isHook(started, form.agent());
      if (same) {
        return i;
      }
    }
    return -1;
  }

  private JsonText parse(String text) {
    try {
      JsonText json = JsonText.parse(text);
      if (!json.root().object()) {
        throw failed(HookCode.SETTINGS_UNREADABLE, "it holds no JSON object", null);
      }
      return json;
    } catch (IOException e) {
      throw failed(HookCode.SETTINGS_UNREADABLE, "it is no JSON", e);
    }
  }

  private @Nullable String read(Path path) {
    try {
      return Files.exists(path) ? Files.readString(path, StandardCharsets.UTF_8) : null;
    } catch (IOException e) {
      throw failed(HookCode.SETTINGS_UNREADABLE, "it cannot be read as UTF-8", e);
    }
  }

  private CountersignException failed(HookCode code, String why, @Nullable Exception cause) {
    Problem problem =
        new Problem(
            code,
            "The settings file `" + file + "` is left as it is: " + why + ".",
            "Mend it by hand, or move it away, and try again.");
    return cause == null
        ? new CountersignException(problem)
        : new CountersignException(problem, cause);
  }
}
