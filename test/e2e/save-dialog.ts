import type { ElectronApplication } from 'playwright-core';

/** The person's answer to the next save dialogs, which are the system's. */
export async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
