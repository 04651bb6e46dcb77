// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: the fakes of all vendors and of Devo, the faults that can be injected into
 * them, and the comparison of Devo's tables with the events that the vendors served. No vendor is
 * named here. Open {@link io.tributary.quickstart.demo.DemoFakes} first.
 */
@NullMarked
package io.tributary.quickstart.demo;

import org.jspecify.annotations.NullMarked;
