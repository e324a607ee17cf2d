import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type MessagePortMain } from 'electron';
import { noticeChannel, trainerPortMessage, type Notices, type Requests } from './contract/ipc';
import { areValuesOf } from './request-values';
import { isOurPage, type Sender } from './security-policy';

/** What answers each request of the window. */
export type RequestHandlers = {
  readonly [Name in keyof Requests]: (
    ...values: Parameters<Requests[Name]>
  ) => ReturnType<Requests[Name]> | Promise<ReturnType<Requests[Name]>>;
};

/**
 * Answers the page of one window, and nobody else.
 * @param origin of the page, as scheme and host
 */
export function answerRequests(window: BrowserWindow, origin: string, handlers: RequestHandlers): void {
  const { id } = window.webContents;
  const answer = <Name extends keyof Requests>(name: Name, handler: RequestHandlers[Name]) =>
    ipcMain.handle(name, (event, ...values: unknown[]) => {
      if (!isOurPage(senderOf(event), id, origin)) throw new Error(`${name}: refused, not our page`);
      if (!areValuesOf(name, values)) throw new Error(`${name}: refused, wrong values`);
      return handler(...values);
    });
  for (const name of Object.keys(handlers) as (keyof Requests)[]) answer(name, handlers[name]);
}

/** Tells the page something, if it is still there. */
export function sendToWindow<Name extends keyof Notices>(
  window: BrowserWindow,
  name: Name,
  notice: Notices[Name],
): void {
  if (!window.isDestroyed()) window.webContents.send(noticeChannel(name), notice);
}

/** Gives the page its end of a channel to the training process. */
export function sendTrainerPort(window: BrowserWindow, port: MessagePortMain): void {
  if (window.isDestroyed()) port.close();
  else window.webContents.postMessage(trainerPortMessage, null, [port]);
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  if (!senderFrame) return { contents: sender.id };
  return { contents: sender.id, frame: { isTop: senderFrame.parent === null, url: senderFrame.url } };
}
