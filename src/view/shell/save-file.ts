import type { Scenario } from '../../model/scenario.ts';
import { documentStore } from '../../store/document.ts';
import { scenarioText } from '../../store/text.ts';

/** Long enough for the browser to have begun the download. */
const KEEP_MS = 60_000;

/** Hands a file to the user. */
export function saveFile(name: string, content: Blob | string, type = 'application/json'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** A name that every file system takes. */
export function fileName(name: string, ending: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${plain || 'nearfar'}.${ending}`;
}

/** Hands a scenario to the user. */
export function saveAsFile(scenario: Scenario): void {
  saveFile(fileName(scenario.name ?? scenario.host.name, 'nearfar.json'), scenarioText(scenario));
}

/** Hands the scenario on the table to the user. */
export function saveScenario(): void {
  const { scenario } = documentStore.getState();
  if (scenario) saveAsFile(scenario);
}
