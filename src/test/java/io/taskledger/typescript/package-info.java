/** The TypeScript client in {@code clients/typescript}, together with the service. */
@NullMarked
package io.taskledger.typescript;

import org.jspecify.annotations.NullMarked;
