/** Files over gRPC. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.file.grpc;
