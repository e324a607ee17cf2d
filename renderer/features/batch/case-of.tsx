import { useState } from 'react';
import type { Bisect, ReplayedCase } from '../../../main/contract/debug/bisect';
import { reportOf } from '../../../main/contract/errors';
import { errorLine } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatStep } from '../../chart-data/number-format';
import { connection, useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';

function saidOf({ is, isSame }: ReplayedCase, { notFinite, batchInspector }: Catalogue): string {
  const words = batchInspector.file;
  if (isSame) return words.same;
  return is ? words.differs(notFinite.phases[is.phase], is.layer) : words.finite;
}

/** What a case is of, and whether it still comes to the same. */
export function CaseOf({ found, file }: { readonly found: Bisect; readonly file: string }) {
  const text = useText();
  const language = useLanguage();
  const words = text.batchInspector.file;
  const rests = useRun(({ state }) => state.status === 'ready' || state.status === 'paused');
  const [said, setSaid] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const again = async (): Promise<void> => {
    setBusy(true);
    try {
      setSaid(saidOf(await connection.ask('replayCase', file), text));
    } catch (error) {
      setSaid(errorLine(reportOf(error), language));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="batch-case">
      <p title={words.caseHint}>
        {words.caseOf(formatStep(found.step), text.notFinite.phases[found.phase], found.layer)}
      </p>
      <Button
        label={words.again}
        title={words.againHint}
        kind="bordered"
        className="btn-small"
        busy={isBusy}
        disabled={!rests || isBusy}
        onClick={() => void again()}
      />
      <p className="batch-case-said selectable" role="status">
        {said}
      </p>
    </div>
  );
}
