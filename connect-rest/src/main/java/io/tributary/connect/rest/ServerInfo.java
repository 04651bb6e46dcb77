// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The release of a worker and the Kafka cluster that it belongs to. */
public record ServerInfo(
    String version, String commit, @JsonProperty("kafka_cluster_id") String kafkaClusterId) {}
