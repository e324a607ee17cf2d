import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { noticeChannel, trainerPortMessage, type BatchpointApi } from '../contract/ipc';

/** The page as this isolated world sees it. */
type Page = {
  readonly location: { readonly origin: string };
  postMessage(message: string, targetOrigin: string, ports: readonly unknown[]): void;
};

const page = globalThis as unknown as Page;

const api: BatchpointApi = {
  request: (name, ...values) => ipcRenderer.invoke(name, ...values) as Promise<never>,
  onNotice: (name, listener) => {
    const channel = noticeChannel(name);
    const hear = (_event: unknown, notice: Parameters<typeof listener>[0]) => listener(notice);
    ipcRenderer.on(channel, hear);
    return () => void ipcRenderer.off(channel, hear);
  },
  pathOf: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
};

contextBridge.exposeInMainWorld('batchpoint', api);

// A port can't pass the bridge, but it can be posted to the page.
ipcRenderer.on(trainerPortMessage, ({ ports }) => page.postMessage(trainerPortMessage, page.location.origin, ports));
