package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A plan as {@code terraform plan -out} saves it: a ZIP archive with the plan itself, in a form of
 * the tool's own, and beside it, as JSON, the state that it was made from.
 *
 * @see <a href="https://github.com/opentofu/opentofu/tree/main/internal/plans/planfile">The format,
 *     internal/plans/planfile of OpenTofu</a>
 */
final class SavedPlan {

  /** Entries looked at; a real plan has some dozens, one for each module. */
  private static final int MAX_ENTRIES = 10_000;

  private static final String STATE = "tfstate";
  private static final StrictJson JSON = StrictJson.upTo(PlanSource.MAX_BYTES);

  private SavedPlan() {}

  /** Whether these are the first bytes of an archive. */
  static boolean is(byte[] content) {
    return content.length > 1 && content[0] == 'P' && content[1] == 'K';
  }

  /** The state that the plan was made from; empty when it cannot be read. */
  static Optional<JsonNode> state(byte[] content) {
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (int i = 0; i < MAX_ENTRIES; i++) {
        ZipEntry entry = archive.getNextEntry();
        if (entry == null) {
          return Optional.empty();
        }
        if (entry.getName().equals(STATE)) {
          byte[] state = archive.readNBytes(PlanSource.MAX_BYTES + 1);
          return state.length > PlanSource.MAX_BYTES
              ? Optional.empty()
              : Optional.of(JSON.parse(state));
        }
      }
      return Optional.empty();
    } catch (IOException | MalformedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
