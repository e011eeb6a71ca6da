/** What two machines' tools print, as several specs import it. */
export const TWO_NODES = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3 4 5 6 7
node 0 size: 16384 MB
node 0 free: 9000 MB
node 1 cpus: 8 9 10 11 12 13 14 15
node 1 size: 16384 MB
node 1 free: 12000 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

/** Its vCPUs are pinned to node 0, its memory is bound to node 1. */
export const TORN_DOMAIN = `<domain type="kvm">
  <name>torn</name><memory unit="GiB">4</memory><vcpu cpuset="0-3">4</vcpu>
  <numatune><memory mode="strict" nodeset="1"/></numatune>
  <os><type>hvm</type></os>
</domain>`;

/** A text as a file for an input. */
export function file(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}
