import { createRoot } from 'react-dom/client';
// Before the app: what a feature says of its own counts for more.
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/completing-field.css';
import './ui/parts.css';
import './ui/tones.css';
import './app.css';
import { App } from './app';
import { startWindow } from './store/start';

const root = document.getElementById('root');
if (root) {
  await startWindow();
  createRoot(root).render(<App />);
}
