import { useState } from 'react';
import {
  useExport,
  type ExportedFile,
  type ExportReply,
  type ExportScope,
  type ExportTarget,
} from '../../store/exporting.ts';
import { memoryText } from '../format.ts';
import { CopyButton } from '../shell/CopyButton.tsx';
import { ChoiceInput } from '../shell/fields.tsx';
import { saveFile } from '../shell/save-file.ts';
import { EXPORT } from '../texts/take-away.ts';

const TARGETS = Object.entries(EXPORT.targets).map(([value, title]) => ({ value, title }));

function isTarget(value: string): value is ExportTarget {
  return Object.hasOwn(EXPORT.targets, value);
}

/** Guests by their position, so that no name is taken for another choice. */
const ONE = /^guest (\d+)$/;

function scopeOf(value: string, names: readonly string[]): ExportScope {
  const name = names[Number(ONE.exec(value)?.[1] ?? -1)];
  if (name !== undefined) return { kind: 'guest', name };
  return { kind: value === 'changed' ? 'changed' : 'all' };
}

function scopeChoices(names: readonly string[]): readonly { value: string; title: string }[] {
  const general = Object.entries(EXPORT.scopes).map(([value, title]) => ({ value, title }));
  return [...general, ...names.map((name, at) => ({ value: `guest ${at}`, title: EXPORT.one(name) }))];
}

interface ContentProps {
  readonly file: ExportedFile;
  readonly label: string;
  readonly isSecond?: boolean;
}

function Content({ file, label, isSecond = false }: ContentProps) {
  return (
    <div className="export-file">
      <div className="export-row">
        <span className="export-name">{file.name}</span>
        <CopyButton text={file.text} isSecond={isSecond} />
        <button type="button" className="button" onClick={() => saveFile(file.name, file.text, 'text/plain')}>
          {EXPORT.download}
        </button>
      </div>
      <textarea className="code" aria-label={label} readOnly value={file.text} spellCheck={false} />
    </div>
  );
}

/** Commands with those that undo them side by side. */
function Commands({ files }: { readonly files: readonly ExportedFile[] }) {
  const [apply, undo] = files;
  if (!apply || !undo) return null;
  return (
    <div className="export-pair">
      <Content file={apply} label={EXPORT.content} />
      <Content file={undo} label={EXPORT.undo} isSecond />
    </div>
  );
}

function Files({ files }: { readonly files: readonly ExportedFile[] }) {
  const [name, setName] = useState('');
  const file = files.find((one) => one.name === name) ?? files[0];
  if (!file) return null;
  const choices = files.map((one) => ({ value: one.name, title: one.name }));
  return (
    <>
      {files.length > 1 && (
        <div className="export-choices">
          <ChoiceInput title={EXPORT.file} choices={choices} value={file.name} onChange={setName} />
          <button
            type="button"
            className="button"
            onClick={() => {
              for (const one of files) saveFile(one.name, one.text, 'text/plain');
            }}
          >
            {EXPORT.downloadAll(files.length)}
          </button>
        </div>
      )}
      <Content file={file} label={EXPORT.content} />
    </>
  );
}

/** In which order the guests move, or why there is none without a pause. */
function Plan({ plan }: Pick<ExportReply, 'plan'>) {
  if (!plan || plan.steps.length === 0) return null;
  return (
    <section className="export-plan" aria-label={EXPORT.plan}>
      <h4>{EXPORT.plan}</h4>
      {plan.impossible === undefined ? (
        <>
          <p className="quiet">{EXPORT.planHint}</p>
          <ol>
            {plan.steps.map(({ guest, from, to, memoryMiB }) => (
              <li key={guest}>{EXPORT.step(guest, EXPORT.node(from), EXPORT.node(to), memoryText(memoryMiB))}</li>
            ))}
          </ol>
        </>
      ) : (
        <p className="field-fault">{plan.impossible}</p>
      )}
    </section>
  );
}

/** What the target cannot express, each once with the guests that it concerns. */
function Notes({ reply }: { readonly reply: ExportReply }) {
  const guests = new Map<string, string[]>();
  for (const { guest, message } of reply.notes)
    if (message !== reply.plan?.impossible) guests.set(message, [...(guests.get(message) ?? []), guest]);
  if (guests.size === 0) return null;
  return (
    <section className="notes" aria-label={EXPORT.notes}>
      <h4>{EXPORT.notes}</h4>
      <ul>
        {[...guests].map(([message, names]) => (
          <li key={message}>
            {names.some(Boolean) && <b>{names.filter(Boolean).join(', ')}: </b>}
            {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ error }: { readonly error: Error | null }) {
  if (error) return <p className="field-fault">{error.message}</p>;
  return <p className="quiet">{EXPORT.writing}</p>;
}

/** A script that does nothing. */
function isIdle({ text }: ExportedFile): boolean {
  return text.trim().split('\n').length < 2;
}

interface ReplyProps {
  readonly reply: ExportReply;
  readonly target: ExportTarget;
  readonly scope: ExportScope;
}

function Reply({ reply, target, scope }: ReplyProps) {
  const [first] = reply.files;
  if (!first || (target === 'commands' && isIdle(first)))
    return <p className="quiet">{scope.kind === 'changed' ? EXPORT.unchanged : EXPORT.none}</p>;
  return (
    <>
      <Plan plan={reply.plan} />
      {target === 'commands' ? <Commands files={reply.files} /> : <Files key={target} files={reply.files} />}
      <Notes reply={reply} />
    </>
  );
}

interface GuestExportProps {
  readonly names: readonly string[];
  readonly isAnonymous: boolean;
}

/** Guests as another system wants them: all, what was moved, or one. */
export function GuestExport({ names, isAnonymous }: GuestExportProps) {
  const [target, setTarget] = useState<ExportTarget>('commands');
  const [chosen, setChosen] = useState<string>();
  const choice = chosen ?? (target === 'commands' ? 'changed' : 'all');
  const scope = scopeOf(choice, names);
  const { data, error } = useExport({ target, scope, isAnonymous });
  return (
    <section className="export-part">
      <h3>{EXPORT.guests}</h3>
      <p className="quiet">{EXPORT.guestsHint}</p>
      <div className="export-choices">
        <ChoiceInput
          title={EXPORT.as}
          choices={TARGETS}
          value={target}
          onChange={(value) => isTarget(value) && setTarget(value)}
        />
        <ChoiceInput title={EXPORT.which} choices={scopeChoices(names)} value={choice} onChange={setChosen} />
      </div>
      {data ? <Reply reply={data} target={target} scope={scope} /> : <Waiting error={error} />}
    </section>
  );
}
