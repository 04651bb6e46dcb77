// SPDX-License-Identifier: Apache-2.0
/**
 * The live page: an HTTP server on the loopback interface, and the figures it shows. It observes
 * and never steers, except for the faults a visitor injects. Open {@link
 * io.tributary.quickstart.page.PageModel} first.
 */
@NullMarked
package io.tributary.quickstart.page;

import org.jspecify.annotations.NullMarked;
