import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Surroundings = { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv; readonly home: string };

/**
 * Where Batchpoint keeps what it remembers of a person: the folder that Electron calls `userData`, or the one that
 * `BATCHPOINT_USER_DATA` names.
 */
export function userFolder({ platform, env, home }: Surroundings = { ...process, home: homedir() }): string {
  const chosen = env['BATCHPOINT_USER_DATA'];
  if (chosen) return resolve(chosen);
  const configuration =
    platform === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : env['XDG_CONFIG_HOME'] || join(home, '.config');
  return join(configuration, 'Batchpoint');
}

/** The hashes of the code that the person trusts, for window and command line alike. */
export function trustFile(folder = userFolder()): string {
  return join(folder, 'trusted-code.json');
}
