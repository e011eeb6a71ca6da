import { cleanLines, type TextLine } from './lines.ts';
import type { Observation } from './observed.ts';
import { Problems, quoted } from './problems.ts';

const NAMES = ['CPU(s)', 'CPU socket(s)', 'Core(s) per socket', 'Thread(s) per core', 'NUMA cell(s)'] as const;

function fieldsOf(lines: readonly TextLine[]): Map<string, { value: string; line: TextLine }> {
  return new Map(
    lines.flatMap((line) => {
      const at = line.text.indexOf(':');
      return at < 0 ? [] : [[line.text.slice(0, at).trim(), { value: line.text.slice(at + 1).trim(), line }]];
    }),
  );
}

/** Reads `virsh nodeinfo`: counts and the memory of the whole machine; it names no node and no CPU. */
export function readVirshNodeinfo(text: string, file: string): Observation {
  const problems = new Problems(file);
  const fields = fieldsOf([...cleanLines(text)]);
  const number = (name: string, pattern: RegExp): number => {
    const field = fields.get(name);
    const match = pattern.exec(field?.value ?? '');
    if (match) return Number(match[1]);
    const found = field ? `${quoted(field.value)} is no number` : 'is missing';
    problems.error('virsh-nodeinfo', `"${name}" ${found}.`, field?.line.at ?? { line: 1, column: 1 });
    return 0;
  };
  const [threads = 0, sockets = 0, cores = 0, threadsPerCore = 0, cells = 0] = NAMES.map((name) =>
    number(name, /^(\d{1,6})$/),
  );
  const memoryBytes = number('Memory size', /^(\d{1,15}) KiB$/) * 1024;
  if (cells > 1) problems.warn('nodeinfo-cells', `There are ${cells} nodes, which virsh nodeinfo does not describe.`);
  // Sockets are counted per node.
  const packages = sockets * Math.max(1, cells);
  return problems.reading({
    format: 'virsh-nodeinfo',
    nodes: [],
    cpus: null,
    cpusWithoutNode: null,
    distances: [],
    packages: null,
    cores: null,
    l3: null,
    counts: { threads, packages, cores: packages * cores, threadsPerCore, memoryBytes },
  });
}
