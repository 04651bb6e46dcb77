// SPDX-License-Identifier: Apache-2.0
/**
 * From events to records: key, value, headers and timestamp, which are the contract with everything
 * downstream, and the placeholder for an event that cannot be sent as it is. Open {@link
 * io.tributary.common.record.RecordMapper} first.
 */
package io.tributary.common.record;
