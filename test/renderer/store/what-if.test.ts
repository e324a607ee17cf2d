import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareVariants, emptyDraft, trying } from '../../../renderer/store/what-if';
import { runStore } from '../../../renderer/store/window-store';
import { endFrames, fakeFrames } from '../frames';
import { batchEnd, plan } from './events';

const nothing = { drafts: [emptyDraft, emptyDraft], compared: undefined, isComparing: false };

beforeEach(() => {
  fakeFrames();
  runStore.apply([{ type: 'plan', plan }]);
});
afterEach(() => {
  runStore.reset();
  endFrames();
});

describe('what is tried on a run', () => {
  it('stays as long as there is that run', () => {
    const drafts = [{ ...emptyDraft, loss: 'huber' }];
    trying.setState({ drafts });
    runStore.apply([batchEnd(1)]);
    expect(trying.getState().drafts).toBe(drafts);
    runStore.reset();
    expect(trying.getState()).toEqual(nothing);
  });

  it('has what came of comparing, with where the run stood', async () => {
    await compareVariants([{ loss: 'huber' }]); // there is nobody to ask
    const { state, edits } = runStore.facts.getState();
    expect(trying.getState()).toMatchObject({
      isComparing: false,
      compared: { state, edits, error: { code: 'no-answer' } },
    });
  });

  it('has nothing of an answer to a run that is gone', async () => {
    const compared = compareVariants([{ loss: 'huber' }]);
    expect(trying.getState().isComparing).toBe(true);
    runStore.reset();
    await compared;
    expect(trying.getState()).toEqual(nothing);
  });
});
