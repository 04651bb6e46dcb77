// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a socket on a thread of its own, so that a receiver that does not read blocks no
 * caller. What may be written, and what has become of it, is decided by {@link SocketWork}; the
 * writer carries it out. A connection on which nothing moves for too long is given up by the
 * caller's {@link #poll}.
 */
public final class SocketTransport implements DevoTransport {
  private static final ConnectorLog LOG = ConnectorLog.of(SocketTransport.class);
  private static final long CLOSE_MILLIS = 1_000;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final Function<Batch, EncodedLines> encoder;
  private final SocketSession.Factory sessions;
  private final @Nullable Tls tls;
  private final SocketWork work;
  private Thread writer;

  /** The writer's alone. */
  private @Nullable SocketSession opened;

  public SocketTransport(
      DevoSinkConfig config,
      Function<Batch, EncodedLines> encoder,
      SocketSession.Factory sessions) {
    this.config = config;
    this.encoder = encoder;
    this.sessions = sessions;
    endpoint = config.endpoint();
    tls = endpoint.tls() ? new Tls(config.values()) : null;
    work = new SocketWork(config, () -> System.nanoTime() / 1_000_000);
    writer = startWriter();
  }

  private Thread startWriter() {
    var thread = new Thread(this::run, "devo-writer-" + endpoint);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public long send(Batch batch) {
    if (batch.items().isEmpty()) {
      return 0;
    }
    var lines = encoder.apply(batch);
    work.add(lines.all());
    return lines.bytes();
  }

  @Override
  public List<Outcome> poll() {
    if (!writer.isAlive() && !work.isClosed()) {
      // Nothing but a worker out of memory ends it.
      work.fail(new IOException("the writing thread has ended"), work.generation());
      writer = startWriter();
    }
    work.giveUpIfStuck();
    return work.outcomes();
  }

  @Override
  public void confirm() {
    work.confirm();
  }

  @Override
  public boolean await(Duration atMost) {
    return work.awaitOutcome(atMost);
  }

  @Override
  public long heldBytes() {
    return work.heldBytes();
  }

  @Override
  public void renew() {
    HostAddresses.OF_WORKER.passOver(endpoint.host());
    work.renew();
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    work.revoke(partitions);
  }

  @Override
  public Duration timeUntilPoll() {
    return POLL_INTERVAL;
  }

  @Override
  public void close() {
    // The writer ends its line and the session, unless that takes too long.
    work.close();
    CompletableFuture.delayedExecutor(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(work::disconnect);
  }

  // The methods below run on the writer thread.

  private void run() {
    for (var next = work.next(); next.isPresent(); next = work.next()) {
      var task = next.get();
      try {
        carryOut(task);
      } catch (Throwable e) {
        // Whatever it is, what was not confirmed is in doubt (R4).
        work.fail(e, task.generation());
      }
    }
    finish(work.settledSession());
  }

  private void carryOut(WriterTask task) throws IOException {
    var session = open(task.generation());
    if (task.lines().isEmpty()) {
      session.confirm();
      work.confirmed(task.generation());
    } else {
      var read = new ArrayList<EncodedLines.Line>(task.lines().size());
      session.write(untilClosed(task.lines(), read), count -> work.moved());
      work.written(read, task.generation());
    }
  }

  /** These lines, up to the one at which the transport is closed; each is noted when it is read. */
  private Iterator<EncodedLines.Line> untilClosed(
      List<EncodedLines.Line> all, List<EncodedLines.Line> read) {
    var each = all.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !work.isClosed() && each.hasNext();
      }

      @Override
      public EncodedLines.Line next() {
        var line = each.next();
        read.add(line);
        return line;
      }
    };
  }

  private SocketSession open(long generation) throws IOException {
    var session = work.session(generation, () -> sessions.create(answers(generation)));
    if (session == opened) {
      session.connection().requireOpen();
    } else {
      session.open(tls, config.connectTimeout());
      opened = session;
      work.opened(generation);
    }
    return session;
  }

  /** Called by the reader of the session. */
  private SocketSession.Answers answers(long generation) {
    return new SocketSession.Answers() {
      @Override
      public void taken(Batch.Item message) {
        work.answered(message, Optional.empty(), generation);
      }

      @Override
      public void refused(Batch.Item message, String answer) {
        work.answered(message, Optional.of(answer), generation);
      }
    };
  }

  private void finish(@Nullable SocketSession last) {
    try {
      if (last != null) {
        last.finish();
      }
    } catch (IOException e) {
      LOG.debug("The receiver ended the connection first: {}", e);
    } finally {
      work.disconnect();
    }
  }
}
