import { useDeferredValue, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { HOST_PRESETS } from '../../model/host-variants.ts';
import type { Host } from '../../model/host.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Variant } from '../../model/variant.ts';
import { useScenario } from '../../store/document.ts';
import { takeVariant } from '../../store/variants.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { Segments } from '../shell/Segments.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { DistancesPart } from './DistancesPart.tsx';
import { openDraft, review as reviewOf, step, type, type Draft, type Review } from './draft.ts';
import './host-editor.css';
import { HostPart } from './HostPart.tsx';
import { LinksPart } from './LinksPart.tsx';
import { NodesPart } from './NodesPart.tsx';
import { Outcome } from './Outcome.tsx';
import type { StepProps } from './steps.ts';

type Tab = keyof typeof HOST_EDITOR.tabs;

/** Which part of the editor a path belongs to. */
function tabOf(path: string): Tab {
  if (path.startsWith('nodes')) return 'nodes';
  if (path.startsWith('links') || path.startsWith('routes')) return 'links';
  return path.startsWith('slit') || path.startsWith('latencyNs') ? 'distances' : 'host';
}

const TABS: readonly Tab[] = ['nodes', 'links', 'distances', 'host'];

function tabChoices({ faults }: Review): readonly (readonly [Tab, string])[] {
  const counts = [...faults.keys()].map(tabOf);
  return TABS.map((tab) => {
    const count = counts.filter((one) => one === tab).length;
    return [tab, HOST_EDITOR.withFaults(HOST_EDITOR.tabs[tab], count)];
  });
}

interface PresetsProps extends StepProps {
  readonly host: Host;
}

/** Changes that people ask about by name, those that this host allows. */
function Presets({ host, onStep, isBlocked }: PresetsProps) {
  const offers = useMemo(() => HOST_PRESETS.filter(({ refusal }) => refusal(host) === undefined), [host]);
  return (
    <fieldset className="host-presets">
      <legend>{HOST_EDITOR.presets}</legend>
      {offers.map(({ id, title, help, apply }) => (
        <button
          key={id}
          type="button"
          className="button"
          title={isBlocked ? HOST_EDITOR.mendFirst : help}
          disabled={isBlocked}
          onClick={() => onStep(apply)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}

interface Shown {
  readonly path: string;
  readonly turn: number;
}

interface PartProps extends StepProps {
  readonly tab: Tab;
  readonly draft: Draft;
  readonly review: Review;
  readonly onType: (path: string, text: string) => void;
  /** The figure to be shown, where a part shows some of its figures at once; `turn` = how often one was asked for. */
  readonly shown: Shown;
}

function Part({ tab, review, shown: { path: shown, turn }, ...rest }: PartProps) {
  const props = { ...rest, shown, faults: review.faults };
  // Another figure to be shown is another page.
  if (tab === 'nodes') return <NodesPart key={turn} {...props} />;
  if (tab === 'links') return <LinksPart key={turn} {...props} />;
  if (tab === 'distances') return <DistancesPart {...props} />;
  return <HostPart {...props} />;
}

/** Enter moves on within the figures of a form; it does not apply all of it. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

interface EditorProps {
  readonly scenario: Scenario;
  readonly onClose: () => void;
}

/** The draft of a host, what comes of it, and the part that is on screen. */
function useEditor(scenario: Scenario, onClose: () => void) {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => openDraft(scenario.host));
  const [tab, setTab] = useState<Tab>('nodes');
  const [shown, setShown] = useState<Shown>({ path: '', turn: 0 });
  // A large host takes its time to check: what is typed shows at once, what is wrong with it a moment later.
  const settled = useDeferredValue(draft);
  const review = useMemo(() => reviewOf(settled), [settled]);
  const showFault = ({ faults }: Review): void => {
    const [first] = faults.keys();
    if (first !== undefined) {
      setTab(tabOf(first));
      setShown(({ turn }) => ({ path: first, turn: turn + 1 }));
    }
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const now = reviewOf(draft);
    if (!now.variant) return showFault(now);
    if (now.isChanged) takeVariant(now.variant);
    onClose();
  };
  const hands = {
    onStep: (change: (host: Host) => Variant | string): void => setDraft((old) => step(old, change)),
    onType: (path: string, text: string): void => setDraft((old) => type(old, path, text)),
    isBlocked: review.variant === undefined,
  };
  return {
    form,
    draft,
    settled,
    review,
    tab,
    setTab,
    shown,
    submit,
    hands,
    reset: () => setDraft(openDraft(scenario.host)),
  };
}

function Editor({ scenario, onClose }: EditorProps) {
  const { form, draft, settled, review, tab, setTab, shown, submit, hands, reset } = useEditor(scenario, onClose);
  return (
    <form ref={form} noValidate onSubmit={submit} onKeyDown={onKeyDown}>
      <p className="quiet">{HOST_EDITOR.lead}</p>
      <Presets host={draft.variant.host} {...hands} />
      <div className="host-body">
        <div className="host-part">
          <Segments name={HOST_EDITOR.tab} choices={tabChoices(review)} value={tab} onChange={setTab} />
          <Part tab={tab} draft={draft} review={review} shown={shown} {...hands} />
        </div>
        <Outcome scenario={scenario} draft={settled} review={review} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button bare" onClick={reset}>
          {HOST_EDITOR.reset}
        </button>
        <span className="space" />
        <button type="submit" className="button primary">
          {HOST_EDITOR.apply}
        </button>
      </footer>
    </form>
  );
}

/** What if the machine were another one: its nodes, links and distances, changed by name or figure by figure. */
export function HostEditor({ onClose }: { readonly onClose: () => void }) {
  const scenario = useScenario();
  if (!scenario) return null;
  return (
    <Dialog title={HOST_EDITOR.title} className="host-editor" onClose={onClose}>
      <Editor scenario={scenario} onClose={onClose} />
    </Dialog>
  );
}
