// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Answer;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;

/** The token endpoint refuses this grant ({@code invalid_grant}) but may accept another one. */
public final class GrantRefusedException extends ApiException {
  private static final long serialVersionUID = 1L;

  GrantRefusedException(String vendor, Answer detail, ApiException cause) {
    super(InitVariablesError.TOKEN_STATUS, Recoverability.STOP, null, cause, vendor, detail);
  }
}
