package io.countersign.http;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a request from being judged. */
enum HttpCode implements Code {
  /** The request has no URL. */
  URL_MISSING,
  /** HTTP has no such method. */
  METHOD_UNKNOWN,
  /** A GraphQL request whose document is not at hand or cannot be read. */
  GRAPHQL_UNREADABLE;

  @Override
  public String id() {
    return "http-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
