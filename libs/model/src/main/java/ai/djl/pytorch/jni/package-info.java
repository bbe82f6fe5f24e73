/** The one call that DJL keeps to its package: running a TorchScript method under the thread's gradient mode. */
@org.jspecify.annotations.NullMarked
package ai.djl.pytorch.jni;
