package io.tributary.devo.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests to Devo, several at once. All methods but {@code close} are called by one thread. */
interface HttpSender extends AutoCloseable {

  /** Sends the batch as it is now, without waiting. It is answered once, whatever happens. */
  void post(HttpBatch batch);

  /** The next answer, or null if none comes within the time. */
  @Nullable BatchResult next(Duration time);

  /** Ends all requests at once; any thread. */
  @Override
  void close();
}
