import { stepOf, isEditable } from '../../../main/contract/run-state';
import { formatStep } from '../../chart-data/number-format';
import { useAnswer } from '../../store/use-answer';
import { useRun, useText } from '../../store/window-store';
import { EditList } from './edit-list';
import { ModelEdits } from './model-edits';
import { RowList } from './row-list';
import './edits.css';

/** What can be changed in the models while they are trained, and what was. */
export function EditsPanel() {
  const words = useText().edits;
  const state = useRun((facts) => facts.state);
  const { result } = useAnswer('settings');
  if (!result) return <p className="panel-empty">{words.noRun}</p>;
  const canEdit = isEditable(state);
  return (
    <div className="inspector-body scrolls edits-body">
      <p className="context">{canEdit ? words.next(formatStep(stepOf(state) + 1)) : words.over}</p>
      {result.map((settings) => (
        <ModelEdits key={settings.model} settings={settings} disabled={!canEdit} />
      ))}
      <p className="edits-note text-quiet">{words.rates}</p>
      <RowList disabled={!canEdit} />
      <EditList disabled={!canEdit} />
    </div>
  );
}
