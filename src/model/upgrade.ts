import { isRecord, own } from './check.ts';
import { shownValue, type Findings } from './findings.ts';
import { SCHEMA_VERSION } from './scenario.ts';

type Document = Readonly<Record<string, unknown>>;

/** Steps from schema version n to n + 1, by n. Version 1 is the first. */
export type UpgradeSteps = Readonly<Record<number, (document: Document) => Document>>;

const STEPS: UpgradeSteps = {};

function versionOf(document: Document, newest: number, out: Findings): number | undefined {
  const version = own(document, 'nearfar');
  if (version === undefined)
    out.error('nearfar', 'missing', `missing, expected the schema version, "nearfar": ${newest}`);
  else if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    out.error('nearfar', 'wrong-version', `${shownValue(version)} is not a schema version (1..${newest})`);
  else if (version > newest)
    out.error(
      'nearfar',
      'newer-version',
      `this file was written by a newer Nearfar (schema ${version}); this one reads up to schema ${newest}`,
    );
  else return version;
  return undefined;
}

/** The document as the newest schema has it; undefined, with the reason among the findings, where it cannot be read. */
export function upgraded(value: unknown, out: Findings, newest: number = SCHEMA_VERSION, steps = STEPS): unknown {
  if (!isRecord(value)) {
    out.error(
      '',
      'not-an-object',
      `${shownValue(value)} is not a scenario, expected an object { "nearfar": ${newest}, … }`,
    );
    return undefined;
  }
  const version = versionOf(value, newest, out);
  if (version === undefined) return undefined;
  let document: Document = value;
  for (let v = version; v < newest; v++) document = { ...steps[v]?.(document), nearfar: v + 1 };
  return document;
}
