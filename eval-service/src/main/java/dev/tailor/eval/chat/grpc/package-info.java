/** Chat over gRPC. */
@NullMarked
package dev.tailor.eval.chat.grpc;

import org.jspecify.annotations.NullMarked;
