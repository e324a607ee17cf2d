import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import { etaText, memoryText, rateText } from '../../../renderer/features/status-bar/measures';

const words = textOf('en').window.status;

describe('the measures of the status bar', () => {
  it('say the time that is left as coarsely as it is sure', () => {
    expect(etaText(8_200, words)).toBe('9 s');
    expect(etaText(65_000, words)).toBe('1 min 5 s');
    expect(etaText(3_725_000, words)).toBe('1 h 2 min');
    expect(etaText(-5, words)).toBe('0 s');
  });

  it('say memory in a unit that keeps the number short', () => {
    expect(memoryText(612e6, words)).toBe('612 MB');
    expect(memoryText(12.34e9, words)).toBe('12.3 GB');
  });

  it('say a slow rate with a decimal', () => {
    expect(rateText(0)).toBe('–');
    expect(rateText(0.42)).toBe('0.4');
    expect(rateText(41.3)).toBe('41');
  });
});
