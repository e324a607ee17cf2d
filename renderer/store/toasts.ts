import type { SaveResult } from '../../main/contract/ipc';
import { workspace } from './window-store';
import type { Toast } from './workspace';

/** Says in a toast how something ended. */
export function say(toast: Toast): void {
  workspace.setState({ toast });
}

/** Says that something is on the clipboard. */
export function sayCopied(): void {
  say({ kind: 'copied' });
}

/** Says where something was saved, or why it was not; nothing, if the person thought better of it. */
export function saySaved(result: SaveResult): void {
  if (result.outcome !== 'cancelled') say({ kind: 'save', result });
}

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  await window.batchpoint.request('text:copy', text);
  sayCopied();
}
