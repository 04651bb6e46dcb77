/** The operator's command line tool. */
@NullMarked
package io.tributary.tool;

import org.jspecify.annotations.NullMarked;
