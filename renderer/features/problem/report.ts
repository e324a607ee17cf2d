import type { ErrorReport } from '../../../main/contract/errors';
import type { AppInfo } from '../../../main/contract/ipc';
import { errorLine } from '../../../main/contract/text';
import type { Language } from '../../../main/contract/text';
import type { RunPlan } from '../../../main/contract/training-event';

/** An error as text for a colleague or a bug report: sentences, place, versions, and what the machine said. */
export function reportText(
  error: ErrorReport,
  language: Language,
  info: AppInfo | undefined,
  plan: RunPlan | undefined,
): string {
  const { place, detail } = error;
  const versions = { Batchpoint: info?.version, ...info?.runtime, ...plan?.versions, platform: info?.platform };
  const parts = [
    errorLine(error, language),
    place && `${place.file}:${place.line}:${place.column}`,
    plan && `${plan.name} (${plan.file}), seed ${plan.seed}, threads ${plan.threads}`,
    Object.entries(versions)
      .filter(([, version]) => version)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    detail && `\n${detail}`,
  ];
  return `${parts.filter(Boolean).join('\n')}\n`;
}
