/**
 * Environment variables under which TensorFlow computes a run; they count only if set before it loads. Another thread
 * count, or another choice of kernels, gives other last bits, so a run keeps both from its first step to its last.
 * @param threads intra-op threads
 */
export function tensorflowEnvironment(threads: number): { readonly [name: string]: string } {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    // The thread that calls takes a share of oneDNN's work as well, rather than wait for the others.
    TF_ONEDNN_THREADPOOL_USE_CALLER_THREAD: '1',
    TF_ENABLE_ONEDNN_OPTS: '1',
    // What oneDNN makes for the gradients of a convolution is kept, rather than made anew in each step.
    TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE: '0',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}
