package io.tributary.common.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Trouble;

/** The token endpoint does not take this grant ({@code invalid_grant}); another one may do. */
public final class GrantRefused extends ApiException {
  private static final long serialVersionUID = 1L;

  GrantRefused(String vendor, String told, ApiException cause) {
    super(InitVariablesError.TOKEN_STATUS, Trouble.STOP, null, cause, vendor, told);
  }
}
