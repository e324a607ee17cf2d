import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startWindow } from './store/start';
import './ui/tokens.css';
import './ui/base.css';
import './ui/tones.css';
import './app.css';

const root = document.getElementById('root');
if (root) {
  await startWindow();
  createRoot(root).render(<App />);
}
