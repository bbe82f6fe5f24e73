/** How problems travel over gRPC. */
@NullMarked
package dev.tailor.training.problem.grpc;

import org.jspecify.annotations.NullMarked;
