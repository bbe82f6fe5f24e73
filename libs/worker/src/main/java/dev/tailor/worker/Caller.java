package dev.tailor.worker;

/** Who asked for a stream. */
@FunctionalInterface
interface Caller<A> {

    /** Tells the next answer; false once nobody listens any more. */
    boolean hears(A answer);
}
