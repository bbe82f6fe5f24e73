@NullMarked
package dev.tailor.gateway.catalogue.grpc;

import org.jspecify.annotations.NullMarked;
