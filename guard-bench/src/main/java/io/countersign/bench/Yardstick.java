package io.countersign.bench;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** SHA-256 of 1 KB: the unit of every figure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Yardstick {

  private final byte[] kilobyte = new byte[1024];

  /** One unit. */
  @Benchmark
  public byte[] sha256OfOneKilobyte() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(kilobyte);
  }
}
