import type { ErrorReport } from '../../../main/contract/errors';
import { copyText } from '../../store/toasts';
import { preferences, runStore } from '../../store/window-store';
import { reportText } from './report';

/** Puts the whole report on the clipboard. */
export function copyReport(error: ErrorReport): Promise<void> {
  const { language, info } = preferences.getState();
  const { plan } = runStore.facts.getState();
  return copyText(reportText(error, language, info, plan));
}
