interface More {
  readonly side: 'a' | 'b';
  readonly text: string;
}

const letter = { a: 'A', b: 'B' } as const;

/** Words of the lens that shows what two runs differ in: the letter is the run that has more. */
export const DIFFERENCE = {
  same: '=',
  lead: (side: 'a' | 'b', points: string) => `${letter[side]} +${points}`,
  cpu: (more: More | undefined) => (more ? `CPU ${letter[more.side]} +${more.text} pp` : 'CPU ='),
  far: (more: More | undefined) => (more ? `far ${letter[more.side]} +${more.text} GB/s` : 'far ='),
} as const;
