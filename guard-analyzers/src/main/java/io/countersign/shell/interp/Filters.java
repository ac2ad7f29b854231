package io.countersign.shell.interp;

import com.google.common.collect.ImmutableSet;
import io.countersign.shell.command.Argv;
import io.countersign.shell.expand.AnsiEscapes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Programs that turn one known text into another. */
final class Filters {

  private static final ImmutableSet<String> PASSING =
      ImmutableSet.of(
          "tee",
          "cat",
          "base64",
          "gunzip",
          "zcat",
          "gzip",
          "xz",
          "bzip2",
          "zstd",
          "sed",
          "awk",
          "tr",
          "head",
          "tail",
          "grep",
          "jq",
          "yq",
          "xxd",
          "rev",
          "cut",
          "sort",
          "uniq",
          "tar",
          "bunzip2",
          "envsubst",
          "python",
          "python3",
          "perl",
          "gpg");

  private Filters() {}

  /** Whether what it prints comes from what it reads. */
  static boolean passesOn(String name) {
    return PASSING.contains(name);
  }

  /** Whether it reads a file that is named last. */
  static boolean readsArgument(Argv argv) {
    return switch (argv.program()) {
      case "base64", "rev", "xxd", "tr", "sed", "head", "tail" -> argv.count() > 0;
      default -> false;
    };
  }

  /** The output for a known input, if the program and its arguments are understood. */
  static Optional<String> apply(Argv argv, String text) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i <= argv.count(); i++) {
      Optional<String> word = argv.constant(i);
      if (word.isEmpty()) {
        return Optional.empty();
      }
      words.add(word.get());
    }
    return switch (argv.program()) {
      case "base64", "gbase64" -> base64(words, text, Base64.getMimeDecoder());
      case "basenc" ->
          words.contains("--base64")
              ? base64(words, text, Base64.getMimeDecoder())
              : Optional.empty();
      case "base32" -> Optional.empty();
      case "openssl" ->
          (words.contains("base64") || words.contains("enc") && words.contains("-base64"))
              ? base64(words, text, Base64.getMimeDecoder())
              : Optional.empty();
      case "xxd" ->
          words.stream().anyMatch(w -> w.matches("-[a-z]*r[a-z]*")) ? hex(text) : Optional.empty();
      case "rev" -> Optional.of(reversed(text));
      case "tr" -> translate(words, text);
      case "sort", "uniq", "cat", "tac" -> Optional.of(text);
      case "head" -> Optional.of(text);
      case "tail" -> Optional.of(text);
      case "sed" -> substitute(words, text);
      case "gunzip", "zcat" -> Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> base64(List<String> words, String text, Base64.Decoder decoder) {
    boolean decodes = false;
    for (String word : words) {
      decodes |= word.equals("--decode") || word.matches("-[a-zA-Z]*[dD][a-zA-Z]*");
    }
    try {
      if (!decodes) {
        return Optional.of(
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n");
      }
      byte[] bytes = decoder.decode(text.strip().getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(new String(unzipped(bytes), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A gzip stream is opened at once: whoever decodes it goes on to unpack it. */
  private static byte[] unzipped(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readNBytes(Streams.MAX_TEXT);
    } catch (IOException e) {
      return bytes;
    }
  }

  private static Optional<String> hex(String text) {
    String digits = text.replaceAll("(?m)^[0-9a-fA-F]{8}: ", "").replaceAll("\\s+", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i + 1 < digits.length(); i += 2) {
      int high = Character.digit(digits.charAt(i), 16);
      int low = Character.digit(digits.charAt(i + 1), 16);
      if (high < 0 || low < 0) {
        break;
      }
      out.write(high * 16 + low);
    }
    return Optional.of(out.toString(StandardCharsets.UTF_8));
  }

  private static String reversed(String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      lines.append(new StringBuilder(line).reverse()).append('\n');
    }
    lines.setLength(lines.length() - 1);
    return lines.toString();
  }

  private static Optional<String> translate(List<String> words, String text) {
    boolean deletes = false;
    boolean complements = false;
    List<String> sets = new ArrayList<>();
    for (String word : words) {
      if (sets.isEmpty() && word.matches("-[cCdst]+")) {
        deletes |= word.indexOf('d') > 0;
        complements |= word.toLowerCase(java.util.Locale.ROOT).indexOf('c') > 0;
        if (word.indexOf('s') > 0) {
          return Optional.empty();
        }
      } else {
        sets.add(set(word));
      }
    }
    if (sets.isEmpty() || complements || (!deletes && sets.size() < 2)) {
      return Optional.empty();
    }
    String from = sets.get(0);
    String to = deletes ? "" : sets.get(1);
    if (!deletes && to.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = from.lastIndexOf(c);
      if (at < 0) {
        out.append(c);
      } else if (!deletes) {
        out.append(to.charAt(Math.min(at, to.length() - 1)));
      }
    }
    return Optional.of(out.toString());
  }

  private static String set(String written) {
    String text =
        AnsiEscapes.decode(
            written
                .replace("[:lower:]", "a-z")
                .replace("[:upper:]", "A-Z")
                .replace("[:digit:]", "0-9")
                .replace("[:space:]", " \\t\\n\\r\\v\\f")
                .replace("[:alpha:]", "a-zA-Z"),
            AnsiEscapes.Dialect.FORMAT);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < text.length() && all.length() < 4_096; i++) {
      if (i + 2 < text.length()
          && text.charAt(i + 1) == '-'
          && text.charAt(i) <= text.charAt(i + 2)) {
        for (char c = text.charAt(i); c <= text.charAt(i + 2) && all.length() < 4_096; c++) {
          all.append(c);
        }
        i += 2;
      } else {
        all.append(text.charAt(i));
      }
    }
    return all.toString();
  }

  /** {@code s/text/text/g} where neither side holds a special character. */
  private static Optional<String> substitute(List<String> words, String text) {
    if (words.size() != 1 || words.get(0).length() < 4 || words.get(0).charAt(0) != 's') {
      return Optional.empty();
    }
    char separator = words.get(0).charAt(1);
    String[] fields =
        words.get(0).split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1);
    if (fields.length != 4
        || !fields[1].matches("[A-Za-z0-9 _@%#:,;=~-]+")
        || fields[2].matches(".*[\\\\&].*")) {
      return Optional.empty();
    }
    return Optional.of(
        fields[3].contains("g")
            ? text.replace(fields[1], fields[2])
            : text.replaceFirst(
                java.util.regex.Pattern.quote(fields[1]),
                java.util.regex.Matcher.quoteReplacement(fields[2])));
  }
}
