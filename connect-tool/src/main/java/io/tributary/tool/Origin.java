package io.tributary.tool;

import io.tributary.cloudsek.CloudSekSourceConnector;
import io.tributary.common.connect.EventSourceConnector;
import io.tributary.kiteworks.KiteworksSourceConnector;
import io.tributary.threatq.ThreatQSourceConnector;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The vendors whose collectors there is a connector for. */
enum Origin {
  KITEWORKS("admin") {
    @Override
    EventSourceConnector<?> connector() {
      return new KiteworksSourceConnector();
    }

    @Override
    void login(Section credentials, Section input, Draft draft) {
      draft.set("client.id", taken(credentials, input, "client_id"));
      draft.set("client.secret", taken(credentials, input, "client_secret"));
      draft.set("token.url", taken(credentials, input, "token_url"));
      draft.set("scope", taken(credentials, input, "scope"));
      var secret = taken(credentials, input, "signature_secret");
      if (secret.isEmpty()) {
        draft.config.put("auth.method", "password");
        draft.set("username", taken(credentials, input, "username"));
        draft.set("password", taken(credentials, input, "password"));
        return;
      }
      draft.config.put("auth.method", "signature");
      draft.set("signature.secret", secret);
      draft.set("user.email", taken(credentials, input, "user_email"));
      var redirect = taken(credentials, input, "redirect_uri");
      if (redirect.isEmpty()) {
        redirect = Optional.of(draft.config.getOrDefault("base.url", "") + "/oauth_callback.php");
        draft.note(
            "redirect.uri is taken to be "
                + redirect.get()
                + ": it must be the one the custom application is registered with.");
      }
      draft.set("redirect.uri", redirect);
      draft.note("The vendor is retiring the signature login; auth.method=jwt takes its place.");
    }
  },
  CLOUDSEK("alerts") {
    @Override
    EventSourceConnector<?> connector() {
      return new CloudSekSourceConnector();
    }

    @Override
    void login(Section credentials, Section input, Draft draft) {
      draft.set("token", taken(credentials, input, "token"));
    }
  },
  THREATQ("events") {
    @Override
    EventSourceConnector<?> connector() {
      return new ThreatQSourceConnector();
    }

    @Override
    void login(Section credentials, Section input, Draft draft) {
      draft.set("username", taken(credentials, input, "username"));
      draft.set("password", taken(credentials, input, "password"));
      draft.note(
          "The client id is looked up at the vendor, as the collector did; recent releases do not"
              + " show it. Then set client.id.");
    }

    /** An event is another one after an update, of which the state knows no time. */
    @Override
    boolean knowsEventsById() {
      return false;
    }
  };

  /** The service name in Devo's collector. */
  final String service;

  Origin(String service) {
    this.service = service;
  }

  abstract EventSourceConnector<?> connector();

  /** Takes what the collector logs in with. */
  abstract void login(Section credentials, Section input, Draft draft);

  /** Whether the ids of the state say which events were sent. */
  boolean knowsEventsById() {
    return true;
  }

  /** The vendor of an input, told by its name, its address or what it logs in with. */
  static Optional<Origin> of(String inputName, Section input) {
    if (input.section("credentials").node().has("signature_secret")) {
      return Optional.of(KITEWORKS);
    }
    var told = (inputName + ' ' + input.node().path("base_url").asText()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(origin -> told.contains(origin.name().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static Optional<String> taken(Section credentials, Section input, String... names) {
    return credentials.text(names).or(() -> input.text(names));
  }
}
