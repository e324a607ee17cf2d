import { describe, expect, it } from 'vitest';
import { downloadError, fetchNpmArchive, isReachable, npmCommand } from '../../scripts/setup/registry.mjs';
import { requireNode } from '../../scripts/setup/index.mjs';
import { fakeMachine } from './fake-machine';
import { scratchFolder } from './scratch';

describe('npmCommand', () => {
  it('takes the npm that started us', () => {
    expect(npmCommand({ platform: 'win32', env: { npm_execpath: 'C:\\npm\\npm-cli.js' } })).toEqual([
      process.execPath,
      'C:\\npm\\npm-cli.js',
    ]);
  });

  it('finds npm on the PATH, on Windows through its command file', () => {
    expect(npmCommand({ platform: 'linux', env: {} })).toEqual(['npm']);
    expect(npmCommand({ platform: 'win32', env: { ComSpec: 'cmd.exe' } }).at(-1)).toBe('npm.cmd');
  });
});

describe('downloadError', () => {
  it('says what could not be reached and what to do', () => {
    const error = downloadError('npm ci', {
      ok: false,
      out: '',
      err: 'npm error code ENOTFOUND\nnpm error network request failed\nmore',
    });
    expect(error.message).toMatch(
      /npm ci failed: the package registry could not be reached\. Check the network.*\nnpm error code ENOTFOUND/,
    );
  });

  it('shows the end of the output when the network is not to blame', () => {
    expect(downloadError('npm ci', { ok: false, out: '', err: 'disk full' }).message).toMatch(
      /Run the command again.*\ndisk full/,
    );
  });
});

it('uses no archive whose hash is another', async () => {
  const { machine } = fakeMachine({}, { npm: true });
  const pin = { package: 'thing@1.0.0', archive: 'thing-1.0.0.tgz', sha256: 'a'.repeat(64) };
  await expect(fetchNpmArchive(machine, pin, scratchFolder())).rejects.toThrow(
    /thing@1\.0\.0 is not the file that was tested/,
  );
});

describe('isReachable', () => {
  it('is false for a name that does not exist', async () => {
    expect(await isReachable('no-such-host.invalid', {})).toBe(false);
  });

  it('cannot tell behind a proxy, so a download is tried', async () => {
    expect(await isReachable('no-such-host.invalid', { HTTPS_PROXY: 'http://proxy.invalid' })).toBe(true);
  });
});

describe('requireNode', () => {
  it.each(['20.18.0', '22.12.0', '24.1.0'])('accepts %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.17.0'])('refuses %s and says what is needed', (version) => {
    expect(() => requireNode(version)).toThrow(/Node 20\.18 or newer/);
  });
});
