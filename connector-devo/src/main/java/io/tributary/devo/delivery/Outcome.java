// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What has become of messages that a transport had accepted (rules R3 and R4). A message is
 * delivered when it is taken, and not before: that nothing has failed so far says nothing.
 */
public sealed interface Outcome {

  /**
   * The receiver has answered for these messages.
   *
   * @param tag the tag of all of them, if they have one in common
   * @param answers how many there were: one for each message, or one for all
   * @param connection any number that no other connection has, or 0 if it is not known
   */
  record Taken(List<RecordPosition> messages, Optional<String> tag, int answers, int connection)
      implements Outcome {
    /** Copies the positions. */
    public Taken {
      messages = List.copyOf(messages);
    }
  }

  /**
   * The receiver has answered for every message that was accepted from these partitions up to and
   * including these offsets, except those that ended otherwise.
   */
  record TakenUpTo(Map<TopicPartition, Long> offsets) implements Outcome {
    /** Copies the offsets. */
    public TakenUpTo {
      offsets = Map.copyOf(offsets);
    }
  }

  /**
   * The receiver has refused these messages, and the transport has let go of them.
   *
   * @param subject what they have in common, which the refusal may be about
   * @param why the error if it is not about them but about the receiver or the settings
   * @param answer what the receiver said, fit for a message
   * @param refusals how many it stands for: more than one if the transport has tried the messages
   *     before, and others were taken in between
   * @param connection any number that no other connection has, or 0 if it is not known
   */
  record Refused(
      List<Batch.Item> messages,
      Subject subject,
      ApiException why,
      String answer,
      int refusals,
      int connection)
      implements Outcome {
    /** Copies the messages. */
    public Refused {
      messages = List.copyOf(messages);
    }

    /** A single message was refused with this answer. */
    public static Refused of(Batch.Item message, Object endpoint, String answer, int connection) {
      return new Refused(
          List.of(message),
          new Subject.Message(message.position()),
          new ApiException(
              SinkError.ALL_REFUSED, Recoverability.UNCLEAR, null, null, endpoint, answer),
          answer,
          1,
          connection);
    }
  }

  /**
   * The connection is lost, and with it everything that was not taken: it is in doubt and has to be
   * sent again.
   *
   * @param written how many of the messages in doubt were written, at least in part
   * @param suspect the message at which the receiver ended the session, if that is known
   */
  record Lost(ApiException why, long written, Optional<RecordPosition> suspect)
      implements Outcome {}

  /**
   * A request has failed. The transport still has its messages and sends them again itself.
   *
   * @param messages how many messages the request had
   * @param retryIn until the next attempt
   * @param note what the receiver asked for, as the end of a sentence; may be empty
   */
  record Delayed(ApiException why, long messages, Duration retryIn, String note)
      implements Outcome {}

  /** What a refusal may be about. */
  sealed interface Subject {
    /** A single message, refused or too large. */
    record Message(RecordPosition position) implements Subject {}

    /** A tag, and with it all messages that bear it: the token may not write to its table. */
    record Tag(String tag) implements Subject {}
  }
}
