package io.countersign.awssdk;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request with the next of some answers, and remembers what came. */
final class LoopbackServer implements AutoCloseable {

  record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          seen.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(body, StandardCharsets.UTF_8));
          Answer answer;
          synchronized (answers) {
            answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
          }
          byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    answer(200, "<r/>");
  }

  /** From now on these answers, the last one again and again. */
  LoopbackServer answer(int status, String body, Answer... more) {
    synchronized (answers) {
      answers.clear();
      answers.add(new Answer(status, body));
      answers.addAll(List.of(more));
    }
    return this;
  }

  URI uri() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
