import type { MenuItemConstructorOptions } from 'electron';
import { commands, isPossible, type CommandId } from './contract/commands';
import type { DocsPage, ExampleInfo, MenuName } from './contract/ipc';
import type { RunState } from './contract/run-state';
import { languages, textOf, type Language, type LanguageChoice } from './contract/text';

/** What a menu shows depends on. */
export type MenuFacts = {
  readonly platform: string;
  readonly state: RunState;
  readonly language: Language;
  readonly languageChoice: LanguageChoice;
  readonly examples: readonly ExampleInfo[];
  readonly recent: readonly string[];
  /** Reload and developer tools are for those who build Batchpoint. */
  readonly isDevelopment: boolean;
};

/** What the items of the menus do. */
export type MenuActions = {
  readonly give: (id: CommandId) => void;
  readonly open: (file: string) => void;
  readonly chooseLanguage: (choice: LanguageChoice) => void;
  /** Zooms in, out, or back to the actual size. */
  readonly zoom: (change: 1 | -1 | 0) => void;
  readonly openPage: (page: DocsPage) => void;
  readonly showAbout: () => void;
};

const inspectorTabs = ['showStep', 'showBatch', 'showLayers', 'showOptimizer', 'showEdits', 'showWhatIf'] as const;

type Items = MenuItemConstructorOptions[];
const line: MenuItemConstructorOptions = { type: 'separator' };

/** The items of one menu. */
export function menuItems(name: MenuName, facts: MenuFacts, actions: MenuActions): Items {
  const command = (id: CommandId) => commandItem(id, facts, actions);
  switch (name) {
    case 'file':
      return [
        command('open'),
        command('openRun'),
        recentItem(facts, actions),
        examplesItem(facts, actions),
        line,
        command('saveRun'),
        command('close'),
        line,
        command('quit'),
      ];
    case 'run':
      return [
        ...(['run', 'pause', 'step', 'stepN', 'epochEnd'] as const).map(command),
        line,
        command('resume'),
        command('restart'),
        command('reseed'),
        command('stop'),
        command('extend'),
        command('finish'),
      ];
    case 'debug':
      return [
        ...(['stepInto', 'commit', 'discard'] as const).map(command),
        line,
        ...(['stepBack', 'goTo', 'runTo', 'previousEvent', 'nextEvent'] as const).map(command),
        line,
        ...(['toggleBreakpoint', 'newBreakpoint'] as const).map(command),
        line,
        command('openBatch'),
      ];
    case 'view':
      return [
        ...inspectorTabs.map(command),
        line,
        ...(['zoomIn', 'zoomOut', 'zoomAll', 'logY', 'smooth', 'nextAxis'] as const).map(command),
        line,
        ...(['toggleRail', 'toggleBottom', 'palette'] as const).map(command),
        line,
        ...zoomItems(facts, actions),
        line,
        languageItem(facts, actions),
        ...developmentItems(facts),
      ];
    case 'export':
      return [command('saveChart'), command('copyChart'), command('saveWindow'), line, command('exportAll')];
    case 'help':
      return helpItems(facts, actions);
  }
}

/** The bar at the top of a Mac's screen; elsewhere the menus open from the window's own title bar. */
export function macMenuBar(facts: MenuFacts, actions: MenuActions): Items {
  const { menu } = textOf(facts.language).shell;
  const names: readonly MenuName[] = ['file', 'view', 'run', 'debug', 'export', 'help'];
  const [file, ...rest] = names.map((name) => ({ label: menu[name], submenu: menuItems(name, facts, actions) }));
  return [{ role: 'appMenu' }, ...(file ? [file] : []), { label: menu.edit, role: 'editMenu' }, ...rest];
}

/** The key is shown, not registered: the window's own handling of keys is the only one. */
function commandItem(id: CommandId, { language, state, platform }: MenuFacts, { give }: MenuActions) {
  const [key] = commands[id].keys;
  return {
    label: textOf(language).commands[id].label,
    enabled: isPossible(id, state),
    click: () => give(id),
    ...(key !== undefined && { accelerator: key, registerAccelerator: platform === 'darwin' }),
  } satisfies MenuItemConstructorOptions;
}

function recentItem({ language, recent }: MenuFacts, { open }: MenuActions): MenuItemConstructorOptions {
  const submenu = recent.map((file) => ({ label: withoutMnemonic(file), click: () => open(file) }));
  return { label: textOf(language).shell.menu.openRecent, enabled: submenu.length > 0, submenu };
}

function examplesItem({ language, examples }: MenuFacts, { open }: MenuActions): MenuItemConstructorOptions {
  const { shell, window } = textOf(language);
  const submenu = examples.map(({ id, path }) => ({ label: window.opening.example[id].name, click: () => open(path) }));
  return { label: shell.menu.examples, enabled: submenu.length > 0, submenu };
}

function helpItems({ language }: MenuFacts, { openPage, showAbout }: MenuActions): Items {
  const { shell, window } = textOf(language);
  const { guides } = window.opening;
  return [
    { label: guides.training, click: () => openPage('training') },
    { label: guides.debugging, click: () => openPage('debugging') },
    line,
    { label: shell.menu.about, click: showAbout },
  ];
}

function zoomItems({ language }: MenuFacts, { zoom }: MenuActions): Items {
  const { menu } = textOf(language).shell;
  const item = (label: string, accelerator: string, change: 1 | -1 | 0): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => zoom(change),
  });
  return [
    item(menu.zoomIn, 'CmdOrCtrl+Plus', 1),
    item(menu.zoomOut, 'CmdOrCtrl+-', -1),
    item(menu.zoomReset, 'CmdOrCtrl+0', 0),
  ];
}

function languageItem(facts: MenuFacts, { chooseLanguage }: MenuActions): MenuItemConstructorOptions {
  const { menu } = textOf(facts.language).shell;
  const submenu = (['system', ...languages] as const).map((choice) => ({
    label: menu.languages[choice],
    type: 'radio' as const,
    checked: choice === facts.languageChoice,
    click: () => chooseLanguage(choice),
  }));
  return { label: menu.language, submenu };
}

function developmentItems({ isDevelopment, language }: MenuFacts): Items {
  if (!isDevelopment) return [];
  const { menu } = textOf(language).shell;
  return [line, { label: menu.reload, role: 'reload' }, { label: menu.devTools, role: 'toggleDevTools' }];
}

/** On Linux and Windows an ampersand in a label marks its key. */
function withoutMnemonic(text: string): string {
  return text.replaceAll('&', '&&');
}
