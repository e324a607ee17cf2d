import { beforeEach, describe, expect, it } from 'vitest';
import { EpochValues } from '../../../../main/training/breakpoints/epoch-values';

describe('values of epochs', () => {
  let epochs: EpochValues;
  const losses = (step: number, most = 10) => epochs.newest(step, 'val_loss', most);
  beforeEach(() => {
    epochs = new EpochValues([{ step: 10, logs: { val_loss: 4 } }]);
    epochs.add(20, { val_loss: 3 });
    epochs.add(30, { val_loss: 2, val_accuracy: 0.5 });
  });

  it('are known up to a step, those of another process too', () => {
    expect(losses(30)).toEqual([4, 3, 2]);
    expect(losses(29)).toEqual([4, 3]);
    expect(losses(30, 2)).toEqual([3, 2]);
    expect(epochs.newest(30, 'val_accuracy', 10)).toEqual([0.5]);
    expect(epochs.upTo(20).map(({ step }) => step)).toEqual([10, 20]);
  });

  it('stay while the run only looks at its past, and go with the line that is left', () => {
    expect(losses(15)).toEqual([4]);
    expect(losses(30)).toEqual([4, 3, 2]);
    epochs.part(20);
    // Epochs of the new line end elsewhere: its batches have other rows.
    expect(losses(35)).toEqual([4, 3]);
    epochs.add(35, { val_loss: 1 });
    expect(losses(40)).toEqual([4, 3, 1]);
  });
});
