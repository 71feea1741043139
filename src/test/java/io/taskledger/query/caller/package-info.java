@NullMarked
package io.taskledger.query.caller;

import org.jspecify.annotations.NullMarked;
