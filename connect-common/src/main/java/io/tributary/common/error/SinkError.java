package io.tributary.common.error;

/** Faults of the Devo sink. */
public enum SinkError implements CollectorError {
  NOT_DELIVERED(
      600,
      "Devo has not confirmed what was sent over %s: %s",
      "The connection failed, timed out or was cut.",
      "The connector reconnects and sends it again; check the network if it lasts",
      Trouble.RETRY);

  private final int id;
  private final String text;
  private final String cause;
  private final String remedy;
  private final Trouble trouble;

  SinkError(int id, String text, String cause, String remedy, Trouble trouble) {
    this.id = id;
    this.text = text;
    this.cause = cause;
    this.remedy = remedy;
    this.trouble = trouble;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public String remedy() {
    return remedy;
  }

  @Override
  public Trouble trouble() {
    return trouble;
  }
}
