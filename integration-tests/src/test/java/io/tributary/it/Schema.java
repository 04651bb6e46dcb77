// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** The schemas of the JSON in an archive. */
enum Schema {
  /** Ours: Confluent has published it as prose only. */
  MANIFEST("classpath:manifest.schema.json"),
  CYCLONE_DX("http://cyclonedx.org/schema/bom-1.6.schema.json");

  private final String location;

  Schema(String location) {
    this.location = location;
  }

  /** What is wrong with the JSON, each fault with its place. */
  List<String> faults(String json) {
    return schema().validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonSchema schema() {
    // The schemas of CycloneDX name each other by their addresses and lie in its library.
    return JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            factory ->
                factory.schemaMappers(
                    mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
        .getSchema(SchemaLocation.of(location));
  }
}
