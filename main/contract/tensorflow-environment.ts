/**
 * Environment variables under which TensorFlow computes a run; they count only if set before it loads. Another thread
 * count, or another choice of kernels, gives other last bits, so a run keeps both from its first step to its last.
 * @param threads intra-op threads
 */
export function tensorflowEnvironment(threads: number): { readonly [name: string]: string } {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}
