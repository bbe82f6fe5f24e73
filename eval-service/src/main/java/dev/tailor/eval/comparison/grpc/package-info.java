/** Comparisons over gRPC, and the test rows of data-service. */
@NullMarked
package dev.tailor.eval.comparison.grpc;

import org.jspecify.annotations.NullMarked;
