/** The Devo sink: Kafka records become messages in the tables of Devo. */
@NullMarked
package io.tributary.devo;

import org.jspecify.annotations.NullMarked;
