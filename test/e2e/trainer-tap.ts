import type { Page } from 'playwright-core';
import type { Answer, RequestName, RequestResult, RequestValues } from '../../main/contract/debug/requests';
import { trainerPortMessage } from '../../main/contract/ipc';
import type { TrainerMessage, TrainerStatus } from '../../main/contract/trainer-protocol';
import type { BatchEnd, TrainingEvent } from '../../main/contract/training-event';

/** What the training process has said to this page since its last load. */
export type Tapped = { run: string; from: number; events: TrainingEvent[]; status?: TrainerStatus };

declare global {
  interface Window {
    tapped?: Tapped;
    /** Where the training process listens. */
    trainerPort?: MessagePort;
  }
}

/** Runs in the page before its own scripts: listens at the port beside the app, which starts it. */
function tap(portMessage: string): void {
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.data !== portMessage || !port) return;
    window.trainerPort = port;
    port.addEventListener('message', ({ data }: MessageEvent<TrainerMessage>) => {
      if (data.kind === 'hello' && window.tapped?.run !== data.run) {
        window.tapped = { run: data.run, from: -1, events: [] };
      }
      if (data.kind === 'status' && window.tapped) window.tapped.status = data.status;
      if (data.kind !== 'events' || !window.tapped) return;
      if (window.tapped.from < 0) window.tapped.from = data.from;
      const known = window.tapped.from + window.tapped.events.length;
      window.tapped.events.push(...data.events.slice(Math.max(0, known - data.from)));
    });
  });
}

/** From the next load of the page on, its training events are recorded. */
export async function tapTrainer(page: Page): Promise<void> {
  await page.addInitScript(tap, trainerPortMessage);
  await page.reload();
}

export function tapped(page: Page): Promise<Tapped> {
  return page.evaluate(() => window.tapped ?? { run: '', from: -1, events: [] });
}

export async function batchEnds(page: Page): Promise<BatchEnd[]> {
  const { events } = await tapped(page);
  return events.filter((event) => event.type === 'batch-end');
}

/** Completed updates, as the training process counts them. */
export async function stepsDone(page: Page): Promise<number> {
  return (await batchEnds(page)).at(-1)?.step ?? 0;
}

/** Waits until so many updates are done. */
export async function untilStep(page: Page, step: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const last = window.tapped?.events.filter((event) => event.type === 'batch-end').at(-1);
      return (last?.step ?? 0) >= wanted;
    },
    step,
    { timeout: 90_000 },
  );
}

let asked = 0;

/** Asks the training process beside the app, whose own questions have other numbers. */
export async function ask<Name extends RequestName>(
  page: Page,
  name: Name,
  ...values: RequestValues<Name>
): Promise<RequestResult<Name>> {
  const question = { kind: 'ask', id: (asked -= 1), name, values };
  const answer = await page.evaluate(
    (sent) =>
      new Promise<Answer>((resolve) => {
        const port = window.trainerPort!;
        const hear = ({ data }: MessageEvent<TrainerMessage>) => {
          if (data.kind !== 'answer' || data.id !== sent.id) return;
          port.removeEventListener('message', hear);
          resolve(data);
        };
        port.addEventListener('message', hear);
        port.postMessage(sent);
      }),
    question,
  );
  if ('error' in answer) throw new Error(JSON.stringify(answer.error));
  return answer.result as RequestResult<Name>;
}
