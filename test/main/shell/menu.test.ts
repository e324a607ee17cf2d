import { describe, expect, it } from 'vitest';
import { macMenuBar, menuItems, type MenuActions, type MenuFacts } from '../../../main/menu';

const facts: MenuFacts = {
  platform: 'linux',
  state: { status: 'running', step: 1, pauseRequested: false },
  language: 'en',
  languageChoice: 'system',
  examples: [{ id: 'mnist', path: '/examples/mnist.ts' }],
  recent: ['/home/ada/R&D.ts'],
  isDevelopment: false,
};

function build(changes: Partial<MenuFacts> = {}) {
  const done: unknown[] = [];
  const actions: MenuActions = {
    give: (id) => done.push(id),
    open: (file) => done.push(file),
    chooseLanguage: (choice) => done.push(choice),
    zoom: (change) => done.push(change),
    openPage: (page) => done.push(page),
    showAbout: () => done.push('about'),
  };
  return { done, facts: { ...facts, ...changes }, actions };
}

/** Chooses an item by its label, in the menu or below it. */
function choose(items: ReturnType<typeof menuItems>, label: string): void {
  const all = items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])]);
  const click = all.find((item) => item.label === label)?.click as (() => void) | undefined;
  if (!click) throw new Error(`no item ${label}`);
  click();
}

describe('menuItems', () => {
  it('enables exactly the commands that are legal in the state', () => {
    const { facts, actions } = build();
    const enabled = menuItems('run', facts, actions).filter(({ type }) => type !== 'separator');
    expect(enabled.map(({ label, enabled }) => [label, enabled])).toEqual([
      ['Run', false],
      ['Pause', true],
      ['Step', false],
      ['Step N', false],
      ['To end of epoch', false],
      ['Resume', false],
      ['Restart', true],
      ['Restart with another seed', true],
      ['Stop', true],
      ['Extend', false],
      ['Finish', false],
    ]);
  });

  it('offers to write or discard an update only where the run stands before one', () => {
    const enabled = (state: MenuFacts['state']) => {
      const { facts, actions } = build({ state });
      return menuItems('debug', facts, actions).flatMap(({ label, enabled }) => (enabled && label ? [label] : []));
    };
    const decisions = (state: MenuFacts['state']) => enabled(state).filter((label) => /Commit|Discard/.test(label));
    const paused = { status: 'paused', step: 3, why: { kind: 'asked' } } as const;
    expect(decisions({ ...paused, at: 'between-batches' })).toEqual([]);
    expect(decisions({ ...paused, at: 'before-commit', phase: 'loss' })).toEqual(['Commit', 'Discard']);
  });

  it('shows keys but leaves them to the window, except on a Mac', () => {
    const pauseOn = (platform: string) => {
      const { facts, actions } = build({ platform });
      return menuItems('run', facts, actions)[1];
    };
    expect(pauseOn('linux')).toMatchObject({ accelerator: 'F6', registerAccelerator: false });
    expect(pauseOn('darwin')).toMatchObject({ accelerator: 'F6', registerAccelerator: true });
  });

  it('gives commands and opens examples and recent files', () => {
    const { done, facts, actions } = build();
    choose(menuItems('run', facts, actions), 'Pause');
    choose(menuItems('file', facts, actions), 'MNIST');
    choose(menuItems('file', facts, actions), '/home/ada/R&&D.ts');
    choose(menuItems('help', facts, actions), 'About Batchpoint');
    choose(menuItems('help', facts, actions), 'Debugging: two bugs found in five minutes');
    expect(done).toEqual(['pause', '/examples/mnist.ts', '/home/ada/R&D.ts', 'about', 'debugging']);
  });

  it('speaks the language and switches it', () => {
    const { done, facts, actions } = build({ language: 'zh-CN', languageChoice: 'zh-CN' });
    const view = menuItems('view', facts, actions);
    choose(view, 'English');
    choose(view, '放大');
    expect(done).toEqual(['en', 1]);
    const languages = view.find(({ label }) => label === '语言')?.submenu;
    expect(languages).toMatchObject([{ checked: false }, { checked: false }, { checked: true }]);
  });

  it('has tools of the makers only while developing', () => {
    const roles = (isDevelopment: boolean) => {
      const { facts, actions } = build({ isDevelopment });
      return menuItems('view', facts, actions).flatMap(({ role }) => role ?? []);
    };
    expect(roles(false)).toEqual([]);
    expect(roles(true)).toEqual(['reload', 'toggleDevTools']);
  });
});

describe('macMenuBar', () => {
  it('stands in the usual order', () => {
    const { facts, actions } = build({ platform: 'darwin' });
    const bar = macMenuBar(facts, actions);
    expect(bar.map(({ label, role }) => label ?? role)).toEqual([
      'appMenu',
      'File',
      'Edit',
      'View',
      'Run',
      'Debug',
      'Export',
      'Help',
    ]);
  });
});
