import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** The switches in the shipped executable that close ways to make it run other people's code. */
const HARDENED = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** @param {string} executable */
export const harden = (executable) => flipFuses(executable, { version: FuseVersion.V1, ...HARDENED });

/**
 * Names of the switches that are not as shipped ones must be.
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
export async function softFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(HARDENED)
    .filter(([fuse, isOn]) => wire[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([fuse]) => FuseV1Options[fuse]);
}
