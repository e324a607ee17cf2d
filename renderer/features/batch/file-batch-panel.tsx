import type { FileBatch } from '../../../main/contract/debug/batch-inspector';
import { reportOf } from '../../../main/contract/errors';
import { errorLine } from '../../../main/contract/text';
import { shortFileName } from '../../chart-data/file-name';
import { formatValue } from '../../chart-data/number-format';
import { useAnswer } from '../../store/use-answer';
import { useLanguage, useText, workspace } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { BatchBody } from './batch-body';
import { LossAfter } from '../../ui/loss-after';
import { afterHint, BatchFigures } from './batch-header';
import { OpenBatch } from './batch-tools';
import type { BatchView } from './batch-view';
import { CaseOf } from './case-of';
import { FileBatchTools } from './file-batch-tools';

/** A batch out of a file: its rows with the present weights, and what can be done with it. */
export function FileBatchPanel({ file }: { readonly file: string }) {
  const words = useText().batchInspector.file;
  const language = useLanguage();
  const { result, failure } = useAnswer('fileBatch', file);
  if (result) {
    return (
      <BatchBody
        detail={result.detail}
        look={result.look}
        isPending={false}
        header={(view) => <FileHeader batch={result} view={view} />}
        tools={<FileBatchTools batch={result} />}
      />
    );
  }
  return (
    <div className="inspector-body">
      <FileLine file={file} />
      <p className="panel-empty selectable" role={failure === undefined ? 'status' : 'alert'}>
        {failure === undefined ? words.reading : errorLine(reportOf(failure), language)}
      </p>
      <div className="batch-tools">
        <OpenBatch alone />
      </div>
    </div>
  );
}

/** Characters that there is room for beside the badge. */
const mostOfName = 20;

function FileLine({ file, isRead }: { readonly file: string; readonly isRead?: boolean }) {
  const words = useText().batchInspector.file;
  return (
    <p className="context is-of-file">
      <strong title={file}>{words.from(shortFileName(file, mostOfName))}</strong>
      {isRead && <Badge exact text={words.badge} hint={words.badgeHint} />}
      <Button
        label={words.close}
        icon="close"
        iconOnly
        className="btn-small"
        onClick={() => workspace.setState({ batchFile: undefined, batchRow: undefined })}
      />
    </p>
  );
}

function FileHeader({ batch, view }: { readonly batch: FileBatch; readonly view: BatchView }) {
  const { batchInspector } = useText();
  const words = batchInspector.file;
  const { detail, look, file, found } = batch;
  return (
    <>
      <FileLine file={file} isRead />
      <dl className="figures">
        <div>
          <dt>{words.lossPair}</dt>
          <dd>
            {formatValue(look.lossBefore)}
            <LossAfter value={formatValue(look.lossAfter)} hint={afterHint(look, batchInspector)} />
          </dd>
        </div>
        <BatchFigures detail={detail} view={view} />
      </dl>
      {found && <CaseOf found={found} file={file} />}
    </>
  );
}
