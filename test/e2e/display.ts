import { spawn } from 'node:child_process';

/** A virtual screen for the whole run where there is none; vitest calls the returned function at the end. */
export async function setup(): Promise<() => void> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return () => undefined;
  const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', ['-displayfd', '3', ...screen], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.env.DISPLAY = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    server.stdio[3]?.once('data', (data) => resolve(`:${String(data).trim()}`));
  });
  return () => void server.kill();
}
