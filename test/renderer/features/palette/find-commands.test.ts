import { describe, expect, it } from 'vitest';
import { commands } from '../../../../main/contract/commands';
import { textOf } from '../../../../main/contract/text';
import { findCommands } from '../../../../renderer/features/palette/find-commands';

const words = textOf('en').commands;

describe('findCommands', () => {
  it('has every command but itself while nothing is asked for', () => {
    expect(findCommands(' ', words)).toEqual(Object.keys(commands).filter((id) => id !== 'palette'));
  });

  it('finds by name first, then by what a command does', () => {
    expect(findCommands('STEP back', words)[0]).toBe('stepBack');
    const found = findCommands('pause', words);
    expect(found[0]).toBe('pause');
    expect(found).toContain('epochEnd');
  });

  it('finds in the language of the window, or nothing', () => {
    expect(findCommands('断点', textOf('zh-CN').commands)).toEqual([
      'toggleBreakpoint',
      'newBreakpoint',
      'toggleRail', // its hint names them
    ]);
    expect(findCommands('no such', words)).toEqual([]);
  });
});
