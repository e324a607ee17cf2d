import { describe, expect, it } from 'vitest';
import { commands } from '../../../main/contract/commands';
import { commandOf, keyLabel, writes } from '../../../renderer/store/keys';
import type { KeyPress } from '../../../renderer/store/keys';

const press = (key: string, code: string, ...held: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]): KeyPress => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('commandOf', () => {
  it.each([
    [press('F5', 'F5'), 'run'],
    [press('Enter', 'Enter', 'ctrl'), 'run'],
    [press('F6', 'F6'), 'pause'],
    [press('.', 'Period', 'ctrl'), 'pause'],
    [press('F10', 'F10'), 'step'],
    [press('.', 'Period'), 'step'],
    [press('F5', 'F5', 'shift'), 'stop'],
    [press('>', 'Period', 'ctrl', 'shift'), 'stop'],
    [press('F5', 'F5', 'ctrl', 'shift'), 'restart'],
    [press('j', 'KeyJ', 'ctrl'), 'toggleBottom'],
    [press('2', 'Digit2', 'ctrl'), 'showBatch'],
    [press('é', 'Digit2', 'ctrl'), 'showBatch'],
    [press('у', 'KeyE', 'ctrl'), 'saveChart'],
    [press('+', 'Equal', 'shift'), 'zoomIn'],
    [press('=', 'Equal'), 'zoomIn'],
    [press('+', 'BracketRight'), 'zoomIn'],
    [press('+', 'NumpadAdd'), 'zoomIn'],
    [press('-', 'NumpadSubtract'), 'zoomOut'],
    [press('0', 'Numpad0'), 'zoomAll'],
    [press('l', 'KeyL'), 'logY'],
    [press('s', 'KeyS'), 'smooth'],
    [press('x', 'KeyX'), 'nextAxis'],
    [press('F10', 'F10', 'ctrl'), 'runTo'],
  ] as const)('reads %o as %s', (pressed, id) => {
    expect(commandOf(pressed, 'linux')).toBe(id);
  });

  it('takes the command key for Ctrl on a Mac', () => {
    expect(commandOf(press('Enter', 'Enter', 'meta'), 'darwin')).toBe('run');
    expect(commandOf(press('Enter', 'Enter', 'ctrl'), 'darwin')).toBeUndefined();
  });

  it('gives nothing for a key with one modifier too many', () => {
    expect(commandOf(press('+', 'Equal', 'ctrl'), 'linux')).toBeUndefined(); // the size of the whole window
    expect(commandOf(press('F6', 'F6', 'alt'), 'linux')).toBeUndefined();
    expect(commandOf(press('e', 'KeyE'), 'linux')).toBeUndefined();
  });
});

it('leaves to a text field what writes in it', () => {
  expect(writes(press('.', 'Period'))).toBe(true);
  expect(writes(press('.', 'Period', 'ctrl'))).toBe(false);
  expect(writes(press('F10', 'F10'))).toBe(false);
  expect(writes(press('7', 'Digit7'), true)).toBe(true);
  expect(writes(press('g', 'KeyG'), true)).toBe(false);
  expect(writes(press('Backspace', 'Backspace', 'ctrl'))).toBe(true); // a word, not the batch
  expect(writes(press('Backspace', 'Backspace', 'meta'), true)).toBe(true);
});

it('prints keys the way the system does', () => {
  expect(keyLabel('CmdOrCtrl+Shift+F5', 'linux')).toBe('Ctrl+Shift+F5');
  expect(keyLabel('CmdOrCtrl+Shift+F5', 'darwin')).toBe('⌘⇧F5');
  expect([keyLabel('Plus', 'linux'), keyLabel('-', 'darwin')]).toEqual(['+', '−']);
});

it('has no key for two commands', () => {
  const keys = Object.values(commands).flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
