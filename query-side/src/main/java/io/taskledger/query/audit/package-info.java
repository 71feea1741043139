/** Who changed what, when: the projection, its table, what can be asked of it. */
@NullMarked
package io.taskledger.query.audit;

import org.jspecify.annotations.NullMarked;
