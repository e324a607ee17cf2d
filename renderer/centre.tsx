import { useEffect } from 'react';
import { isLegal } from '../main/contract/commands';
import type { CommandId } from '../main/contract/commands';
import { reportOf } from '../main/contract/errors';
import { textOf } from '../main/contract/text';
import type { RunPlan } from '../main/contract/training-event';
import { NotFiniteBanner } from './features/bisect/not-finite-banner';
import { BreakpointEditor } from './features/breakpoints/breakpoint-editor';
import { HitBanner } from './features/breakpoints/hit-banner';
import { ChangedBanner } from './features/changed-file/changed-banner';
import { ChartStack } from './features/charts/charts';
import { exportAll } from './features/export/export-all';
import { ExportDialog } from './features/export/export-dialog';
import { keepPicture } from './features/export/keep-picture';
import { copyFigure, figureOf, usualChoice, type Subject } from './features/export/picture';
import { GoToDialog } from './features/go-to/go-to-dialog';
import { PastBanner } from './features/past-banner/past-banner';
import { PreflightButton, PreflightStrip } from './features/preflight/preflight-strip';
import { usePreflight } from './features/preflight/use-preflight';
import { OutOfDataBanner } from './features/problem/out-of-data-banner';
import { ProblemBanner } from './features/problem/problem-banner';
import { UncaughtBanner } from './features/problem/uncaught-banner';
import { SpokenRun } from './features/spoken/spoken-run';
import { Timeline } from './features/timeline/timeline';
import { possibleView } from './store/chart-view';
import { giveCommand, provideViewCommands } from './store/commands';
import { sayCopied, saySaved } from './store/toasts';
import { useHint } from './store/use-keys';
import {
  pictureHits,
  preferences,
  runStore,
  useLanguage,
  usePreferences,
  useRun,
  useText,
  useWorkspace,
  workspace,
} from './store/window-store';
import { Button } from './ui/button';
import type { IconName } from './ui/icon';

/** The history of the run, and how to take it with you. */
export function Centre() {
  const text = useText();
  const plan = useRun((facts) => facts.plan);
  const state = useRun((facts) => facts.state);
  const visible = usePreferences((now) => now.visible);
  const isGoingTo = useWorkspace((now) => now.isGoingTo);
  const chosen = useWorkspace((now) => now.chosenStep);
  const preflight = usePreflight();
  useEffect(() => provideViewCommands({ copyChart: copyCharts, exportAll: exportRun }), []);
  useEffect(() => {
    pictureHits.add(pictureHit);
    return () => void pictureHits.delete(pictureHit);
  }, []);
  return (
    <main className="centre">
      <ChangedBanner />
      <ProblemBanner />
      <UncaughtBanner />
      <OutOfDataBanner />
      <HitBanner />
      <NotFiniteBanner />
      <PastBanner />
      <PreflightStrip {...preflight} />
      <ChartStack
        series={runStore.series}
        plan={plan}
        state={state}
        visible={visible}
        text={text}
        chosen={chosen}
        tools={
          <>
            <PreflightButton {...preflight} />
            <PictureButton id="saveWindow" icon="picture" />
            <PictureButton id="copyChart" icon="copy" />
            <PictureButton id="saveChart" icon="export" hasWords />
          </>
        }
      />
      <Timeline />
      <SpokenRun />
      <SaveChart />
      <BreakpointEditor />
      {isGoingTo && <GoToDialog />}
    </main>
  );
}

function SaveChart() {
  const language = useLanguage();
  const plan = useRun((facts) => facts.plan);
  const isOpen = useWorkspace((now) => now.isSavingChart);
  if (!isOpen || !plan) return null;
  return (
    <ExportDialog
      series={runStore.series}
      plan={plan}
      view={shownView(plan)}
      language={language}
      onClose={() => workspace.setState({ isSavingChart: false })}
    />
  );
}

/** The charts as they are looked at now. */
const shownView = (plan: RunPlan) => possibleView(workspace.getState().charts, plan, runStore.series);

/** The charts of now; a picture is made of the data, so that it works while the window is hidden. */
function subjectNow(): Subject | undefined {
  const { plan } = runStore.facts.getState();
  const text = textOf(preferences.getState().language);
  return plan && { series: runStore.series, plan, view: shownView(plan), text };
}

async function copyCharts(): Promise<void> {
  const subject = subjectNow();
  if (!subject) return;
  try {
    await copyFigure(figureOf(subject, usualChoice), usualChoice);
    sayCopied();
  } catch (error) {
    saySaved({ outcome: 'failed', error: reportOf(error) });
  }
}

async function exportRun(): Promise<void> {
  const subject = subjectNow();
  if (!subject) return;
  const { series, plan } = subject;
  const { info, language } = preferences.getState();
  await exportAll(subject, { plan, series, info, language, facts: runStore.facts.getState() });
}

function pictureHit(step: number): void {
  const subject = subjectNow();
  if (subject) void keepPicture(subject, step);
}

function PictureButton(props: { readonly id: CommandId; readonly icon: IconName; readonly hasWords?: boolean }) {
  const text = useText();
  const { id, icon, hasWords } = props;
  const legal = useRun(({ state }) => isLegal(id, state.status));
  return (
    <Button
      label={text.commands[id].label}
      title={useHint()(id)}
      icon={icon}
      iconOnly={!hasWords}
      folds
      className="btn-small"
      disabled={!legal}
      onClick={() => void giveCommand(id)}
    />
  );
}
