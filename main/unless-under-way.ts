/** The same, but called while a call is under way it does nothing: so that a dialog is not opened twice. */
export function unlessUnderWay(ask: () => Promise<void>): () => Promise<undefined> {
  let isUnderWay = false;
  return async () => {
    if (isUnderWay) return undefined;
    isUnderWay = true;
    try {
      await ask();
    } finally {
      isUnderWay = false;
    }
    return undefined;
  };
}
