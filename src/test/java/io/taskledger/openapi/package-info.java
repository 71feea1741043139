@NullMarked
package io.taskledger.openapi;

import org.jspecify.annotations.NullMarked;
