import { createRequire } from 'node:module';
import { unpacked } from './shipped-data';

/**
 * esbuild, told where its program lies: inside an archive it could not be started. The variable is read when esbuild is
 * imported first, hence the dynamic import.
 */
export async function loadEsbuild(): Promise<typeof import('esbuild')> {
  if (import.meta.dirname.includes('app.asar')) {
    const program = process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild';
    const packed = createRequire(import.meta.url).resolve(`@esbuild/${process.platform}-${process.arch}/${program}`);
    process.env['ESBUILD_BINARY_PATH'] ??= unpacked(packed);
  }
  return import('esbuild');
}
