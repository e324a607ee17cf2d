import type { BatchpointApi } from '../main/contract/ipc';

declare global {
  interface Window {
    /** What the preload gives this page. */
    readonly batchpoint: BatchpointApi;
  }
}
