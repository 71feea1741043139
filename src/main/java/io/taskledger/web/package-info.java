/** What all requests have in common: values in paths, JSON. */
@NullMarked
package io.taskledger.web;

import org.jspecify.annotations.NullMarked;
