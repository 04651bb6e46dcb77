// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** An exception together with its causes. */
public final class Causes {
  private static final int MOST_CAUSES = 10;

  private Causes() {}

  /** The exception, its cause, the cause of that, and so on. */
  public static Stream<Throwable> of(Throwable exception) {
    return Stream.iterate(exception, Objects::nonNull, Throwable::getCause);
  }

  /**
   * The exception, or if a text in it, in its causes or in what it suppresses does not pass a gate
   * as it is, a copy of all of them with the texts that passed.
   */
  public static Throwable gated(Throwable exception, UnaryOperator<String> gate) {
    return passes(exception, gate, 0) ? exception : copy(exception, gate, 0);
  }

  private static boolean passes(Throwable e, UnaryOperator<String> gate, int depth) {
    var text = e.getMessage();
    return depth < MOST_CAUSES
        && (text == null || gate.apply(text).equals(text))
        && behind(e).allMatch(other -> passes(other, gate, depth + 1));
  }

  private static Throwable copy(Throwable e, UnaryOperator<String> gate, int depth) {
    var text = gate.apply(String.valueOf(e.getMessage()));
    var copy = alike(e, text);
    copy.setStackTrace(e.getStackTrace());
    if (depth < MOST_CAUSES) {
      if (e.getCause() != null) {
        copy.initCause(copy(e.getCause(), gate, depth + 1));
      }
      for (var suppressed : e.getSuppressed()) {
        copy.addSuppressed(copy(suppressed, gate, depth + 1));
      }
    }
    return copy;
  }

  /** An exception of the kinds that decide which setting is wrong stays one. */
  private static Exception alike(Throwable e, String text) {
    if (e instanceof UnknownHostException) {
      return new UnknownHostException(text);
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return new SSLPeerUnverifiedException(text);
    }
    return e instanceof CertificateException
        ? new CertificateException(text)
        : new IOException(e.getClass().getName() + ": " + text);
  }

  private static Stream<Throwable> behind(Throwable e) {
    return Stream.concat(Stream.ofNullable(e.getCause()), Stream.of(e.getSuppressed()));
  }

  /**
   * What an exception means of which the JDK says it in its own terms: a port that speaks TLS or
   * does not, against the address. Ends with a colon and a blank; empty if it means none of these.
   */
  public static String meaning(Throwable exception) {
    var texts = of(exception).map(String::valueOf).toList().toString();
    if (texts.contains("Unsupported or unrecognized SSL message")) {
      return "the port does not speak TLS, so the address or its port is wrong: ";
    }
    // The type and version of an alert, in the words of OkHttp.
    return texts.contains("content=1503") || texts.contains("status line: \u0015\u0003")
        ? "the port speaks TLS, so the address must begin with https://: "
        : "";
  }

  /** The last cause: the exception itself if it has none. */
  public static Throwable root(Throwable exception) {
    return of(exception).reduce(exception, (outer, inner) -> inner);
  }
}
