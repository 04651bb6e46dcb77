// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.get;
import static io.tributary.common.http.oauth.TestLogin.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.oauth.ClientCredentialsGrant;
import io.tributary.common.http.oauth.TokenAuth;
import io.tributary.common.http.oauth.TokenGrant;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a grant travels to the token endpoint, and queries that are posted with its token. */
class TokenRequestTest {
  private static final String CLIENT = "id-1:canary-secret";

  @RegisterExtension final TestApi api = new TestApi();

  @Test
  void aClientIdentifiesItselfInAHeader() throws Exception {
    api.answer(200, token("t1", "3600")).answer(200, "{}");

    get(api.client(auth(byClient())));

    var login = api.taken();
    assertThat(login.getHeaders().get("Authorization")).isEqualTo("Basic aWQtMTpjYW5hcnktc2VjcmV0");
    assertThat(login.getBody().utf8()).isEqualTo("grant_type=client_credentials");
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
  }

  @Test
  void theHeaderOfAClientIsNotTold() {
    api.answer(400, "you sent Basic aWQtMTpjYW5hcnktc2VjcmV0 for " + CLIENT);
    var client = api.client(auth(byClient()));

    assertThatThrownBy(() -> get(client))
        .hasMessageContaining("you sent Basic [hidden] for [hidden]")
        .hasMessageStartingWith("InitVariablesError 100");
    assertThat(byClient().toString() + request()).doesNotContain("canary");
  }

  @Test
  void aJsonObjectCarriesWhatItsLoginWants() throws Exception {
    api.answer(200, "the id is \"x\"").answer(200, token("t1", "3600")).answer(200, "{}");

    get(api.client(auth(byJson())));

    assertThat(api.taken().getRequestLine()).isEqualTo("GET /id HTTP/1.1");
    var login = api.taken();
    assertThat(login.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(login.getBody().utf8()).isEqualTo("{\"id\":\"the id is \\\"x\\\"\"}");
  }

  @Test
  void anIdThatIsNotToldIsARefusalOfItsOwn() {
    api.answer(410, "gone");
    var client = api.client(auth(byJson()));

    var failure = TestApi.failure(client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.CLIENT_ID_STATUS);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
  }

  @Test
  void anIdThatIsNotToldNowIsAskedForAgain() {
    api.answer(503, "later");

    assertThat(TestApi.failure(api.client(auth(byJson()))).recoverability())
        .isEqualTo(Recoverability.RETRY);
  }

  @Test
  void aQueryIsPostedAgainWithANewTokenAndWhereARedirectLeads() throws Exception {
    api.answer(200, token("old", "3600"))
        .answer(401, "")
        .answer(200, token("new", "3600"))
        .answer(302, "", "Location: /query?b=2")
        .answer(200, "[]");
    var client = api.client(auth(byClient()));

    var body = client.post("/query", Query.NONE.with("a", 1), "{\"c\":3}", Optional::of);

    assertThat(body.text()).isEqualTo("[]");
    assertThat(body.source()).startsWith("POST http://127.0.0.1:").endsWith("/query");
    api.taken();
    for (var target : new String[] {"old /query?a=1", "", "new /query?a=1", "new /query?b=2"}) {
      var request = api.taken();
      if (!target.isEmpty()) {
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeaders().get("Authorization") + " " + request.getTarget())
            .isEqualTo("Bearer " + target);
        assertThat(request.getBody().utf8()).isEqualTo("{\"c\":3}");
      }
    }
  }

  private Auth auth(TokenGrant grant) {
    return new TokenAuth(api.url("/oauth/token"), grant, api.clock);
  }

  private TokenRequest request() {
    var form = byClient().form(TestApi.NOW);
    return new TokenRequest(api.url("/oauth/token"), form, TokenRequest.Layout.BASIC, false);
  }

  private static TokenGrant byClient() {
    return new ClientCredentialsGrant(
        Map.of("client_id", "id-1", "client_secret", "canary-secret"));
  }

  private TokenGrant byJson() {
    return new TokenGrant() {
      private String id = "";

      @Override
      public void prepare(TokenEndpoint login) {
        id = login.get(api.url("/id")).text();
      }

      @Override
      public Map<String, String> form(Instant now) {
        return Map.of("id", id);
      }

      @Override
      public TokenRequest.Layout layout() {
        return TokenRequest.Layout.JSON;
      }
    };
  }
}
