import type { ErrorReport } from '../../../main/contract/errors';
import { sayCopied } from '../../store/commands';
import { preferences, runStore } from '../../store/window-store';
import { reportText } from './report';

/** Puts the whole report on the clipboard. */
export async function copyReport(error: ErrorReport): Promise<void> {
  const { language, info } = preferences.getState();
  const { plan } = runStore.facts.getState();
  await window.batchpoint.request('text:copy', reportText(error, language, info, plan));
  sayCopied();
}
