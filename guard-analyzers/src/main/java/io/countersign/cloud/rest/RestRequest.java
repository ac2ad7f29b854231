package io.countersign.cloud.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, taken apart. Immutable.
 *
 * @param method in capitals; what a header or parameter overrides it with, if that is stricter
 * @param scheme in lower case, empty when the URL has none
 * @param host in lower case without port; empty when the URL names none
 * @param port 0 when the URL names none
 * @param path as written, from the first slash to the query
 * @param segments of the path, percent-decoded, without empty ones
 * @param query percent-decoded
 * @param headers by lower-case name
 * @param body parsed where it is JSON, a text node where it is another text, else missing
 */
public record RestRequest(
    String method,
    String scheme,
    String host,
    int port,
    String path,
    ImmutableList<String> segments,
    ImmutableListMultimap<String, String> query,
    ImmutableMap<String, String> headers,
    JsonNode body) {

  private static final StrictJson JSON = StrictJson.forCalls();

  private static final ImmutableSet<String> OVERRIDES =
      ImmutableSet.of("x-http-method-override", "x-http-method", "x-method-override");

  /**
   * Reads the arguments {@code method}, {@code url}, {@code headers} and {@code body}.
   *
   * @return empty when there is no URL
   */
  public static Optional<RestRequest> of(ObjectNode arguments) {
    String url = arguments.path("url").asText("").strip();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    JsonNode body = body(arguments.path("body"));
    ImmutableMap<String, String> headers = headers(arguments.path("headers"));
    String method = Ascii.toUpperCase(arguments.path("method").asText("").strip());
    if (method.isEmpty()) {
      method = body.isMissingNode() ? "GET" : "POST";
    }
    int fragment = url.indexOf('#');
    String rest = fragment < 0 ? url : url.substring(0, fragment);
    int scheme = rest.indexOf("://");
    String protocol = scheme < 0 ? "" : Ascii.toLowerCase(rest.substring(0, scheme));
    rest = scheme < 0 ? rest : rest.substring(scheme + 3);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String place = question < 0 ? rest : rest.substring(0, question);
    int slash = place.indexOf('/');
    boolean relative = scheme < 0 && place.startsWith("/");
    String authority = relative ? "" : slash < 0 ? place : place.substring(0, slash);
    String path = slash < 0 ? "/" : place.substring(slash);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    boolean port = colon >= 0 && colon > authority.lastIndexOf(']');
    String host = Ascii.toLowerCase(port ? authority.substring(0, colon) : authority);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    ImmutableListMultimap<String, String> parameters = form(query);
    return Optional.of(
        new RestRequest(
            overridden(method, headers, parameters),
            protocol,
            host,
            port ? number(authority.substring(colon + 1)) : 0,
            path,
            segments(path),
            parameters,
            headers,
            body));
  }

  private static String overridden(
      String method,
      ImmutableMap<String, String> headers,
      ImmutableListMultimap<String, String> query) {
    if (!method.equals("POST")) {
      return method;
    }
    for (String name : OVERRIDES) {
      String other = headers.get(name);
      if (other != null && !other.isBlank()) {
        return Ascii.toUpperCase(other.strip());
      }
    }
    return query.get("_method").stream().findFirst().map(Ascii::toUpperCase).orElse(method);
  }

  private static int number(String text) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }

  private static ImmutableList<String> segments(String path) {
    return Splitter.on('/')
        .omitEmptyStrings()
        .splitToStream(path)
        .map(segment -> decode(segment, false))
        .collect(ImmutableList.toImmutableList());
  }

  /** Names and values of a form or a query, in order. */
  public static ImmutableListMultimap<String, String> form(String text) {
    ImmutableListMultimap.Builder<String, String> form = ImmutableListMultimap.builder();
    for (String pair : Splitter.on('&').omitEmptyStrings().split(text)) {
      int equals = pair.indexOf('=');
      form.put(
          decode(equals < 0 ? pair : pair.substring(0, equals), true),
          equals < 0 ? "" : decode(pair.substring(equals + 1), true));
    }
    return form.build();
  }

  /** Percent-decodes; what is not well-formed stays as it is. */
  static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        decoded[length++] = plusIsSpace && bytes[i] == '+' ? (byte) ' ' : bytes[i];
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private static ImmutableMap<String, String> headers(JsonNode headers) {
    Map<String, String> all = new LinkedHashMap<>();
    if (headers.isArray()) {
      for (JsonNode line : headers) {
        String text = line.asText("");
        int colon = text.indexOf(':');
        if (colon > 0) {
          all.put(
              Ascii.toLowerCase(text.substring(0, colon).strip()),
              text.substring(colon + 1).strip());
        }
      }
    }
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      JsonNode value = header.getValue();
      all.put(
          Ascii.toLowerCase(header.getKey()),
          value.isArray() && !value.isEmpty() ? value.get(0).asText("") : value.asText(""));
    }
    return ImmutableMap.copyOf(all);
  }

  private static JsonNode body(JsonNode body) {
    if (!body.isTextual()) {
      return body.isNull() ? MissingNode.getInstance() : body;
    }
    String text = body.asText().strip();
    if (text.isEmpty()) {
      return MissingNode.getInstance();
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        return JSON.parse(text);
      } catch (MalformedException e) {
        return body;
      }
    }
    return body;
  }

  /** A header, by name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The first value of a query parameter. */
  public Optional<String> parameter(String name) {
    return query.get(name).stream().findFirst();
  }

  /** The body where it is a text, else an empty one. */
  public String text() {
    return body.isTextual() ? body.asText() : "";
  }

  /** Whether the host is this domain or lies in it. */
  public boolean under(String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /** Whether the method by its meaning changes nothing (RFC 9110, 9.2.1; RFC 4918; RFC 5323). */
  public boolean safe() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY" -> true;
      default -> false;
    };
  }
}
