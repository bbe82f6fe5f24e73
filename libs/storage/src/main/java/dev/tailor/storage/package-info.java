/** Blobs in a directory or in S3 behind one small port, and the JDBC driver that the URL chooses. */
@org.jspecify.annotations.NullMarked
package dev.tailor.storage;
