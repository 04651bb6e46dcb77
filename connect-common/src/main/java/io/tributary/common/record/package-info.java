// SPDX-License-Identifier: Apache-2.0
/**
 * Conversion of events to records. Key, value, headers and timestamp are the contract with
 * everything downstream. A placeholder replaces an event that cannot be sent as it is. Open {@link
 * io.tributary.common.record.RecordMapper} first.
 */
package io.tributary.common.record;
