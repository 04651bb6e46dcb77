package io.tributary.common.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;

/** The token endpoint does not take this grant ({@code invalid_grant}); another one may do. */
public final class GrantRefusedException extends ApiException {
  private static final long serialVersionUID = 1L;

  GrantRefusedException(String vendor, String told, ApiException cause) {
    super(InitVariablesError.TOKEN_STATUS, Recoverability.STOP, null, cause, vendor, told);
  }
}
