import { useState } from 'react';
import { commandsOf, useCollector } from '../../store/collector.ts';
import { CopyButton } from '../shell/CopyButton.tsx';
import { CheckInput } from '../shell/fields.tsx';
import { saveFile } from '../shell/save-file.ts';
import { COLLECTOR } from '../texts/import.ts';
import './collector.css';

function Script({ script }: { readonly script: string }) {
  const commands = commandsOf(script);
  return (
    <>
      <details>
        <summary>{COLLECTOR.runs(commands.length)}</summary>
        <ul className="collector-runs">
          {commands.map((command) => (
            <li key={command}>
              <code>{command}</code>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{COLLECTOR.script}</summary>
        <textarea className="code" aria-label={COLLECTOR.script} readOnly value={script} spellCheck={false} />
      </details>
    </>
  );
}

/** The script that asks a host for all of this: shown, copied, downloaded. */
export function Collector() {
  const { data: script, error } = useCollector(true);
  const [anonymise, setAnonymise] = useState(false);
  return (
    <section className="collector" aria-labelledby="collector-title">
      <h3 id="collector-title">{COLLECTOR.title}</h3>
      <p className="quiet">{COLLECTOR.lead}</p>
      {error && <p className="field-fault">{COLLECTOR.failed(error.message)}</p>}
      <div className="collector-get">
        <button
          type="button"
          className="button"
          disabled={!script}
          onClick={() => script && saveFile(COLLECTOR.file, script, 'text/x-shellscript')}
        >
          {COLLECTOR.download} {COLLECTOR.file}
        </button>
        <CopyButton text={script ?? ''} isSecond />
      </div>
      <CheckInput
        title={COLLECTOR.anonymise}
        help={COLLECTOR.anonymiseHelp}
        value={anonymise}
        onChange={setAnonymise}
      />
      <div>
        <p className="quiet">{COLLECTOR.run}</p>
        <code className="code-line">{COLLECTOR.command(anonymise)}</code>
      </div>
      {script && <Script script={script} />}
    </section>
  );
}
