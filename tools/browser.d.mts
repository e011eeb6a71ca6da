export function findBrowser(options?: { install?: boolean }): Promise<string | undefined>;
export const browserFlags: string[];
