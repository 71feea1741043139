/** The OpenAPI document, which is a file, and Swagger UI, which shows it. */
@NullMarked
package io.taskledger.openapi;

import org.jspecify.annotations.NullMarked;
