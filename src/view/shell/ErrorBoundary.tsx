import { Component, type ReactNode } from 'react';
import { SHELL } from '../texts/shell.ts';
import { saveScenario } from './save-file.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly message: string | undefined;
}

/** Keeps the page when a view breaks: says so, and offers the way on and the scenario as a file. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    return (
      <main id="main" className="empty" tabIndex={-1}>
        <div role="alert">
          <h1>{SHELL.broken.title}</h1>
          <p>{SHELL.broken.text}</p>
          <p className="quiet">{message}</p>
        </div>
        <p className="actions">
          <button type="button" className="button primary" onClick={() => this.setState({ message: undefined })}>
            {SHELL.broken.again}
          </button>
          <button type="button" className="button" onClick={saveScenario}>
            {SHELL.broken.save}
          </button>
        </p>
      </main>
    );
  }
}
