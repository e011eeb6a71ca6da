import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { desk, runs } from '../worker/page/client.ts';
import { fetchFirst, readText } from './catalogue.ts';
import { change, documentStore, openDocument } from './document.ts';
import { dismiss, notify } from './notices.ts';
import { decodeLink, encodeScenario } from './share.ts';
import { keepUnreadable, load, overrule, save, yieldToOther } from './saving.ts';
import type { Scenario } from '../model/scenario.ts';

const SAVED = 'the saved scenario';

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function setAside(text: string, reason: string): Promise<undefined> {
  notify({ kind: 'saved-unreadable', text, reason });
  await keepUnreadable(text).catch(() => undefined);
  return undefined;
}

/** What was saved last, checked like any other input; undefined if there is nothing that can be read. */
async function restore(): Promise<Scenario | undefined> {
  try {
    const loaded = await load();
    if (loaded.kind === 'nothing') return undefined;
    if (loaded.kind === 'unreadable') return await setAside(loaded.text, 'it has no scenario in it');
    if (loaded.kind === 'aside') notify({ kind: 'other-tab' });
    return await readText(loaded.text, SAVED).catch((error: unknown) => setAside(loaded.text, words(error)));
  } catch (error) {
    notify({ kind: 'not-saved', reason: words(error) });
    return undefined;
  }
}

let saving = false;
let dirty = false;

async function saveOnce(scenario: Scenario): Promise<void> {
  try {
    const outcome = await save(JSON.stringify(scenario));
    if (outcome === 'conflict') notify({ kind: 'other-tab' });
    dismiss('not-saved');
  } catch (error) {
    notify({ kind: 'not-saved', reason: words(error) });
  }
}

/** Saves the newest scenario; changes that come while it saves are saved together afterwards. */
async function saveAll(): Promise<void> {
  dirty = true;
  if (saving) return;
  saving = true;
  while (dirty) {
    dirty = false;
    const { scenario } = documentStore.getState();
    if (scenario) await saveOnce(scenario);
  }
  saving = false;
}

/** Keeps this tab's scenario where two tabs changed it. */
export async function keepThisTab(): Promise<void> {
  const { scenario } = documentStore.getState();
  if (scenario) await overrule(JSON.stringify(scenario));
  dismiss('other-tab');
}

/** Takes the other tab's scenario, as a change that can be undone. */
export async function takeOtherTab(): Promise<void> {
  const text = await yieldToOther();
  if (text !== undefined) change('take the other tab’s scenario', await readText(text, SAVED));
  dismiss('other-tab');
}

/** Whether there is, or will be, a scenario on the table. */
export type SessionState = 'opening' | 'open' | 'failed';

const sessionStore = createStore<{ readonly state: SessionState }>(() => ({ state: 'opening' }));

export function useSessionState(): SessionState {
  return useStore(sessionStore, ({ state }) => state);
}

let begun: Promise<void> | undefined;

/** The code of a shared scenario in an address's fragment: `#/compare?s=1.…`. */
function sharedCode(fragment: string): string | undefined {
  return /[?&]s=([^&]*)/.exec(fragment)?.[1];
}

/** Leaves the view in the address and takes the scenario out of it: from here on it changes. */
function forgetCode(): void {
  history.replaceState(history.state, '', location.hash.replace(/[?&]s=[^&]*/, '') || location.pathname);
}

/** Opens the scenario that the address carries, if any: undoable, so that what was on the table is not lost. */
export async function openShared(): Promise<void> {
  const code = sharedCode(location.hash);
  if (code === undefined) return;
  forgetCode();
  try {
    const scenario = await readText(await decodeLink(code), 'the link');
    if (documentStore.getState().scenario) change('open the shared scenario', scenario);
    else openDocument(scenario);
    sessionStore.setState({ state: 'open' });
  } catch (error) {
    notify({ kind: 'failed', what: 'The link cannot be opened', reason: words(error) });
  }
}

/** A link to this page with the scenario on the table in it; undefined while there is none. */
export async function linkToScenario(
  shared: (scenario: Scenario) => Scenario = (scenario) => scenario,
): Promise<string | undefined> {
  const { scenario } = documentStore.getState();
  if (!scenario) return undefined;
  const view = location.hash.replace(/\?.*/, '') || '#/compare';
  return `${location.href.replace(/#.*/, '')}${view}?s=${await encodeScenario(shared(scenario))}`;
}

async function begin(): Promise<void> {
  desk.warm();
  runs.warm();
  sessionStore.setState({ state: 'opening' });
  try {
    openDocument((await restore()) ?? (await fetchFirst()));
    sessionStore.setState({ state: 'open' });
  } catch (error) {
    notify({ kind: 'failed', what: 'The built-in scenario', reason: words(error) });
    sessionStore.setState({ state: 'failed' });
  }
  documentStore.subscribe((now, before) => {
    if (now.scenario !== before.scenario) void saveAll();
  });
  await openShared();
  addEventListener('hashchange', () => void openShared());
}

/** Opens what was saved last, or the first built-in scenario, and saves every change from there on. Once for a page. */
export function startSession(): Promise<void> {
  begun ??= begin();
  return begun;
}

/** Tries once more after it failed. */
export async function openBuiltIn(): Promise<void> {
  try {
    openDocument(await fetchFirst());
    dismiss('failed');
  } catch (error) {
    notify({ kind: 'failed', what: 'The built-in scenario', reason: words(error) });
  }
}
