package io.countersign.rego.builtin;

import io.countersign.rego.value.GoQuote;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URIs, taken apart as Go's {@code net/url} does. */
final class UriBuiltins {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
  private static final Pattern PORT = Pattern.compile("(:\\d*)?");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

  /** A path that Go takes for escaped already. */
  private static final Pattern AS_WRITTEN =
      Pattern.compile("([A-Za-z0-9_.~!$&'()*+,;=:@/\\[\\]-]|%[0-9a-fA-F]{2})*");

  private static final Pattern ASCII_ESCAPE = Pattern.compile("%(?!25)[0-7][0-9a-fA-F]");
  private static final Pattern NOT_IN_HOST =
      Pattern.compile("[\\x00-\\x7F&&[^A-Za-z0-9._~!$&'()*+,;=:\\[\\]<>\"%-]]");

  private final RegoObject parts = RegoObject.open(6);
  private final String uri;
  private String host = "";
  private String requestPath = "";
  private String query = "";

  private UriBuiltins(String uri) {
    this.uri = uri;
  }

  static void register(Builtins.Builder builder) {
    builder.add("uri.parse", (cx, a) -> new UriBuiltins(Operands.string(a, 0)).parse());
    builder.add(
        "uri.is_valid",
        (cx, a) -> RegoBoolean.of(a[0] instanceof RegoString text && isValid(text.value())));
  }

  /**
   * Where a request goes, as it is written in it.
   *
   * @param host with its port, without the user
   * @param path escaped
   */
  record Target(String host, String path, String query) {}

  /** The target of a request to a URI. */
  static Target target(String uri) {
    UriBuiltins parsed = new UriBuiltins(uri);
    Value unused = parsed.parse();
    return new Target(parsed.host, parsed.requestPath, parsed.query);
  }

  private static boolean isValid(String uri) {
    try {
      return !uri.isEmpty() && new UriBuiltins(uri).parse() != null;
    } catch (BuiltinFailure e) {
      return false;
    }
  }

  private BuiltinFailure failure(String why) {
    return new BuiltinFailure("parse " + GoQuote.quote(uri) + ": " + why);
  }

  private void put(String key, String value) {
    if (!value.isEmpty()) {
      parts.put(RegoString.of(key), RegoString.of(value));
    }
  }

  private Value parse() {
    if (uri.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      throw failure("net/url: invalid control character in URL");
    }
    int hash = uri.indexOf('#');
    String fragment = hash < 0 ? "" : uri.substring(hash + 1);
    String rest = withoutScheme(hash < 0 ? uri : uri.substring(0, hash));
    int question = rest.indexOf('?');
    query = question < 0 ? "" : rest.substring(question + 1);
    String hierarchy = question < 0 ? rest : rest.substring(0, question);
    boolean opaque = !hierarchy.startsWith("/") && parts.size() > 0;
    if (!opaque) {
      if (!hierarchy.startsWith("/") && firstSegment(hierarchy).indexOf(':') >= 0) {
        throw failure("first path segment in URL cannot contain colon");
      }
      String path = hierarchy;
      if (hierarchy.startsWith("//") && !hierarchy.startsWith("///")) {
        int slash = hierarchy.indexOf('/', 2);
        authority(hierarchy.substring(2, slash < 0 ? hierarchy.length() : slash));
        path = slash < 0 ? "" : hierarchy.substring(slash);
      }
      String decoded = decoded(path);
      put("path", decoded);
      requestPath = AS_WRITTEN.matcher(path).matches() ? path : escaped(decoded);
      put("raw_path", escaped(decoded).equals(path) ? decoded : path);
    }
    put("raw_query", query);
    put("fragment", decoded(fragment));
    return parts.close();
  }

  private static String firstSegment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private String withoutScheme(String text) {
    int colon = text.indexOf(':');
    int other = colon < 0 ? -1 : firstOf(text, "/?#");
    if (colon < 0 || other >= 0 && other < colon) {
      return text;
    }
    if (colon == 0) {
      throw failure("missing protocol scheme");
    }
    String scheme = text.substring(0, colon);
    if (!SCHEME.matcher(scheme).matches()) {
      return text;
    }
    put("scheme", scheme.toLowerCase(Locale.ROOT));
    return text.substring(colon + 1);
  }

  private static int firstOf(String text, String any) {
    for (int i = 0; i < text.length(); i++) {
      if (any.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void authority(String authority) {
    int at = authority.lastIndexOf('@');
    if (at >= 0 && !USER_INFO.matcher(authority.substring(0, at)).matches()) {
      throw failure("net/url: invalid userinfo");
    }
    host = authority.substring(at + 1);
    String port;
    String name;
    if (host.startsWith("[")) {
      int close = host.lastIndexOf(']');
      if (close < 0) {
        throw failure("missing ']' in host");
      }
      name = host.substring(1, close);
      port = host.substring(close + 1);
    } else {
      int colon = host.lastIndexOf(':');
      name = colon < 0 ? host : host.substring(0, colon);
      port = colon < 0 ? "" : host.substring(colon);
    }
    if (!PORT.matcher(port).matches()) {
      throw failure("invalid port " + GoQuote.quote(port) + " after host");
    }
    requireHost(name);
    put("hostname", decoded(name));
    put("port", port.isEmpty() ? "" : port.substring(1));
  }

  private void requireHost(String name) {
    Matcher ascii = ASCII_ESCAPE.matcher(name);
    if (ascii.find()) {
      throw failure("invalid URL escape " + GoQuote.quote(ascii.group()));
    }
    Matcher wrong = NOT_IN_HOST.matcher(name);
    if (wrong.find()) {
      throw failure("invalid character " + GoQuote.quote(wrong.group()) + " in host name");
    }
  }

  /**
   * The path as Go would write it: only a path that is written otherwise has a raw form of its own.
   */
  private static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~$&+,/:;=@".indexOf(c) >= 0);
      out.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return out.toString();
  }

  private String decoded(String text) {
    if (BAD_ESCAPE.matcher(text).find()) {
      throw failure("invalid URL escape");
    }
    return text.indexOf('%') < 0 ? text : EncodingBuiltins.queryUnescape(text.replace("+", "%2B"));
  }
}
