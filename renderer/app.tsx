import { useEffect } from 'react';
import { BreakpointList } from './features/breakpoints/breakpoint-list';
import { LoadingScreen } from './features/loading/loading-screen';
import { OpeningScreen } from './features/opening/opening-screen';
import { Palette } from './features/palette/palette';
import { ProblemScreen } from './features/problem/problem-screen';
import { Rail } from './features/rail/rail';
import { RunControls } from './features/run-controls/run-controls';
import { StatusBar } from './features/status-bar/status-bar';
import { TitleBar } from './features/title-bar/title-bar';
import { ToastLine } from './features/toast/toast';
import { UntrustedScreen } from './features/untrusted/untrusted-screen';
import { Bottom } from './bottom';
import { Centre } from './centre';
import { Inspector } from './inspector';
import { screenOf } from './store/selectors';
import { useLanguage, useRun, useText, useWorkspace } from './store/window-store';
import { keepFocus } from './ui/keep-focus';

/** The window: which screen fills it, and where its parts stand. They share nothing but the store. */
export function App() {
  useDocumentWords();
  useEffect(() => keepFocus(), []);
  const screen = useRun(screenOf);
  const isBottomOpen = useWorkspace((now) => now.isBottomOpen);
  const isRailOpen = useWorkspace((now) => now.isRailOpen);
  const isPaletteOpen = useWorkspace((now) => now.isPaletteOpen);
  const layout = ['workbench', !isBottomOpen && 'is-bottom-closed', !isRailOpen && 'is-rail-closed'];
  const classes = screen === 'workbench' ? layout.filter(Boolean).join(' ') : 'one-page';
  return (
    <div className={`window ${classes}`}>
      <TitleBar />
      <RunControls />
      {screen === 'opening' && <OpeningScreen />}
      {screen === 'loading' && <LoadingScreen />}
      {screen === 'untrusted' && <UntrustedScreen />}
      {screen === 'problem' && <ProblemScreen />}
      {screen === 'workbench' && (
        <>
          {isRailOpen && <Rail breakpoints={<BreakpointList />} />}
          <Centre />
          <Inspector />
          {isBottomOpen && <Bottom />}
        </>
      )}
      <StatusBar />
      <ToastLine />
      {isPaletteOpen && <Palette />}
    </div>
  );
}

/** Language and title of the document follow the window's. */
function useDocumentWords(): void {
  const language = useLanguage();
  const words = useText().window;
  const name = useRun(({ plan }) => plan?.name);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = name === undefined ? words.app : words.title(name);
  }, [language, words, name]);
}
