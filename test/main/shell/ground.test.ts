import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ BrowserWindow: class {}, nativeTheme: {}, screen: {} }));
const { ground } = await import('../../../main/window');

it('shows the window on the colours that its page begins with', () => {
  const tokens = readFileSync(resolve(import.meta.dirname, '../../../renderer/ui/tokens.css'), 'utf8');
  const [, light, dark] = /--surface-1: light-dark\((#\w+), (#\w+)\)/.exec(tokens) ?? [];
  expect(ground).toEqual({ light, dark });
});
