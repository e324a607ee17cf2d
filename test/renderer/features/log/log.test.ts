import { describe, expect, it } from 'vitest';
import { logSentence } from '../../../../renderer/chart-data/log-sentence';

describe('logSentence', () => {
  it('words an epoch with all its values, NaN too', () => {
    const message = { code: 'epoch-ended', values: { epoch: 4, logs: { loss: 0.5, val_loss: NaN } } } as const;
    expect(logSentence(message, 'en')).toBe('Epoch 5 ended: loss 0.500, val_loss NaN.');
    expect(logSentence(message, 'zh-CN')).toBe('第 5 轮结束：loss 0.500，val_loss NaN。');
  });

  it('tells an epoch whose data ended from one that is over', () => {
    const message = { code: 'epoch-ended', values: { epoch: 3, logs: { loss: 0.5 }, early: 2 } } as const;
    expect(logSentence(message, 'en')).toBe('Epoch 4 is cut short after 2 batches: loss 0.500.');
    expect(logSentence(message, 'zh-CN')).toBe('第 4 轮在 2 个批次后中断：loss 0.500。');
  });

  it('tells a pause that was asked for from a run', () => {
    const state = { status: 'running', step: 3, pauseRequested: true } as const;
    expect(logSentence({ code: 'state', values: { state } }, 'en')).toBe('Pausing after the batch in flight.');
  });

  it('says what was kept from being written, not only that the run stands', () => {
    const why = {
      kind: 'not-finite',
      what: 'gradients',
      variables: ['a/kernel', 'a/bias', 'b/kernel', 'b/bias'],
    } as const;
    const state = { status: 'paused', at: 'before-commit', step: 239, phase: 'gradients', why } as const;
    expect(logSentence({ code: 'state', values: { state } }, 'en')).toBe(
      'Step 240 would write NaN: nothing was written. Gradients are NaN or infinite: a/kernel, a/bias, b/kernel and 1 more.',
    );
    const asked = { ...state, why: { kind: 'asked' } } as const;
    expect(logSentence({ code: 'state', values: { state: asked } }, 'en')).toBe(
      'Inside step 240: nothing of it is written yet.',
    );
  });

  it('places a discarded batch by its epoch, or by its call where there are none', () => {
    const ofEpoch = { code: 'discarded', values: { epoch: 1, batch: 4 } } as const;
    expect(logSentence(ofEpoch, 'en')).toBe('Batch 5 of epoch 2 is discarded: its update is not written.');
    const ofLoop = { code: 'discarded', values: { batch: 4 } } as const;
    expect(logSentence(ofLoop, 'en')).toBe('The batch of call 5 is discarded: its update is not written.');
    expect(logSentence(ofLoop, 'zh-CN')).toBe('第 5 次调用的批次已丢弃：其更新未写入。');
  });

  it('calls the classes of a row that was given another target by their names', () => {
    const row = { source: 'digits.csv', row: 12 };
    const edit = { kind: 'relabel-row', row, output: '', target: [1], given: [0] } as const;
    const message = { code: 'edited', values: { id: 1, step: 8, model: '', edit, was: null } } as const;
    expect(logSentence(message, 'en', ['dog', 'cat'])).toContain(' dog → cat ');
    expect(logSentence(message, 'zh-CN', ['dog', 'cat'])).toContain('dog → cat');
    expect(logSentence(message, 'en')).toContain('0 → 1');
  });

  it('shows what the person printed as it is', () => {
    expect(logSentence({ code: 'printed', values: { text: '<b>1</b>' } }, 'zh-CN')).toBe('<b>1</b>');
  });

  it('gives a warning with what to do', () => {
    const error = { code: 'write-failed', values: { file: 'a.png', message: 'disk full' } } as const;
    expect(logSentence({ code: 'warning', values: { error } }, 'en')).toContain('Choose another folder');
  });
});
