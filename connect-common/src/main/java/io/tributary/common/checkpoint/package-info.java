// SPDX-License-Identifier: Apache-2.0
/**
 * How far a feed has been read, which events it has emitted, and how both are stored in a source
 * offset. All values are immutable. Fetching and waiting happen elsewhere. Open {@link
 * io.tributary.common.checkpoint.Checkpoint} first, then {@link
 * io.tributary.common.checkpoint.OffsetCodec}.
 */
package io.tributary.common.checkpoint;
