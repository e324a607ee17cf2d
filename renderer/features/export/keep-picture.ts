import { reportOf } from '../../../main/contract/errors';
import type { SaveResult } from '../../../main/contract/ipc';
import { saySaved } from '../../store/toasts';
import { figureOf, pictureBytes, usualChoice, type Subject } from './picture';

let isBusy = false;

/**
 * Keeps a picture of the charts as they are now, for a breakpoint that was hit at a step, beside the experiment. One at a
 * time: where a breakpoint is hit at every batch, pictures must not pile up, so a hit meanwhile has none.
 */
export async function keepPicture(subject: Subject, step: number): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  try {
    saySaved(await kept(subject, step));
  } finally {
    isBusy = false;
  }
}

async function kept(subject: Subject, step: number): Promise<SaveResult> {
  try {
    const figure = figureOf(subject, usualChoice); // before anything else is drawn
    const png = await pictureBytes(figure, usualChoice);
    return await window.batchpoint.request('picture:keep', { step, png });
  } catch (error) {
    return { outcome: 'failed', error: reportOf(error) };
  }
}
