/** Models over gRPC. */
@NullMarked
package dev.tailor.training.model.grpc;

import org.jspecify.annotations.NullMarked;
