/** How this service answers over gRPC, above all its errors. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.grpc;
