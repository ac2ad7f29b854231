package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;

/** Where a command's input comes from or its output goes to. */
public sealed interface Redirect extends Node {

  /** What stands before the operator: empty, a number, or <code>{name}</code>. */
  String descriptor();

  /**
   * To or from a file, another descriptor or a here-string.
   *
   * @param operator one of {@code < > >> >| <> <& >& &> &>> <<<}
   */
  record Simple(Span span, String descriptor, String operator, Word target) implements Redirect {}

  /** A here-document. Its body is read later than the command that it belongs to. */
  final class HereDocument implements Redirect {

    private final Span span;
    private final String descriptor;
    private final boolean stripsTabs;
    private final Word delimiter;
    private final boolean quoted;
    private Span bodySpan;
    private ImmutableList<Part> body = ImmutableList.of();

    private HereDocument(
        Span span, String descriptor, boolean stripsTabs, Word delimiter, boolean quoted) {
      this.span = span;
      this.descriptor = descriptor;
      this.stripsTabs = stripsTabs;
      this.delimiter = delimiter;
      this.quoted = quoted;
      this.bodySpan = new Span(span.end(), span.end());
    }

    @Override
    public Span span() {
      return span;
    }

    @Override
    public String descriptor() {
      return descriptor;
    }

    /** Whether it is {@code <<-}; the tabs are already gone from {@link #body()}. */
    public boolean stripsTabs() {
      return stripsTabs;
    }

    /** The word after the operator, as written. */
    public Word delimiter() {
      return delimiter;
    }

    /** Whether the body is taken as it is, because a part of the delimiter is quoted. */
    public boolean quoted() {
      return quoted;
    }

    /** Where the body stands, without the line of the delimiter. */
    public Span bodySpan() {
      return bodySpan;
    }

    /** The body; only literals when {@link #quoted()}. */
    public ImmutableList<Part> body() {
      return body;
    }

    @Override
    public String toString() {
      return "HereDocument[descriptor="
          + descriptor
          + ", stripsTabs="
          + stripsTabs
          + ", delimiter="
          + delimiter
          + ", body="
          + body
          + "]";
    }

    /** A here-document whose body is still to come. Only its reader holds this. */
    public static final class Pending {

      private final HereDocument node;

      public Pending(
          Span span, String descriptor, boolean stripsTabs, Word delimiter, boolean quoted) {
        this.node = new HereDocument(span, descriptor, stripsTabs, delimiter, quoted);
      }

      /** The node, which has an empty body until {@link #complete}. */
      public HereDocument node() {
        return node;
      }

      /** Gives the node its body. */
      public void complete(Span bodySpan, ImmutableList<Part> body) {
        node.bodySpan = bodySpan;
        node.body = body;
      }
    }
  }
}
