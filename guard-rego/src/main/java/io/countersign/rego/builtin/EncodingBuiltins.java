package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Base64, hex and URL queries. Bytes that are no UTF-8 become U+FFFD, for a value cannot hold them.
 */
final class EncodingBuiltins {
  private static final String HEX = "0123456789abcdef";

  private EncodingBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add(
        "base64.encode",
        (cx, a) -> Operands.text(cx, Base64.getEncoder().encodeToString(bytes(a))));
    builder.add(
        "base64.decode",
        (cx, a) ->
            decode(cx, Base64.getDecoder(), Operands.string(a, 0).replaceAll("[\r\n]", ""), true));
    builder.add(
        "base64.is_valid",
        (cx, a) ->
            RegoBoolean.of(
                a[0] instanceof RegoString text
                    && isBase64(text.value().replaceAll("[\r\n]", ""))));
    builder.add(
        "base64url.encode",
        (cx, a) -> Operands.text(cx, Base64.getUrlEncoder().encodeToString(bytes(a))));
    builder.add(
        "base64url.encode_no_pad",
        (cx, a) ->
            Operands.text(cx, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(a))));
    builder.add(
        "base64url.decode",
        (cx, a) -> decode(cx, Base64.getUrlDecoder(), Operands.string(a, 0), false));
    builder.add("hex.encode", (cx, a) -> Operands.text(cx, hex(bytes(a))));
    builder.add("hex.decode", (cx, a) -> Operands.text(cx, text(unhex(Operands.string(a, 0)))));
    builder.add(
        "urlquery.encode", (cx, a) -> Operands.text(cx, queryEscape(Operands.string(a, 0))));
    builder.add(
        "urlquery.decode", (cx, a) -> Operands.text(cx, queryUnescape(Operands.string(a, 0))));
    builder.add("urlquery.encode_object", EncodingBuiltins::encodeObject);
    builder.add("urlquery.decode_object", EncodingBuiltins::decodeObject);
  }

  private static byte[] bytes(Value[] arguments) {
    return Operands.string(arguments, 0).getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Value decode(
      BuiltinContext context, Base64.Decoder decoder, String text, boolean padded) {
    if (padded && text.length() % 4 != 0) {
      throw new BuiltinFailure("illegal base64 data at input byte " + text.length());
    }
    try {
      return Operands.text(context, text(decoder.decode(text)));
    } catch (IllegalArgumentException e) {
      throw new BuiltinFailure("illegal base64 data");
    }
  }

  private static boolean isBase64(String text) {
    try {
      int unused = Base64.getDecoder().decode(text).length;
      return text.length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String hex(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length * 2);
    for (byte b : bytes) {
      out.append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }
    return out.toString();
  }

  static byte[] unhex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), 16) < 0) {
        throw new BuiltinFailure("encoding/hex: invalid byte: " + invalidByte(text.codePointAt(i)));
      }
    }
    if (text.length() % 2 != 0) {
      throw new BuiltinFailure("encoding/hex: odd length hex string");
    }
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  private static String invalidByte(int c) {
    return String.format(java.util.Locale.ROOT, "U+%04X '%s'", c, new String(Character.toChars(c)));
  }

  static String queryEscape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  static String queryUnescape(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
        if (low < 0) {
          throw new BuiltinFailure("invalid URL escape");
        }
        out.put((byte) (high * 16 + low));
        i += 2;
      } else {
        out.put(raw[i] == '+' ? (byte) ' ' : raw[i]);
      }
    }
    out.flip();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return StandardCharsets.UTF_8.decode(out).toString();
    }
  }

  private static Value encodeObject(BuiltinContext context, Value[] arguments) {
    RegoObject object = Operands.object(arguments, 0);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < object.size(); i++) {
      if (!(object.key(i) instanceof RegoString key)) {
        throw Operands.failure(
            0, "must be object of strings to strings, arrays or sets of strings");
      }
      for (String value : queryValues(object.value(i))) {
        out.append(out.length() == 0 ? "" : "&")
            .append(queryEscape(key.value()))
            .append('=')
            .append(queryEscape(value));
      }
    }
    return Operands.text(context, out.toString());
  }

  private static List<String> queryValues(Value value) {
    if (value instanceof RegoString text) {
      return List.of(text.value());
    }
    List<String> values = new ArrayList<>();
    if (value instanceof RegoArray || value instanceof RegoSet) {
      for (Value element : Operands.collection(new Value[] {value}, 0)) {
        if (!(element instanceof RegoString text)) {
          throw Operands.elementFailure(new Value[] {value}, 0, element, "string");
        }
        values.add(text.value());
      }
      return values;
    }
    return Operands.fail(new Value[] {value}, 0, "string", "array", "set");
  }

  private static Value decodeObject(BuiltinContext context, Value[] arguments) {
    String query = Operands.string(arguments, 0);
    Map<String, List<String>> values = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.indexOf(';') >= 0) {
        throw new BuiltinFailure("invalid semicolon separator in query");
      }
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = queryUnescape(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : queryUnescape(pair.substring(equals + 1));
        values.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
      }
    }
    RegoObject object = RegoObject.open(values.size());
    values.forEach(
        (key, list) -> object.put(RegoString.of(key), StringBuiltins.strings(context, list)));
    return object.close();
  }
}
