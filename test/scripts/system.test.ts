import { describe, expect, it } from 'vitest';
import { missingLibraries, provideLibraries, provideSystem } from '../../scripts/setup/system.mjs';
import { fakeMachine } from './fake-machine';

const NO_TOOLS = { unpack: false, pip: false, compile: false };
const ALL_TOOLS = { unpack: true, pip: true, compile: true };
const LIBRARIES = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libatk-bridge-2.0.so.0'];
const LDCONFIG = { out: LIBRARIES.map((name) => `\t${name} (libc6,x86-64) => /lib/${name}`).join('\n') };
const policy = (...names: string[]) => ({
  out: names.map((name) => `${name}:\n  Installed: (none)\n  Candidate: 1.0\n`).join(''),
});

describe('provideSystem', () => {
  it('asks for nothing when all is there', async () => {
    const { machine, calls } = fakeMachine(
      { commands: ['Xvfb', 'tar', 'python3', 'strip', 'g++'] },
      { 'ldconfig -p': LDCONFIG, 'fc-list': { out: 'a font' }, python3: true },
    );
    await provideSystem(machine, ALL_TOOLS);
    expect(calls.filter((call) => call.startsWith('apt'))).toEqual([]);
  });

  it.each(['darwin', 'win32'])('leaves %s alone', async (platform) => {
    const { machine, calls } = fakeMachine({ platform });
    await provideSystem(machine, ALL_TOOLS);
    expect(calls).toEqual([]);
  });

  it('installs all that a bare Debian lacks, as root, in one go', async () => {
    const here = ['xvfb', 'tar', 'python3', 'python3-pip', 'binutils', 'g++', 'libgtk-3-0', 'libasound2', 'libgbm1'];
    const { machine, calls } = fakeMachine(
      { isRoot: true, commands: ['apt-get'] },
      { 'apt-get update': true, 'apt-cache policy': policy(...here), 'apt-get install': true },
    );
    await provideSystem(machine, ALL_TOOLS);
    expect(calls.filter((call) => call.startsWith('apt-get install'))).toEqual([
      'apt-get install -y --no-install-recommends tar python3 python3-pip binutils g++ libgtk-3-0 libnss3 libasound2 libgbm1 libatk-bridge2.0-0 xvfb fonts-wqy-microhei',
    ]);
  });

  it('takes the new package names on a system that has them', async () => {
    const { machine, calls } = fakeMachine(
      { isRoot: true, commands: ['apt-get'], env: { DISPLAY: ':0' } },
      { 'apt-get': true, 'apt-cache policy': policy('libgtk-3-0t64', 'libasound2t64') },
    );
    await provideSystem(machine, NO_TOOLS);
    expect(calls.at(-1)).toMatch(/libgtk-3-0t64 libnss3 libasound2t64 libgbm1/);
  });

  it('prints the exact command for an ordinary user', async () => {
    const { machine, calls } = fakeMachine(
      { commands: ['apt-get', 'Xvfb'] },
      { 'ldconfig -p': LDCONFIG, python3: true },
    );
    await expect(provideSystem(machine, { ...NO_TOOLS, compile: true })).rejects.toThrow(
      /lacks: g\+\+\.[\s\S]*sudo apt-get update && sudo apt-get install -y --no-install-recommends g\+\+\n/,
    );
    expect(calls.some((call) => call.startsWith('apt-get'))).toBe(false);
  });

  it('needs no virtual screen where there is a real one', async () => {
    const { machine } = fakeMachine({ env: { WAYLAND_DISPLAY: 'wayland-0' } }, { 'ldconfig -p': LDCONFIG });
    await expect(provideSystem(machine, NO_TOOLS)).resolves.toBeUndefined();
  });

  it('says that the package source could not be reached', async () => {
    const { machine } = fakeMachine(
      { isRoot: true, commands: ['apt-get'] },
      {
        'apt-get update': { ok: false, err: 'Err: Temporary failure resolving' },
        'apt-get install': { ok: false, err: 'E: Unable to locate' },
      },
    );
    await expect(provideSystem(machine, NO_TOOLS)).rejects.toThrow(/package source of apt-get could not be reached/);
  });
});

describe('provideLibraries', () => {
  const LDD = { out: '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n' };

  it('finds what the executable lacks', async () => {
    expect(await missingLibraries(fakeMachine({}, { ldd: LDD }).machine, '/electron')).toEqual(['libgtk-3.so.0']);
  });

  it('fails if a library is still missing after the installation', async () => {
    const { machine } = fakeMachine(
      { isRoot: true, commands: ['apt-get', 'Xvfb'] },
      { ldd: LDD, 'apt-get': true, 'apt-cache': true },
    );
    await expect(provideLibraries(machine, '/electron')).rejects.toThrow(/still lacks libgtk-3\.so\.0/);
  });
});
