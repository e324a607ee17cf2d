import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerRequests, sendToWindow, type RequestHandlers } from '../../../main/ipc';

type Listener = (event: unknown, ...values: unknown[]) => unknown;
const { registered } = vi.hoisted(() => ({ registered: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ['ipcMain']: { handle: (name: string, listener: Listener) => registered.set(name, listener) },
}));

const frame = { parent: null, url: 'app://ui/index.html' };
const ours = { sender: { id: 4 }, senderFrame: frame };
let copied: string[];

function ask(name: string, event: unknown, ...values: unknown[]): unknown {
  return registered.get(name)?.(event, ...values);
}

beforeEach(() => {
  registered.clear();
  copied = [];
  const window = { webContents: { id: 4 } } as BrowserWindow;
  const handlers: Pick<RequestHandlers, 'text:copy'> = { 'text:copy': (text) => void copied.push(text) };
  answerRequests(window, 'app://ui', handlers as RequestHandlers);
});

describe('answerRequests', () => {
  it('answers our page', () => {
    ask('text:copy', ours, 'hello');
    expect(copied).toEqual(['hello']);
  });

  it.each([
    ['another window', { ...ours, sender: { id: 5 } }],
    ['a frame within the page', { ...ours, senderFrame: { ...frame, parent: {} } }],
    ['a page from elsewhere', { ...ours, senderFrame: { ...frame, url: 'https://example.org/' } }],
    ['a frame that is gone', { ...ours, senderFrame: null }],
  ])('refuses %s', (_who, event) => {
    expect(() => ask('text:copy', event, 'hello')).toThrow(/not our page/);
    expect(copied).toEqual([]);
  });

  it.each([[[]], [[7]], [['one', 'two']]])('refuses the values %j', (values) => {
    expect(() => ask('text:copy', ours, ...values)).toThrow(/wrong values/);
    expect(copied).toEqual([]);
  });
});

describe('sendToWindow', () => {
  function build(isDestroyed: boolean) {
    const sent: unknown[] = [];
    const webContents = { send: (...values: unknown[]) => sent.push(values) };
    return { sent, window: { isDestroyed: () => isDestroyed, webContents } as unknown as BrowserWindow };
  }

  it('sends on the channel of the notice', () => {
    const { sent, window } = build(false);
    sendToWindow(window, 'visibility', { visible: false });
    expect(sent).toEqual([['notice:visibility', { visible: false }]]);
  });

  it('is silent once the window is gone', () => {
    const { sent, window } = build(true);
    sendToWindow(window, 'visibility', { visible: false });
    expect(sent).toEqual([]);
  });
});
