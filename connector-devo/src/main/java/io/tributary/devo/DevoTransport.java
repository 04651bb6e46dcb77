package io.tributary.devo;

import io.tributary.common.error.ApiException;
import java.util.List;

/**
 * A way to Devo. Whatever {@code send} has accepted is in doubt until {@code confirm} returns. An
 * {@link ApiException} from any method says that everything in doubt must be sent again; the
 * transport has dropped its connection and its queue by then and starts afresh with the next call.
 * All methods but {@code close} are called by one thread.
 */
interface DevoTransport extends AutoCloseable {

  /** Does nothing, unless the connection was lost since the last call: then it throws. */
  void check();

  /** Accepts messages without waiting for the network; returns their bytes. */
  long send(List<DevoMessage> messages);

  /** Bytes accepted that are not written yet. */
  long queued();

  /** Waits until the far side has taken everything accepted so far. */
  void confirm();

  /**
   * Drops the connection and all that is queued, at once; any thread. Nothing is confirmed by it.
   */
  @Override
  void close();
}
