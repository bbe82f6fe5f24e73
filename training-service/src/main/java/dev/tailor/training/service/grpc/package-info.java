/** Joins the service to its process and to the worker process. */
@NullMarked
package dev.tailor.training.service.grpc;

import org.jspecify.annotations.NullMarked;
