/** Models of training-service, and the tensor process. */
@NullMarked
package dev.tailor.eval.model.grpc;

import org.jspecify.annotations.NullMarked;
