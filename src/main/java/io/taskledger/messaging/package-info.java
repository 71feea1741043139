/** Axon: which bus, event store and serializers carry commands and events. */
@NullMarked
package io.taskledger.messaging;

import org.jspecify.annotations.NullMarked;
