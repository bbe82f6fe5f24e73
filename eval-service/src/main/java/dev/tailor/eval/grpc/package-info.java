/** How this service answers over gRPC, above all its errors. */
@NullMarked
package dev.tailor.eval.grpc;

import org.jspecify.annotations.NullMarked;
