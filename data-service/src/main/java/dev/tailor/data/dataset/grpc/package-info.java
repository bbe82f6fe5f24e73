/** Datasets over gRPC. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.dataset.grpc;
