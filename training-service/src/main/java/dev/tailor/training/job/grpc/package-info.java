/** Jobs over gRPC: the endpoint, and the clients of the worker, of data-service and of eval-service. */
@NullMarked
package dev.tailor.training.job.grpc;

import org.jspecify.annotations.NullMarked;
