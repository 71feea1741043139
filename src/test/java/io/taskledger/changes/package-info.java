/** The change feed over HTTP: asked page by page, and as streams. */
@NullMarked
package io.taskledger.changes;

import org.jspecify.annotations.NullMarked;
