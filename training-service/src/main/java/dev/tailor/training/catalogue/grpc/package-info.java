/** The catalogue over gRPC. */
@NullMarked
package dev.tailor.training.catalogue.grpc;

import org.jspecify.annotations.NullMarked;
