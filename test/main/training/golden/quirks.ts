import type { FitGeneratorCase } from './case';

type Event = readonly [name: string, index?: number];

/** Whether a batch that was announced is trained, too. */
function isKept([name, index]: Event, after: readonly Event[]): boolean {
  if (name !== 'batch_begin') return true;
  const [next] = after;
  return next?.[0] === 'batch_end' && next[1] === index;
}

/** What belongs to each epoch, the events before the first and after the last by themselves. */
function byEpoch(events: readonly Event[]): readonly (readonly Event[])[] {
  const parts: Event[][] = [[]];
  for (const event of events) {
    if (event[0] === 'epoch_begin' || event[0] === 'train_end') parts.push([]);
    parts.at(-1)!.push(event);
  }
  return parts;
}

/** Validation does not run in every epoch: its values are those of the epochs that it ran in. */
function historyWithoutLast({ history, epoch }: FitGeneratorCase, hasValidated: boolean): FitGeneratorCase['history'] {
  const entries = Object.entries(history).map(([key, values]) => {
    const isCut = key.startsWith('val_') ? hasValidated : values.length === epoch.length;
    return [key, isCut ? values.slice(0, -1) : values] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * What we are to give where a generator ends early. Keras announces a batch that does not come, and opens an epoch for
 * it if the last one was full; both are left out here.
 */
export function withoutDryBatch(recorded: FitGeneratorCase): FitGeneratorCase {
  const events = recorded.events.filter((event, at) => isKept(event, recorded.events.slice(at + 1)));
  const isPhantom = recorded.epoch.length > 1 && recorded.batch_logs.at(-1)?.length === 0;
  if (!isPhantom) return { ...recorded, events };
  const parts = byEpoch(events);
  const phantom = parts.at(-2)!;
  return {
    ...recorded,
    events: [...parts.slice(0, -2), parts.at(-1)!].flat(),
    history: historyWithoutLast(
      recorded,
      phantom.some(([name]) => name === 'test_begin'),
    ),
    epoch: recorded.epoch.slice(0, -1),
    batch_logs: recorded.batch_logs.slice(0, -1),
    lr_at_epoch_begin: recorded.lr_at_epoch_begin.slice(0, -1),
  };
}
