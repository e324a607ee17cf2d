import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseTensorFlow, installTensorFlow, settledTensorFlow } from '../../scripts/setup/tensorflow.mjs';
import { fakeMachine } from './fake-machine';
import { scratchFolder } from './scratch';

const PIP = 'python3 -m pip --version';

describe('chooseTensorFlow', () => {
  it.each([
    ['pip is there', { commands: [] }, { [PIP]: true }, 'wheel'],
    ['root can install pip', { isRoot: true, commands: ['apt-get'] }, {}, 'wheel'],
    ['there is no pip and no way to it', { isRoot: true }, {}, 'official'],
    ['an ordinary user has no pip', { commands: ['apt-get'] }, {}, 'official'],
    ['it is macOS', { platform: 'darwin' }, { [PIP]: true }, 'official'],
    ['it is Windows', { platform: 'win32' }, { [PIP]: true }, 'official'],
    ['it is Linux on arm', { arch: 'arm64' }, { [PIP]: true }, 'official'],
    ['the person says so', { env: { BATCHPOINT_TF: 'official' } }, { [PIP]: true }, 'official'],
  ])('when %s', async (_when, facts, answers, kind) => {
    expect(await chooseTensorFlow(fakeMachine(facts, answers).machine)).toBe(kind);
  });

  it('refuses the wheel where there is none', async () => {
    const { machine } = fakeMachine({ platform: 'darwin', env: { BATCHPOINT_TF: 'wheel' } });
    await expect(chooseTensorFlow(machine)).rejects.toThrow(/Linux x64 only/);
  });
});

describe("installTensorFlow with tfjs-node's own download", () => {
  function clone(loads: string) {
    const root = scratchFolder();
    const folder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
    const fake = fakeMachine({ root, platform: 'win32' });
    fake.machine.run = (_command, args) => {
      if (args[0] !== 'scripts/install.js')
        return Promise.resolve({ ok: true, out: loads, err: 'The specified module could not be found.' });
      mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
      writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
      return Promise.resolve({ ok: true, out: '', err: '' });
    };
    return { machine: fake.machine, addon: join(folder, 'lib', 'napi-v8', 'tfjs_binding.node') };
  }

  it('notes it once it has been loaded', async () => {
    const { machine, addon } = clone('tensorflow');
    expect(await installTensorFlow(machine, '/cache', 'official')).toEqual({
      kind: 'official',
      addon,
      library: undefined,
    });
    expect(settledTensorFlow(machine)).toMatchObject({ kind: 'official', addon });
    expect(settledTensorFlow({ ...machine, exists: () => false })).toBeUndefined();
  });

  it('trusts nothing that does not load', async () => {
    const { machine } = clone('');
    await expect(installTensorFlow(machine, '/cache', 'official')).rejects.toThrow(
      /does not load here.\nThe specified module/,
    );
    expect(settledTensorFlow(machine)).toBeUndefined();
  });
});
