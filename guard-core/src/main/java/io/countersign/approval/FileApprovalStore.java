package io.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.CallDigest;
import io.countersign.decision.RequestId;
import io.countersign.journal.Journal;
import io.countersign.json.CanonicalJson;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A store in one file, which several processes on one machine may share. Every change is a line
 * that is on disk before it is acknowledged; each line carries a checksum. Meant for one developer
 * or one host: every process keeps all requests in memory.
 */
public final class FileApprovalStore implements ApprovalStore {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A request holds a call, files that came with it and effects; more than the envelope may. */
  private static final int MAX_LINE = 1 << 27;

  private final Journal journal;
  private final StrictJson json = StrictJson.upTo(MAX_LINE);
  private final Map<RequestId, Approval> approvals = new LinkedHashMap<>();
  private final Map<CallDigest, RequestId> newest = new HashMap<>();
  private int lines;

  private FileApprovalStore(Journal journal) {
    this.journal = journal;
  }

  /**
   * Opens a store, creating an empty one when there is no such file.
   *
   * @throws StoreException {@code store-not-readable} or {@code store-corrupt}
   */
  public static FileApprovalStore open(Path file) {
    try {
      FileApprovalStore store = new FileApprovalStore(Journal.open(file, PATIENCE));
      try {
        store.refresh();
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
      return store;
    } catch (IOException e) {
      throw failed(StoreCode.NOT_READABLE, file, e);
    }
  }

  private synchronized void refresh() {
    try {
      journal.readNew((line, offset) -> take(line));
    } catch (ClosedChannelException e) {
      throw failed(StoreCode.CLOSED, journal.file(), e);
    } catch (IOException e) {
      throw failed(StoreCode.NOT_READABLE, journal.file(), e);
    }
  }

  /** Applies one line: {@code checksum SPACE json}. */
  private void take(String line) {
    lines++;
    try {
      int space = line.indexOf(' ');
      String text = line.substring(space + 1);
      if (space < 0 || !checksum(text).equals(line.substring(0, space))) {
        throw new IllegalArgumentException("the checksum is wrong");
      }
      JsonNode entry = json.parse(text);
      JsonNode progress = entry.required("progress");
      JsonNode request = entry.get("request");
      RequestId id = new RequestId(progress.required("id").textValue());
      Approval known = approvals.get(id);
      ApprovalRequest what;
      if (request != null) {
        what = ApprovalJson.readRequest(request);
      } else if (known != null) {
        what = known.request();
      } else {
        throw new IllegalArgumentException("it changes a request that is not there");
      }
      put(ApprovalJson.readProgress(what, progress));
    } catch (RuntimeException e) {
      lines--;
      throw new StoreException(
          new Problem(
              StoreCode.CORRUPT,
              "Line "
                  + (lines + 1)
                  + " of `"
                  + journal.file()
                  + "` is not what the store wrote: "
                  + e.getMessage()
                  + ".",
              "Restore the file from a backup; do not edit it."),
          e);
    }
  }

  private void put(Approval approval) {
    approvals.put(approval.id(), approval);
    if (approval.version() == 0) {
      newest.put(approval.request().action().callDigest(), approval.id());
    }
  }

  private static String checksum(String text) {
    return Hashing.crc32c().hashString(text, StandardCharsets.UTF_8).toString();
  }

  @Override
  public synchronized Optional<Approval> create(Approval fresh) {
    return locked(
        appender -> {
          if (approvals.containsKey(fresh.id())) {
            throw InMemoryApprovalStore.duplicate(fresh.id());
          }
          Optional<Approval> open =
              known(fresh.request().action().callDigest()).filter(a -> a.state().isOpen());
          if (open.isEmpty()) {
            appender.append(line(fresh, true));
            lines++;
            put(fresh);
          }
          return open;
        });
  }

  @Override
  public synchronized Move move(Approval from, Approval to) {
    ApprovalStore.checkMove(from, to);
    return locked(
        appender -> {
          Approval actual = approvals.get(from.id());
          if (actual == null) {
            throw new StoreException(
                new Problem(
                    StoreCode.NO_SUCH_REQUEST,
                    "There is no request `" + from.id() + "`.",
                    "It was never created in this store."));
          }
          if (actual.version() != from.version() || actual.state() != from.state()) {
            return new Move.Lost(actual);
          }
          appender.append(line(to, false));
          lines++;
          put(to);
          return new Move.Done(to);
        });
  }

  private <T> T locked(Journal.Locked<T> action) {
    try {
      return journal.locked((line, offset) -> take(line), action);
    } catch (Journal.LockTimeoutException e) {
      throw failed(StoreCode.LOCKED, journal.file(), e);
    } catch (ClosedChannelException e) {
      throw failed(StoreCode.CLOSED, journal.file(), e);
    } catch (IOException e) {
      throw failed(StoreCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  private static String line(Approval approval, boolean withRequest) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.set("progress", ApprovalJson.progress(approval));
    if (withRequest) {
      entry.set("request", ApprovalJson.request(approval.request()));
    }
    String text = new String(CanonicalJson.bytes(entry), StandardCharsets.UTF_8);
    return checksum(text) + " " + text;
  }

  @Override
  public synchronized Optional<Approval> find(RequestId id) {
    refresh();
    return Optional.ofNullable(approvals.get(id));
  }

  @Override
  public synchronized Optional<Approval> findByCall(CallDigest call) {
    refresh();
    return known(call);
  }

  private Optional<Approval> known(CallDigest call) {
    return Optional.ofNullable(newest.get(call)).map(approvals::get);
  }

  @Override
  public synchronized ImmutableList<Approval> list() {
    refresh();
    return ImmutableList.copyOf(approvals.values());
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw failed(StoreCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  private static StoreException failed(StoreCode code, Path file, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new StoreException(
        new Problem(
            code,
            "The store of approvals `" + file + "` cannot be used: " + why + ".",
            "Look at the file's rights and at the space on its disk; nothing is let through meanwhile."),
        cause);
  }
}
