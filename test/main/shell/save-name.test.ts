import { describe, expect, it } from 'vitest';
import { safeFileName, withEnding } from '../../../main/save-name';

describe('safeFileName', () => {
  it.each([
    ['mnist-loss-938.png', 'mnist-loss-938.png'],
    ['手写数字', '手写数字.png'],
    ['../../etc/passwd', 'etc-passwd.png'],
    ['C:\\temp\\x', 'C-temp-x.png'],
    ['a\n\tb', 'a-b.png'],
    ['...', 'batchpoint.png'],
    ['', 'batchpoint.png'],
    ['nul', 'nul-1.png'],
    ['a.SVG', 'a.png'],
    ['trailing. ', 'trailing.png'],
  ])('%j becomes %s', (name, safe) => {
    expect(safeFileName(name, 'png')).toBe(safe);
  });

  it('cuts a name that no file system takes', () => {
    expect(safeFileName('x'.repeat(500), 'svg')).toBe(`${'x'.repeat(120)}.svg`);
  });
});

describe('withEnding', () => {
  it('adds the ending that was left out, and only then', () => {
    expect(withEnding('/a/loss', 'png')).toBe('/a/loss.png');
    expect(withEnding('/a/loss.PNG', 'png')).toBe('/a/loss.PNG');
    expect(withEnding('/a/loss.v2', 'svg')).toBe('/a/loss.v2.svg');
  });
});
