import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HOST_PRESETS } from '../../model/host-variants.ts';
import type { Host } from '../../model/host.ts';
import { validateScenario } from '../../model/validate.ts';
import { compileHost } from './host-model.ts';

const FOLDER = new URL('../../../public/hosts/', import.meta.url);

function hostIn(file: string): Host {
  const { value } = validateScenario(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
  return value!.host;
}

describe.each(readdirSync(FOLDER))('%s', (file) => {
  test('compiles after every preset that does not refuse, with a way between all nodes', () => {
    const host = hostIn(file);
    const before = compileHost(host);
    for (const { apply } of HOST_PRESETS) {
      const variant = apply(host);
      if (typeof variant === 'string') continue;
      const model = compileHost(variant.host);
      expect(model.nodeCount).toBe(variant.host.nodes.length);
      expect(model.latency.every((ns) => ns > 0)).toBe(true);
      expect(model.l0).toBeGreaterThanOrEqual(before.l0 * 0.999);
    }
  });
});
