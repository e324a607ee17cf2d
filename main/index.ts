import { resolve } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import { argumentProblemText, ownArguments, parseArguments, type Launch } from './arguments';
import { errorLine, languageOf, textOf } from './contract/text';
import type { RunState } from './contract/run-state';
import { registerScheme, serveWindow } from './protocol';
import { refusePermissions, sendDevelopmentPolicy } from './security';
import { originOf, windowOrigin } from './security-policy';
import { SettingsFile } from './settings';
import { Shell } from './shell';
import type { RunRequest } from './trainer/host';
import { failureOf, isSettled } from './unattended';
import { untilDrawn } from './window';

const mainFolder = import.meta.dirname;
const { BATCHPOINT_USER_DATA, ELECTRON_RENDERER_URL, LC_ALL, LC_MESSAGES, LANG } = process.env;
/** The server of the page while developing; the installed app never has one. */
const server = app.isPackaged ? undefined : ELECTRON_RENDERER_URL;
const terminalLanguage = languageOf(LC_ALL || LC_MESSAGES || LANG || '');
let shell: Shell | undefined;
let isFinishing = false;

/** What a start that finds the app running hands over to it. */
type SecondStart = { readonly needsOwnWindow: boolean; readonly request?: RunRequest };

if (BATCHPOINT_USER_DATA) app.setPath('userData', resolve(BATCHPOINT_USER_DATA));
const cwd = process.cwd();
const args = ownArguments(process.argv, { isPackaged: app.isPackaged, appPath: app.getAppPath(), cwd });
const parsed = parseArguments(args, cwd);

if ('problem' in parsed) leave(2, argumentProblemText(parsed.problem, terminalLanguage));
else begin(parsed.launch);

function begin(launch: Launch): void {
  const needsOwnWindow = launch.exit || launch.screenshot !== undefined;
  const request = requestOf(launch);
  if (!app.requestSingleInstanceLock({ needsOwnWindow, ...(request && { request }) } satisfies SecondStart)) {
    const { alreadyRunning } = textOf(launch.language ?? terminalLanguage).shell.commandLine;
    return needsOwnWindow ? leave(1, alreadyRunning) : leave(0);
  }
  registerScheme();
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const { needsOwnWindow: isApart, request: asked } = data as SecondStart;
    if (isApart) return;
    whenOpen((open) => {
      open.focus();
      if (asked) void open.open(asked);
    });
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    whenOpen((open) => void open.openFile(file));
  });
  app.on('window-all-closed', () => app.quit());
  // On a Mac a person quits that way too; elsewhere only the system and scripts do, and nobody is there to answer.
  if (process.platform !== 'darwin') app.on('before-quit', () => shell?.closeUnasked());
  // Awaited at the top level of this module, it would never come back.
  void app.whenReady().then(() => openShell(launch));
}

function whenOpen(act: (open: Shell) => void): void {
  void app.whenReady().then(() => shell && act(shell));
}

function openShell(launch: Launch): void {
  const { defaultSession } = session;
  nativeTheme.themeSource = launch.theme ?? 'system';
  refusePermissions(defaultSession);
  serveWindow(defaultSession, resolve(mainFolder, '../renderer'));
  if (server) sendDevelopmentPolicy(defaultSession, server);
  shell = new Shell({
    launch,
    settings: new SettingsFile(resolve(app.getPath('userData'), 'settings.json')),
    systemLocale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    mainFolder,
    examplesFolder: examplesFolder(),
    page: server
      ? { url: server, origin: originOf(server) ?? windowOrigin }
      : { url: `${windowOrigin}/index.html`, origin: windowOrigin },
    onState: (state) => shell && void finishIfSettled(shell, launch, state),
  });
  const request = requestOf(launch);
  if (request) void shell.open(request);
  else void finishIfSettled(shell, launch, shell.state);
}

/** Does what was to be done at the end of the run: once. */
async function finishIfSettled(shown: Shell, launch: Launch, state: RunState): Promise<void> {
  const hasEnd = launch.exit || launch.screenshot !== undefined;
  if (!hasEnd || isFinishing || !isSettled(state, launch)) return;
  isFinishing = true;
  const { language } = shown.language;
  const problems = [failureOf(state, launch)];
  await shown.attached;
  if (launch.screenshot !== undefined) {
    await untilDrawn(shown.window);
    const saved = await shown.pictures.saveWindowTo(launch.screenshot);
    if (saved.outcome === 'failed') problems.push(saved.error);
  }
  const lines = problems.flatMap((problem) => (problem ? [errorLine(problem, language)] : []));
  if (launch.exit) {
    shown.dispose();
    leave(lines.length === 0 ? 0 : 1, ...lines);
  } else for (const line of lines) console.error(line);
}

function requestOf({ file, options, trust }: Launch): RunRequest | undefined {
  return file === undefined ? undefined : { file, options, isTrusted: trust };
}

/** Examples are ordinary files, in the packaged app too, so that anybody can read and copy them. */
function examplesFolder(): string {
  if (app.isPackaged) return resolve(process.resourcesPath, 'app.asar.unpacked/examples');
  return resolve(mainFolder, '../../examples');
}

function leave(code: number, ...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
  app.exit(code);
}
