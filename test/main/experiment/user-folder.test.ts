import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustFile, userFolder } from '../../../main/experiment/user-folder';

test('is the folder that Electron uses, on each system', () => {
  const home = join('/home', 'ada');
  const folder = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) => userFolder({ platform, env, home });
  expect(folder('linux')).toBe(join(home, '.config', 'Batchpoint'));
  expect(folder('linux', { XDG_CONFIG_HOME: '/etc/own' })).toBe(join('/etc/own', 'Batchpoint'));
  expect(folder('darwin')).toBe(join(home, 'Library', 'Application Support', 'Batchpoint'));
  expect(folder('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'Batchpoint'));
  expect(folder('linux', { BATCHPOINT_USER_DATA: '/elsewhere' })).toBe('/elsewhere');
  expect(trustFile('/elsewhere')).toBe(join('/elsewhere', 'trusted-code.json'));
});
