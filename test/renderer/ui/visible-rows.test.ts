import { describe, expect, it } from 'vitest';
import { visibleRows } from '../../../renderer/ui/visible-rows';

describe('visibleRows', () => {
  it('covers the view with some rows to spare and nothing beyond the list', () => {
    expect(visibleRows(0, 100, 20, 2000)).toEqual({ first: 0, end: 13 });
    expect(visibleRows(39_900, 100, 20, 2000)).toEqual({ first: 1987, end: 2000 });
  });

  it('gives an empty range, never a negative one, after the list has shrunk', () => {
    expect(visibleRows(39_900, 100, 20, 3)).toEqual({ first: 3, end: 3 });
  });
});
