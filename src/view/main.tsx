import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { queryClient } from '../store/client.ts';
import { startSession } from '../store/session.ts';
import { App } from './App.tsx';
import { restoreTheme } from './theme.ts';

restoreTheme();
// Workers and files are on their way before the first element is drawn.
void startSession();
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
