/** The tensor process: answers one service on loopback, with models that it keeps open. */
@NullMarked
package dev.tailor.worker;

import org.jspecify.annotations.NullMarked;
