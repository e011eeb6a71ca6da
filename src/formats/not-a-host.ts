/** Why a text of no known format is none, where it can be told what it is. */
export interface Mistaken {
  readonly code: string;
  readonly message: string;
}

type Row = readonly [pattern: RegExp, code: string, message: string];

const TEXTS: readonly Row[] = [
  [/No NUMA (?:support )?available/i, 'no-numa', 'The machine reported that it has no NUMA.'],
  [
    /^(?:xencall|xc|libxl|xenforeignmemory)\b.{0,200}(?:error|fail)|cannot init xl context/im,
    'xl-error',
    'This is an error message of xl: run "xl info -n" as root in Dom0.',
  ],
  [
    /(?:numactl|lscpu|lstopo|virsh|xl)\b.{0,200}(?:not found|No such file)|command not found/i,
    'shell-error',
    'This is a message of the shell, not the output of the program: is it installed?',
  ],
  [
    /^\s{0,40}numa_hit\b|^\s{1,40}node0(?:\s+node\d+){0,64}\s*$|^\s{0,40}Node 0\b.{0,400}\bTotal\b/im,
    'numastat',
    'This looks like numastat: "numactl --hardware" was expected.',
  ],
  [
    /^node:\s+TotalMemory\b|^node_to_cpu\s*:/m,
    'xm-info',
    'This is "xm info" of Xen 3.x, which is not read: "xl info -n" was expected.',
  ],
  [
    /^error: failed to connect to the hypervisor/im,
    'virsh-error',
    'This is an error message of virsh, not its output.',
  ],
  [
    /^\s*(?:\{|\[\s*[[{"\d\]-])/,
    'json-key',
    'This is JSON without a key that is known: "lscpu", "cpus" or "nearfar" was expected.',
  ],
];

const ROOTS: Readonly<Record<string, string>> = {
  html: 'This is HTML, a web page',
  domainCapabilities: 'This is "virsh domcapabilities", which says nothing of nodes: "virsh capabilities" was expected',
  domain: 'This is a guest (libvirt domain), not a host',
  domains: 'These are guests (libvirt domains), not a host',
};

/** What a text without a known format seems to be. */
export function mistakenText(text: string): Mistaken | undefined {
  const found = TEXTS.find(([pattern]) => pattern.test(text.slice(0, 100_000)));
  return found && { code: found[1], message: found[2] };
}

/** What a document with this root element is, if it is a usual mistake. */
export function mistakenRoot(root: string): string | undefined {
  const name = /^html$/i.test(root) ? 'html' : root;
  return Object.hasOwn(ROOTS, name) ? ROOTS[name] : undefined;
}
