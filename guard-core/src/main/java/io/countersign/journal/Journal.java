package io.countersign.journal;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of UTF-8 lines. Reading needs no lock; appending takes one that other
 * processes respect. Thread-safe.
 */
// A RandomAccessFile, because an interrupt in the middle of a FileChannel's I/O closes the channel
// for everybody; the channel serves for locking only, which an interrupt leaves alone.
public final class Journal implements Closeable {

  private static final int READ_SIZE = 1 << 16;
  private static final int PROBE_SIZE = 1 << 12;
  private static final long LOCK_PAUSE_MILLIS = 5;

  private final Path file;
  private final RandomAccessFile data;
  private final Duration patience;
  private final ReentrantLock mutex = new ReentrantLock();
  private long readUpTo;

  private Journal(Path file, RandomAccessFile data, Duration patience) {
    this.file = file;
    this.data = data;
    this.patience = patience;
  }

  /**
   * Opens a journal, creating an empty one (for the owner's eyes only) when there is none.
   *
   * @param patience how long to wait for another process that is appending
   */
  public static Journal open(Path file, Duration patience) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (posix && !Files.exists(file)) {
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process was faster; its file is as good.
      }
    }
    return new Journal(file, new RandomAccessFile(file.toFile(), "rw"), patience);
  }

  /** The file behind the journal. */
  public Path file() {
    return file;
  }

  /** Something done while no other process can append. */
  @FunctionalInterface
  public interface Locked<T> {
    T with(Appender appender) throws IOException;
  }

  /** Appends while the lock is held. */
  @FunctionalInterface
  public interface Appender {
    /**
     * Writes one line and waits until it is on disk. The line counts as read by this journal.
     *
     * @param line without a line break
     * @return where in the file it starts, in bytes
     */
    long append(String line) throws IOException;
  }

  /** Receives lines in order. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a line.
     *
     * @param offset where in the file it starts, in bytes
     */
    void line(String line, long offset) throws IOException;
  }

  /** Hands over every complete line that was not handed over before. */
  public void readNew(Reader reader) throws IOException {
    mutex.lock();
    try {
      readUnlocked(reader);
    } finally {
      mutex.unlock();
    }
  }

  private long size() throws IOException {
    if (!data.getChannel().isOpen()) {
      throw new ClosedChannelException();
    }
    return data.length();
  }

  private void readUnlocked(Reader reader) throws IOException {
    long size = size();
    if (size < readUpTo) {
      throw new IOException("the file became shorter behind our back: " + file);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] bytes = new byte[(int) Math.min(READ_SIZE, size - readUpTo)];
    long at = readUpTo;
    long lineStart = readUpTo;
    while (at < size) {
      data.seek(at);
      int got = data.read(bytes);
      if (got <= 0) {
        break;
      }
      int from = 0;
      for (int i = 0; i < got; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, from, i - from);
          long next = at + i + 1;
          // Only after the reader took the line, so that one that it refuses is seen again.
          reader.line(line.toString(StandardCharsets.UTF_8), lineStart);
          readUpTo = next;
          lineStart = next;
          line.reset();
          from = i + 1;
        }
      }
      line.write(bytes, from, got - from);
      at += got;
    }
  }

  /**
   * Takes the lock, hands over new lines, and lets {@code action} append.
   *
   * @throws LockTimeoutException when another process holds the lock for too long
   */
  public <T> T locked(Reader reader, Locked<T> action) throws IOException {
    mutex.lock();
    try (FileLock lock = acquire()) {
      readUnlocked(reader);
      return action.with(this::append);
    } finally {
      mutex.unlock();
    }
  }

  /** Another process has held the lock for longer than the patience of this journal. */
  public static final class LockTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    LockTimeoutException(Path file) {
      super("another process holds the lock on " + file);
    }
  }

  private FileLock acquire() throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      @Nullable FileLock lock = null;
      try {
        lock = data.getChannel().tryLock();
      } catch (OverlappingFileLockException e) {
        // Another journal of this very process holds it; wait for it like for any other.
      }
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - end > 0) {
        throw new LockTimeoutException(file);
      }
      try {
        Thread.sleep(LOCK_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted while waiting for " + file);
      }
    }
  }

  private long append(String line) throws IOException {
    if (line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line has no line break");
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    // What stands after the last complete line was cut short by a crash and never acknowledged.
    cutBack();
    try {
      data.seek(readUpTo);
      data.write(bytes);
      data.getFD().sync();
    } catch (IOException e) {
      try {
        cutBack();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    long start = readUpTo;
    readUpTo += bytes.length;
    return start;
  }

  private void cutBack() throws IOException {
    if (data.length() > readUpTo) {
      data.setLength(readUpTo);
    }
  }

  /** The last complete line, found from the end without reading the rest. */
  public ImmutableList<String> lastLine() throws IOException {
    mutex.lock();
    try {
      long end = size();
      ByteArrayOutputStream reversed = new ByteArrayOutputStream();
      boolean inLine = false;
      byte[] bytes = new byte[(int) Math.min(READ_SIZE, end)];
      while (end > 0) {
        int length = (int) Math.min(READ_SIZE, end);
        data.seek(end - length);
        data.readFully(bytes, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (bytes[i] == '\n') {
            if (inLine) {
              return ImmutableList.of(reverse(reversed.toByteArray()));
            }
            inLine = true;
          } else if (inLine) {
            reversed.write(bytes[i]);
          }
        }
        end -= length;
      }
      return inLine ? ImmutableList.of(reverse(reversed.toByteArray())) : ImmutableList.of();
    } finally {
      mutex.unlock();
    }
  }

  /** Treats everything up to the last complete line as read. */
  public void skipToEnd() throws IOException {
    mutex.lock();
    try {
      long end = size();
      while (end > readUpTo) {
        data.seek(end - 1);
        if (data.read() == '\n') {
          break;
        }
        end--;
      }
      readUpTo = end;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Treats every line before the first wanted one as read, without reading them all.
   *
   * @param wanted false for some lines at the beginning, then true for all that follow
   */
  public void skipUntil(Predicate<String> wanted) throws IOException {
    mutex.lock();
    try {
      long low = readUpTo;
      long high = size();
      // Every line that starts before low is unwanted; none that starts at high or later is.
      while (low < high) {
        long middle = low + (high - low) / 2;
        long start = middle == low ? low : afterBreak(middle - 1);
        long end = start < 0 || start >= high ? -1 : afterBreak(start);
        if (end < 0) {
          high = middle;
          continue;
        }
        byte[] line = new byte[(int) (end - 1 - start)];
        data.seek(start);
        data.readFully(line);
        if (wanted.test(new String(line, StandardCharsets.UTF_8))) {
          high = middle;
        } else {
          low = end;
        }
      }
      readUpTo = low;
    } finally {
      mutex.unlock();
    }
  }

  /** Where the line after the next line break starts, or -1 when there is no more line break. */
  private long afterBreak(long from) throws IOException {
    byte[] bytes = new byte[PROBE_SIZE];
    for (long at = from; ; ) {
      data.seek(at);
      int got = data.read(bytes);
      if (got <= 0) {
        return -1;
      }
      for (int i = 0; i < got; i++) {
        if (bytes[i] == '\n') {
          return at + i + 1;
        }
      }
      at += got;
    }
  }

  private static String reverse(byte[] bytes) {
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
