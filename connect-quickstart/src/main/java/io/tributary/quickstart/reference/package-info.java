// SPDX-License-Identifier: Apache-2.0
/**
 * The pages of the documentation that are printed from the packaged connectors: settings, errors
 * and metrics. They describe the connectors and never the quickstart. Open {@link
 * io.tributary.quickstart.reference.ReferencePages} first.
 */
@NullMarked
package io.tributary.quickstart.reference;

import org.jspecify.annotations.NullMarked;
